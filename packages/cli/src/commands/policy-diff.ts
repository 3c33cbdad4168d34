import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { leadFlags, type LeadFlags } from './lead-flags.ts'
import { accountsFlag, rosterFlag } from './policy-parameter.ts'
import { worldFlags } from './world-flags.ts'

export type PolicyDiffFlags = LeadFlags & {
  readonly leads: string | undefined
  readonly roster: string | undefined
  readonly accounts: string | undefined
  readonly at: Temporal.Instant | undefined
  readonly json: boolean
}

/** `rightful policy diff`: what two versions of a policy decide differently. */
export const policyDiffCommand = buildCommand<PolicyDiffFlags, [string, string], CliContext>({
  loader: async () => {
    const { runPolicyDiff } = await import('./run-policy-diff.ts')
    return function (this: CliContext, flags: PolicyDiffFlags, ...[before, after]: [string, string]) {
      return runPolicyDiff(this, flags, { before, after })
    }
  },
  parameters: {
    flags: {
      leads: {
        kind: 'parsed',
        parse: String,
        brief: 'Leads to decide by both, to count who gains and who loses; needs --roster',
        placeholder: 'FILE',
        optional: true,
      },
      roster: rosterFlag,
      accounts: accountsFlag,
      at: worldFlags.at,
      ...leadFlags,
      json: { ...jsonFlag, brief: 'Print the differences as JSON' },
    },
    aliases: { r: 'roster', l: 'leads', a: 'accounts', m: 'map' },
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
    fullDescription: `Compares two policies part by part, tables row by row, whatever the layout of their files. With leads, decides each by both,
every policy with its own rotation, and counts who gains and who loses.

Examples:
  rightful policy diff policy.yaml policy-next.yaml
  rightful policy diff policy.yaml policy-next.yaml --leads last-month.csv --roster roster.yaml --accounts accounts.csv

Exit codes, as diff has them: 0 they mean the same; 1 they differ; 2 wrong usage, a file that cannot be used, or a policy
with errors.`,
  },
})
