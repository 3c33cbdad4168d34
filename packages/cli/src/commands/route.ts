import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { leadFlags, type LeadFlags } from './lead-flags.ts'
import { worldFlags, type WorldFlags } from './world-flags.ts'

export type RouteFlags = WorldFlags &
  LeadFlags & {
    readonly out: string
    readonly format: 'csv' | 'ndjson' | undefined
    readonly guardFormulas: boolean
    readonly json: boolean
    readonly quiet: boolean
  }

/** `rightful route`: decides every lead of a file. */
export const routeCommand = buildCommand<RouteFlags, [string], CliContext>({
  loader: async () => {
    const { runRoute } = await import('./run-route.ts')
    return function (this: CliContext, flags: RouteFlags, path: string) {
      return runRoute(this, flags, path)
    }
  },
  parameters: {
    flags: {
      ...worldFlags,
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Where the decisions go; - is the standard output',
        placeholder: 'FILE',
        default: '-',
      },
      format: {
        kind: 'enum',
        values: ['csv', 'ndjson'],
        brief: 'How decisions are written; by the name of the output file otherwise, else csv',
        optional: true,
      },
      ...leadFlags,
      guardFormulas: {
        kind: 'boolean',
        brief: 'Put an apostrophe before text that a spreadsheet would run as a formula',
        default: true,
      },
      json: { ...jsonFlag, brief: 'Print the summary as JSON' },
      quiet: { kind: 'boolean', brief: 'Print no summary', default: false, withNegated: false },
    },
    aliases: { p: 'policy', r: 'roster', a: 'accounts', o: 'out', f: 'format', m: 'map', q: 'quiet' },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          brief: 'The file of leads: CSV, NDJSON or JSON; - is the standard input',
          placeholder: 'LEADS',
        },
      ],
    },
  },
  docs: {
    brief: 'Decide a file of leads',
    fullDescription: `Decides every lead of a file and writes one row per lead: who owns it, or where it waits, and why. Rows that cannot be
read come out too, as errors. Decisions go to the standard output, or to --out; the summary then goes to the error stream,
or to the standard output.

With --at-column, each lead is decided at the instant in its own column, so that a day's file is routed as it came. Rows are
decided in the order of the file, by a clock that never goes back: a row earlier than one above it is decided when that one
was, and the summary counts it. A row without an instant comes out as an error.

Examples:
  rightful route leads.csv --policy policy.yaml --roster roster.yaml --accounts accounts.csv --out decisions.csv
  rightful route export.csv.gz -p policy.yaml -r roster.yaml --map "Company Name=company,Land=country" -o decisions.ndjson
  zcat leads.ndjson.gz | rightful route - -p policy.yaml -r roster.yaml --at 2026-11-24T09:00:00Z | head
  rightful route yesterday.csv -p policy.yaml -r roster.yaml --at-column "Created At" -o decisions.csv

Exit codes: 0 every row was decided; 1 some rows could not be read, or the policy has errors; 2 wrong usage, or a file that
cannot be used.`,
  },
})
