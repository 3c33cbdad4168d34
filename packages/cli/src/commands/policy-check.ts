import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { policyParameter, rosterFlag } from './policy-parameter.ts'

export type PolicyCheckFlags = {
  readonly roster: string | undefined
  readonly strict: boolean
  readonly json: boolean
}

/** `rightful policy check`: everything that can be known to be wrong with a policy without a lead. */
export const policyCheckCommand = buildCommand<PolicyCheckFlags, [string], CliContext>({
  loader: async () => (await import('./pending.ts')).pending,
  parameters: {
    flags: {
      roster: rosterFlag,
      strict: { kind: 'boolean', brief: 'Count warnings as problems', default: false, withNegated: false },
      json: { ...jsonFlag, brief: 'Print the problems as JSON' },
    },
    aliases: { r: 'roster' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Find what is wrong with a policy before a lead does',
    fullDescription: `Parses the policy and its tables and checks them: routes that can never be taken, leads that no route covers, rows that
overlap, names that do not exist, pools nobody can be chosen from, hours with nobody on shift, tests that fail.

Examples:
  rightful policy check policy.yaml
  rightful policy check policy.yaml --roster roster.yaml --json

Exit codes: 0 no errors; 1 errors (with --strict, warnings too); 2 wrong usage, or a file that cannot be read.`,
  },
})
