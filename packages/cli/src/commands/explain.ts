import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { leadFlags, type LeadFlags } from './lead-flags.ts'
import { worldFlags, type WorldFlags } from './world-flags.ts'

export type ExplainFlags = WorldFlags &
  LeadFlags & {
    readonly lead: readonly string[]
    readonly not: readonly string[] | undefined
    readonly role: string
    readonly whatWouldChange: boolean
    readonly alone: boolean
    readonly json: boolean
  }

/** `rightful explain`: why a lead goes where it goes. */
export const explainCommand = buildCommand<ExplainFlags, [string], CliContext>({
  loader: async () => {
    const { runExplain } = await import('./run-explain.ts')
    return function (this: CliContext, flags: ExplainFlags, path: string) {
      return runExplain(this, flags, path)
    }
  },
  parameters: {
    flags: {
      lead: {
        kind: 'parsed',
        parse: String,
        brief: 'The lead to explain, by its id; may be given several times',
        placeholder: 'ID',
        variadic: true,
      },
      ...worldFlags,
      not: {
        kind: 'parsed',
        parse: String,
        brief:
          'Say why not this owner, rather than each member of the pools that were asked; may be given several times',
        placeholder: 'OWNER',
        optional: true,
        variadic: true,
      },
      role: {
        kind: 'parsed',
        parse: String,
        brief: 'Say why not for this role of the lead, one that a route names under also',
        placeholder: 'ROLE',
        default: 'owner',
      },
      whatWouldChange: {
        kind: 'boolean',
        brief: 'Also look for the smallest changes that would give another outcome',
        default: true,
      },
      alone: {
        kind: 'boolean',
        brief: 'Decide only the leads asked for, as if none came before them in the file',
        default: false,
        withNegated: false,
      },
      ...leadFlags,
      json: { ...jsonFlag, brief: 'Print decision records and answers as JSON' },
    },
    aliases: { l: 'lead', n: 'not', p: 'policy', r: 'roster', a: 'accounts', m: 'map' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'The file that holds the lead; - is the standard input', placeholder: 'LEADS' },
      ],
    },
  },
  docs: {
    brief: 'Say why a lead goes where it goes, and what would change it',
    fullDescription: `Decides the leads of a file up to the one asked for, so that rotation and caps stand as they would in "rightful route" of
that file at the same instant, and explains that one: why, why not each of the others, and what would change it.

Examples:
  rightful explain leads.csv --lead L-17 --policy policy.yaml --roster roster.yaml --at 2026-11-24T09:00:00Z
  rightful explain leads.csv --lead L-17 --not owner-03 --policy policy.yaml --roster roster.yaml
  rightful explain leads.csv --lead L-17 --role sdr --policy policy.yaml --roster roster.yaml
  rightful explain leads.csv -l L-17 -l L-18 -p policy.yaml -r roster.yaml --json

Exit codes: 0 explained; 1 no such lead in the file or no such owner in the roster, or no such role, or the policy has errors; 2 wrong usage,
or a file that cannot be used.`,
  },
})
