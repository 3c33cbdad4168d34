import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { leadFlags, type LeadFlags } from './lead-flags.ts'
import { rosterFlag } from './policy-parameter.ts'

export type PolicyDiffFlags = LeadFlags & {
  readonly roster: string | undefined
  readonly leads: string | undefined
  readonly json: boolean
}

/** `rightful policy diff`: what two versions of a policy decide differently. */
export const policyDiffCommand = buildCommand<PolicyDiffFlags, [string, string], CliContext>({
  loader: async () => (await import('./pending.ts')).pending,
  parameters: {
    flags: {
      leads: {
        kind: 'parsed',
        parse: String,
        brief: 'Leads to decide by both, to count who gains and who loses',
        placeholder: 'FILE',
        optional: true,
      },
      roster: rosterFlag,
      ...leadFlags,
      json: { ...jsonFlag, brief: 'Print the differences as JSON' },
    },
    aliases: { r: 'roster', l: 'leads', m: 'map' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'The policy as it was', placeholder: 'BEFORE' },
        { parse: String, brief: 'The policy as it shall be', placeholder: 'AFTER' },
      ],
    },
  },
  docs: {
    brief: 'Say what changed between two policies, in meaning',
    fullDescription: `Compares two policies rule by rule, whatever the layout of their files.

Examples:
  rightful policy diff policy.yaml policy-next.yaml
  rightful policy diff policy.yaml policy-next.yaml --leads last-month.csv --roster roster.yaml

Exit codes: 0 they mean the same; 1 they differ, or one has errors; 2 wrong usage, or a file that cannot be read.`,
  },
})
