import { type ErrorItem, RoutingError } from '@rightful/contract'
import {
  type CheckFigures,
  checkPolicy,
  compilePolicy,
  parsePolicy,
  type Policy,
  type Problem,
  type Roster,
} from '@rightful/engine'
import type { PolicyText } from './policy-content.ts'

const itemsAtMost = 100

/** A policy that parses, with everything that was found about it. */
export type CheckedPolicy = {
  readonly policy: Policy
  readonly problems: readonly Problem[]
  readonly figures: CheckFigures
}

/** Parses a policy and checks it with a roster. Throws `policy_invalid` where it does not parse; what the check finds is returned. */
export function checkPolicyText({ document, tables }: PolicyText, roster: Roster): CheckedPolicy {
  const { policy, problems } = parsePolicy(document, { tables })
  if (policy === null) throw policyInvalid(problems)
  const report = checkPolicy(compilePolicy(policy), { roster })
  return { policy, problems: [...problems, ...report.problems], figures: report.figures }
}

/** The same, where errors of the check are failures too: throws `policy_invalid` with each by line and column. */
export function requireSoundPolicy(
  text: PolicyText,
  roster: Roster,
): { readonly policy: Policy; readonly warnings: readonly ErrorItem[] } {
  const { policy, problems } = checkPolicyText(text, roster)
  if (problems.some(({ severity }) => severity === 'error')) throw policyInvalid(problems)
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  return { policy, warnings: warnings.slice(0, itemsAtMost).map(itemOf) }
}

/** A policy whose text may be wrong in itself. Throws `policy_invalid`. */
export function requireParsedPolicy({ document, tables }: PolicyText): Policy {
  const { policy, problems } = parsePolicy(document, { tables })
  if (policy === null) throw policyInvalid(problems)
  return policy
}

function policyInvalid(problems: readonly Problem[]): RoutingError {
  const errors = problems.filter(({ severity }) => severity === 'error')
  return new RoutingError('policy_invalid', {}, { items: errors.slice(0, itemsAtMost).map(itemOf) })
}

function itemOf({ place: { file, line, column }, message, hint }: Problem): ErrorItem {
  return { where: `${file}:${line}:${column}`, what: message, mend: hint ?? null }
}
