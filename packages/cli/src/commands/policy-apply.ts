import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { policyServerFlags, type PolicyServerFlags } from '../operating/policy-server.ts'
import { jsonFlag } from './json-flag.ts'
import { policyParameter } from './policy-parameter.ts'

export type PolicyApplyFlags = PolicyServerFlags & {
  readonly title: string | undefined
  readonly json: boolean
}

/** `rightful policy apply`: brings a policy to a server, as a change that is reviewed there. */
export const policyApplyCommand = buildCommand<PolicyApplyFlags, [string], CliContext>({
  loader: async () => {
    const { runPolicyApply } = await import('./run-policy-apply.ts')
    return function (this: CliContext, flags: PolicyApplyFlags, path: string) {
      return runPolicyApply(this, flags, path)
    }
  },
  parameters: {
    flags: {
      ...policyServerFlags,
      title: {
        kind: 'parsed',
        parse: String,
        brief: 'What the change is called; otherwise the file and its commit',
        placeholder: 'TEXT',
        optional: true,
      },
      json: { ...jsonFlag, brief: 'Print what became of it as JSON' },
    },
    aliases: { t: 'title' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Bring a policy to a server, where it is reviewed',
    fullDescription: `Makes a change of a policy and its tables, with the commit that they are of, hands it in for review, and makes it active where it has
its approvals. Called again with the same files it finds that change and goes on with it. Where nothing is reviewed yet the
policy is active at once. The key needs policies:propose, policies:read, and policies:apply or policies:write to make it active.

Examples:
  rightful policy apply policy.yaml --url https://rightful.example.com
  RIGHTFUL_URL=… RIGHTFUL_KEY=… rightful policy apply policy.yaml --title "Territories of 2027"

Exit codes: 0 it is active; 3 it waits for somebody; 1 it has errors, or the server refused; 2 wrong usage, or a file or server
that cannot be used.`,
  },
})
