import type { ErrorSpec } from './error-spec.ts'

/** Failures of changes of the policy on their way to being active. */
export const changeErrors = {
  change_not_found: {
    status: 404,
    retryable: false,
    title: 'No change has this id.',
    mend: 'List the changes.',
  },
  change_state: {
    status: 409,
    retryable: false,
    title: 'The change is in a state in which this is not possible.',
    mend: 'Read the change; `details` says its state and the ones in which this is possible.',
  },
  review_required: {
    status: 409,
    retryable: false,
    title: 'Versions of the policy become active only after a review here.',
    mend: 'Make a change (`POST /v1/changes`), submit it, and have somebody approve it who did not write it.',
  },
  approvals_missing: {
    status: 409,
    retryable: false,
    title: 'The change does not have the approvals that it needs.',
    mend: 'Have it approved by those whom `errors` lists; its authors never count.',
  },
  approval_outdated: {
    status: 409,
    retryable: false,
    title: 'The change says something else than what you read.',
    mend: 'Read it again, and approve the content that it has now.',
  },
  author_approves: {
    status: 403,
    retryable: false,
    title: 'Whoever wrote a change cannot approve it.',
    mend: 'Ask somebody who edited no version of it.',
  },
  change_outdated: {
    status: 409,
    retryable: false,
    title: 'Another version of the policy became active since the change was begun.',
    mend: 'Rebase the change on the active version and have it approved again; `errors` lists what is in conflict.',
  },
  change_unchanged: {
    status: 409,
    retryable: false,
    title: 'The change says the very same as the active version.',
    mend: 'Edit it, or cancel it.',
  },
  schedule_invalid: {
    status: 422,
    retryable: false,
    title: 'The change cannot take effect at these times.',
    mend: 'Give local times as `2026-12-01T00:00` with a zone such as `Europe/Berlin`; the end is after the start and in the future.',
  },
  revisions_full: {
    status: 409,
    retryable: false,
    title: 'The change was edited as often as a change can be.',
    mend: 'Cancel it and begin another one.',
  },
} as const satisfies Record<string, ErrorSpec>
