import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { policyParameter } from './policy-parameter.ts'

export type PolicyTestFlags = { readonly json: boolean }

/** `rightful policy test`: runs the golden leads of a policy. */
export const policyTestCommand = buildCommand<PolicyTestFlags, [string], CliContext>({
  loader: async () => {
    const { runPolicyTest } = await import('./run-policy-test.ts')
    return function (this: CliContext, flags: PolicyTestFlags, path: string) {
      return runPolicyTest(this, flags, path)
    }
  },
  parameters: {
    flags: { json: { ...jsonFlag, brief: 'Print the results as JSON' } },
    positional: policyParameter,
  },
  docs: {
    brief: 'Run the golden leads of a policy',
    fullDescription: `Plans every lead under "tests" as if everybody were at work, and compares where it goes with what is expected. The tests
are about the policy: no roster is needed, and who is on shift today changes no result.

Examples:
  rightful policy test policy.yaml
  rightful policy test policy.yaml --json

Exit codes: 0 all tests pass; 1 some fail, or the policy has errors; 2 wrong usage, or a file that cannot be used.`,
  },
})
