import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { parseDate } from './parse-date.ts'

export type ReportFlags = ServerFlags & {
  readonly workspace: string | undefined
  readonly from: Temporal.PlainDate | undefined
  readonly to: Temporal.PlainDate | undefined
  readonly zone: string
  readonly by: string | undefined
  readonly pool: string | undefined
  readonly owner: string | undefined
  readonly route: string | undefined
  readonly format: 'table' | 'csv' | 'json'
}

/** A flag that is a text and may be left out. */
function textFlag(brief: string, placeholder: string) {
  return { kind: 'parsed', parse: String, brief, placeholder, optional: true } as const
}

/** A flag that is a date and may be left out. */
function dateFlag(brief: string) {
  return { kind: 'parsed', parse: parseDate, brief, placeholder: 'DATE', optional: true } as const
}

/** `rightful report NAME`: prints a report of a period. */
export const reportCommand = buildCommand<ReportFlags, [string], CliContext>({
  loader: async () => {
    const { runReportCommand } = await import('./run-report.ts')
    return function (this: CliContext, flags: ReportFlags, name: string) {
      return runReportCommand(this, { flags, name })
    }
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ brief: 'The report', parse: String, placeholder: 'NAME' }] },
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      from: dateFlag('First day of the period'),
      to: dateFlag('The day after the last one'),
      zone: {
        kind: 'parsed',
        parse: String,
        brief: 'IANA zone in which days begin',
        placeholder: 'ZONE',
        default: 'UTC',
      },
      by: textFlag('What to group by, separated by commas', 'GROUPS'),
      pool: textFlag('Only leads of this pool', 'ID'),
      owner: textFlag('Only leads of this owner', 'ID'),
      route: textFlag('Only leads of this route', 'ID'),
      format: { kind: 'enum', values: ['table', 'csv', 'json'], brief: 'How to print it', default: 'table' },
    },
  },
  docs: {
    brief: 'Print a report: latency, follow-up, conversion, distribution, exceptions, coverage, held, credits',
    fullDescription: `Prints figures of a period: assignment-latency, follow-up, conversion, distribution, exceptions, coverage, held or credits.
docs/reference/reports.md says what each column means and how it is reckoned. A server that is named is asked with its key, which
needs the scope reports:read; otherwise the database is opened.

Examples:
  rightful report exceptions
  rightful report distribution --from 2026-11-16 --to 2026-11-23 --zone Europe/Berlin --format csv
  rightful report follow-up --by owner --pool dach

Exit codes: 0 done; 2 wrong usage, a report that cannot be made, or a server or database that cannot be used.`,
  },
})
