import type { ErrorSpec } from './error-spec.ts'

/** Failures of imports and of forms. */
export const intakeErrors = {
  import_not_found: {
    status: 404,
    retryable: false,
    title: 'No import has this id.',
    mend: 'List the imports.',
  },
  import_empty: {
    status: 422,
    retryable: false,
    title: 'The file has no rows.',
    mend: 'Send a file with at least one lead; CSV needs a heading line above it.',
  },
  import_unreadable: {
    status: 422,
    retryable: false,
    title: 'The file cannot be read.',
    mend: 'Mend what `errors` lists, with its lines; nothing was stored.',
  },
  import_too_large: {
    status: 413,
    retryable: false,
    title: 'The file is larger than one import takes.',
    mend: 'Split it: `details` names the limit.',
  },
  import_running: {
    status: 409,
    retryable: true,
    title: 'The import is still running.',
    mend: 'Wait until it has finished, or cancel it.',
  },
  import_finished: {
    status: 409,
    retryable: false,
    title: 'The import has finished.',
    mend: 'Undo it instead.',
  },
  import_undone: {
    status: 409,
    retryable: false,
    title: 'The import was undone before.',
    mend: 'Nothing is left to be done.',
  },
  import_was_dry_run: {
    status: 409,
    retryable: false,
    title: 'The import was a dry run and stored no leads.',
    mend: 'Import the file without `dry_run`.',
  },
  form_not_found: {
    status: 404,
    retryable: false,
    title: 'No form has this key.',
    mend: 'Copy the public key of the form again; a form that was switched off takes nothing.',
  },
  form_origin_not_allowed: {
    status: 403,
    retryable: false,
    title: 'The form does not belong on this site.',
    mend: 'Add the origin of the page to the form.',
  },
  form_token_invalid: {
    status: 422,
    retryable: false,
    title: 'The form was not opened before it was sent, or too long ago.',
    mend: 'Fetch a new token for the form and send it in `_token`.',
  },
  form_too_fast: {
    status: 422,
    retryable: true,
    title: 'The form was sent faster than a person fills it in.',
    mend: 'Send it again after the seconds in Retry-After.',
  },
  form_rejected: {
    status: 422,
    retryable: false,
    title: 'The form looks filled in by a machine.',
    mend: 'Leave the field empty that people do not see.',
  },
} as const satisfies Record<string, ErrorSpec>
