import type { Expression } from '../language/expression.ts'
import type { AccountMatch } from '../match/account.ts'
import type { Policy } from '../policy/policy.ts'
import type { Decision, FallbackCause, TraceStep } from './decision.ts'
import { formatSeconds } from './format-instant.ts'
import { missingText } from './input-sentences.ts'
import { requirementText } from './removal-sentences.ts'
import { shortList } from './short-list.ts'

/** A record, and the policy that decided. */
export type Explained = { readonly decision: Decision; readonly policy: Policy }

const REMOVED_SHOWN_MAX = 4
const UNKNOWN_SHOWN_MAX = 3

/** `eu-certified: applies, removes owner-03 (no "gdpr")`; `do-not-contact: no entry`. */
export function constraintSentence(step: TraceStep & { readonly kind: 'constraint' }, record: Explained): string {
  return `${step.constraintId}: ${effectText(step, record)}`
}

function effectText(step: TraceStep & { readonly kind: 'constraint' }, { decision, policy }: Explained): string {
  const unknown = step.result === 'unknown' ? `unknown${missingText(step.missing, matchOf(decision))}, so ` : ''
  const constraint = policy.constraints.find(({ id }) => id === step.constraintId)
  const asksList = constraint?.when !== undefined && constraint.when !== null && isOnList(constraint.when.expression)
  switch (step.effect) {
    case 'none':
      return unknown === '' && asksList ? 'no entry' : `${unknown === '' ? '' : `${unknown}it `}does not apply`
    case 'applies':
      return `${unknown === '' ? '' : `${unknown}it `}applies${removesText(step.constraintId, { decision, policy })}`
    case 'refused':
      if (unknown !== '') return `${unknown}the lead is refused`
      return asksList ? 'there is an entry, so the lead is refused' : 'refuses the lead'
    case 'bound':
      return `${unknown === '' ? '' : `${unknown}it `}binds the lead to ${step.ownerId}`
    case 'not_bound':
      return `${unknown === '' ? '' : `${unknown}it `}applies, but ${constraint?.kind === 'bind' ? `${constraint.bind.path} names nobody` : 'it names nobody'}`
    case 'incomplete':
      return `${unknown}the lead is incomplete`
  }
}

/** Whether a condition asks nothing but whether an entry forbids contact. */
function isOnList(condition: Expression): boolean {
  if (condition.kind === 'any') return condition.operands.every(isOnList)
  return condition.kind === 'symbol' && condition.symbol.origin === 'fact'
}

function matchOf({ inputs }: Decision): AccountMatch | null {
  return inputs === null ? null : inputs.match
}

/** `, removes owner-03, owner-09 (no "gdpr")`. */
function removesText(constraintId: string, { decision, policy }: Explained): string {
  const removed = new Set<string>()
  for (const step of decision.roles.flatMap((role) => role.steps)) {
    if (step.kind === 'owner' && step.removal?.kind === 'require' && step.removal.constraintId === constraintId)
      removed.add(step.ownerId)
    if (step.kind !== 'pool') continue
    for (const { ownerId, removal } of step.choice.candidates) {
      if (removal?.kind === 'require' && removal.constraintId === constraintId) removed.add(ownerId)
    }
  }
  if (removed.size === 0) return ''
  return `, removes ${shortList([...removed], REMOVED_SHOWN_MAX)} (${requirementText(constraintId, policy)})`
}

/** `1 of 212 asked: dach-enterprise true`. */
export function routesSentence(step: TraceStep & { readonly kind: 'routes' }, decision: Decision): string {
  const unknown = step.unknown
    .slice(0, UNKNOWN_SHOWN_MAX)
    .map((rule) => `${rule.ruleId} unknown${missingText(rule.missing, matchOf(decision))}`)
  const more = step.unknown.length + step.unknownCut - unknown.length
  const said = [
    ...unknown,
    ...(more > 0 ? [`${more} more unknown`] : []),
    ...(step.matched === null ? [] : [`${step.matched.ruleId} true`]),
    ...(step.stoppedBy === null ? [] : [`nothing is asked below ${step.stoppedBy} while it is unknown`]),
  ]
  return `${step.asked} of ${step.total} asked: ${said.length === 0 ? 'none true' : said.join(' · ')}`
}

const fallbackCauses = {
  no_route_true: 'no route is true',
  route_unknown: 'no route is true, and some cannot be told',
  hard_rule_unknown: 'a hard rule cannot be told',
  constraints_leave_nobody: 'the hard rules leave nobody',
  nobody_eligible: 'nobody there can take it now',
} as const satisfies { readonly [Cause in FallbackCause]: string }

/** `nobody: nobody there can take it now, or within 4 h`. */
export function fallbackSentence(
  step: TraceStep & { readonly kind: 'fallback' },
  { decision, policy }: Explained,
): string {
  const missing = step.missing.length === 0 ? '' : missingText(step.missing, matchOf(decision))
  const { lookAheadSeconds } = policy.fallback.nobody
  const isAhead = step.because === 'nobody_eligible' && lookAheadSeconds > 0
  return `${step.name}: ${fallbackCauses[step.because]}${isAhead ? `, or within ${formatSeconds(lookAheadSeconds)}` : ''}${missing}`
}
