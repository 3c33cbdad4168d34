import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { policyParameter, rosterFlag } from './policy-parameter.ts'

export type PolicyTestFlags = { readonly roster: string | undefined; readonly json: boolean }

/** `rightful policy test`: runs the golden leads of a policy. */
export const policyTestCommand = buildCommand<PolicyTestFlags, [string], CliContext>({
  loader: async () => (await import('./pending.ts')).pending,
  parameters: {
    flags: { roster: rosterFlag, json: { ...jsonFlag, brief: 'Print the results as JSON' } },
    aliases: { r: 'roster' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Run the golden leads of a policy',
    fullDescription: `Decides every lead under "tests" and compares the outcome with what is expected.

Examples:
  rightful policy test policy.yaml
  rightful policy test policy.yaml --roster roster.yaml

Exit codes: 0 all tests pass; 1 some fail, or the policy has errors; 2 wrong usage, or a file that cannot be read.`,
  },
})
