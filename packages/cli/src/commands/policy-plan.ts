import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { policyServerFlags, type PolicyServerFlags } from '../operating/policy-server.ts'
import { jsonFlag } from './json-flag.ts'
import { policyParameter } from './policy-parameter.ts'

export type PolicyPlanFlags = PolicyServerFlags & { readonly json: boolean }

/** `rightful policy plan`: what applying a policy would change on a server. */
export const policyPlanCommand = buildCommand<PolicyPlanFlags, [string], CliContext>({
  loader: async () => {
    const { runPolicyPlan } = await import('./run-policy-plan.ts')
    return function (this: CliContext, flags: PolicyPlanFlags, path: string) {
      return runPolicyPlan(this, flags, path)
    }
  },
  parameters: {
    flags: { ...policyServerFlags, json: { ...jsonFlag, brief: 'Print the plan as JSON' } },
    positional: policyParameter,
  },
  docs: {
    brief: 'Say what applying a policy would change on a server',
    fullDescription: `Compares a policy and its tables with the active version of a server, checks it with the server's roster, runs its tests, and
says what was made active past the repository. Nothing is stored. The key needs policies:propose.

Examples:
  rightful policy plan policy.yaml --url https://rightful.example.com
  RIGHTFUL_URL=… RIGHTFUL_KEY=… rightful policy plan policy.yaml --json

Exit codes: 0 it means the same as the active version; 3 it would change it; 1 it has errors, or the server refused; 2 wrong
usage, or a file or server that cannot be used.`,
  },
})
