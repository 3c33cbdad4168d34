import type { ErrorSpec } from './error-spec.ts'

/** Failures of what operators ask of a running server. */
export const operationErrors = {
  operation_busy: {
    status: 409,
    retryable: true,
    title: 'This node is at such work already.',
    mend: 'Wait until that is done, and send it again.',
  },
  backup_not_here: {
    status: 409,
    retryable: false,
    title: 'This server keeps its data in a PostgreSQL of its own, which is not backed up from here.',
    mend: 'Back that one up with its own tools, such as pg_basebackup.',
  },
  backup_exists: {
    status: 409,
    retryable: false,
    title: 'There is a backup of this name.',
    mend: 'Choose another name.',
  },
} as const satisfies Record<string, ErrorSpec>
