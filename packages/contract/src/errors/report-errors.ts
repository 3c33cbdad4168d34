import type { ErrorSpec } from './error-spec.ts'

/** Failures of reports and of their schedules. */
export const reportErrors = {
  report_not_found: {
    status: 404,
    retryable: false,
    title: 'There is no report of this name.',
    mend: 'Ask for one that `GET /v1/reports` lists.',
  },
  report_invalid: {
    status: 422,
    retryable: false,
    title: 'The report cannot be made as it was asked for.',
    mend: 'Mend what the items name.',
  },
  report_too_costly: {
    status: 422,
    retryable: false,
    title: 'The report would take too long, or have too many rows.',
    mend: 'Ask for a shorter period, for fewer groups with `by`, or for one pool, owner or route.',
  },
  report_busy: {
    status: 503,
    retryable: true,
    title: 'This node makes as many reports as it may at a time, and others wait already.',
    mend: 'Ask again in a moment.',
  },
  report_schedule_not_found: {
    status: 404,
    retryable: false,
    title: 'No schedule of reports has this id.',
    mend: 'Check the id; `GET /v1/reports/schedules` lists them.',
  },
} as const satisfies Record<string, ErrorSpec>
