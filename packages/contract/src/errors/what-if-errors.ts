import type { ErrorSpec } from './error-spec.ts'

/** Failures of what-ifs. */
export const whatIfErrors = {
  what_if_not_found: {
    status: 404,
    retryable: false,
    title: 'No what-if has this id.',
    mend: 'Ask it again: the same question has the same id, as long as its decisions are kept.',
  },
  what_if_period_gone: {
    status: 422,
    retryable: false,
    title: 'Decisions of that time are no longer kept.',
    mend: 'Begin at `details.from` or later.',
  },
  filter_invalid: {
    status: 422,
    retryable: false,
    title: 'The filter is no condition on fields of the base policy.',
    mend: 'Mend what `errors` lists.',
  },
} as const satisfies Record<string, ErrorSpec>
