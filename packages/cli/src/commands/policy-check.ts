import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { parseDate } from './parse-date.ts'
import { accountsFlag, policyParameter, rosterFlag } from './policy-parameter.ts'

export type PolicyCheckFlags = {
  readonly roster: string | undefined
  readonly accounts: string | undefined
  readonly weekOf: Temporal.PlainDate | undefined
  readonly strict: boolean
  readonly json: boolean
}

/** `rightful policy check`: everything that can be known to be wrong with a policy without a lead. */
export const policyCheckCommand = buildCommand<PolicyCheckFlags, [string], CliContext>({
  loader: async () => {
    const { runPolicyCheck } = await import('./run-policy-check.ts')
    return function (this: CliContext, flags: PolicyCheckFlags, path: string) {
      return runPolicyCheck(this, flags, path)
    }
  },
  parameters: {
    flags: {
      roster: rosterFlag,
      accounts: accountsFlag,
      weekOf: {
        kind: 'parsed',
        parse: parseDate,
        brief:
          'The week whose shifts are looked at, holidays and absences included; otherwise the usual one, without them',
        placeholder: 'DATE',
        optional: true,
      },
      strict: { kind: 'boolean', brief: 'Count warnings as problems', default: false, withNegated: false },
      json: { ...jsonFlag, brief: 'Print problems and figures as JSON' },
    },
    aliases: { r: 'roster', a: 'accounts' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Find what is wrong with a policy before a lead does',
    fullDescription: `Parses the policy and its tables and checks them: routes that can never be taken, leads that no route covers, rows that
overlap, values never used, tests that fail. With a roster also names that do not exist, pools nobody can be chosen from and
hours with nobody on shift; with accounts, their parents and owners.

Examples:
  rightful policy check policy.yaml
  rightful policy check policy.yaml --roster roster.yaml --accounts accounts.csv --strict
  rightful policy check policy.yaml --roster roster.yaml --week-of 2026-12-21 --json

Exit codes: 0 no errors; 1 errors (with --strict, warnings too); 2 wrong usage, or a file that cannot be used.`,
  },
})
