import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { leadFlags, type LeadFlags } from './lead-flags.ts'
import { worldFlags, type WorldFlags } from './world-flags.ts'

export type ExplainFlags = WorldFlags &
  LeadFlags & {
    readonly lead: readonly string[]
    readonly whyNot: readonly string[] | undefined
    readonly whatWouldChange: boolean
    readonly json: boolean
  }

/** `rightful explain`: why a lead goes where it goes. */
export const explainCommand = buildCommand<ExplainFlags, [string], CliContext>({
  loader: async () => (await import('./pending.ts')).pending,
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
      whyNot: {
        kind: 'parsed',
        parse: String,
        brief: 'Also say why this owner did not get it; may be given several times',
        placeholder: 'OWNER',
        optional: true,
        variadic: true,
      },
      whatWouldChange: {
        kind: 'boolean',
        brief: 'Also look for the smallest change that would give another outcome',
        default: true,
      },
      ...leadFlags,
      json: { ...jsonFlag, brief: 'Print the decision record and the answers as JSON' },
    },
    aliases: { l: 'lead', p: 'policy', r: 'roster', a: 'accounts', m: 'map' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'The file that holds the lead; - is the standard input', placeholder: 'LEADS' },
      ],
    },
  },
  docs: {
    brief: 'Say why a lead goes where it goes, and what would change it',
    fullDescription: `Decides the leads of a file up to the one asked for, so that rotation stands as it would, and explains that one.

Examples:
  rightful explain leads.csv --lead L-17 --policy policy.yaml --roster roster.yaml
  rightful explain leads.csv --lead L-17 --why-not owner-03 --policy policy.yaml --roster roster.yaml --json

Exit codes: 0 explained; 1 no such lead in the file, or the policy has errors; 2 wrong usage, or a file that cannot be used.`,
  },
})
