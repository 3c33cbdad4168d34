import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { inputsOf } from '../replay/replay-decision.ts'
import { personOf, zoneOf } from '../replay/recorded-world.ts'
import { isPassedOver, leads, ranked } from './balance-sentences.ts'
import type { CandidateResult, Choice, Decision, DecisionInputs } from './decision.ts'
import { outcomeSentence } from './explain-decision.ts'
import { removalSentence } from './removal-sentences.ts'
import { type RosterChange, flipsTo, liftings, rosterChangeSentence } from './roster-changes.ts'

/** Why a person did not get the lead. */
export type WhyNot = {
  readonly ownerId: string
  /** `chosen`: they did get it. `not_asked`: no pool or place that was tried has them. */
  readonly verdict: 'chosen' | 'removed' | 'outranked' | 'not_asked' | 'never_asked_for_anyone'
  /** The pool in which they were considered last. */
  readonly poolId: string | null
  readonly result: CandidateResult | null
  /** The smallest single changes of the roster's state that would have given them the lead. */
  readonly wouldTakeIf: readonly RosterChange[]
  readonly sentence: string
}

/**
 * "Why not me?", from the record and its policy alone.
 *
 * Throws `decision_is_brief` for a record without inputs.
 */
export function whyNot(decision: Decision, policy: CompiledPolicy, ownerId: string): WhyNot {
  const inputs = inputsOf(decision)
  const { outcome } = decision
  if (outcome.kind === 'assigned' && outcome.ownerId === ownerId) {
    return { ...nothing(ownerId, 'chosen'), sentence: `${ownerId} got this lead: ${outcomeSentence(outcome)}` }
  }
  const wouldTakeIf = flipsTo({ decision, inputs, policy }, ownerId)
  const asked = lastChoiceWith(decision, ownerId)
  if (asked === null) return notAsked({ decision, inputs, policy }, { ownerId, wouldTakeIf })
  const { choice, result } = asked
  const verdict = result.removal === null ? 'outranked' : 'removed'
  const record = { decision, inputs, policy }
  const sentence = `not ${ownerId}: ${reason(asked, record)}.${ifSentence(record, ownerId, wouldTakeIf)}`
  return { ownerId, verdict, poolId: choice.poolId, result, wouldTakeIf, sentence }
}

type Record = { readonly decision: Decision; readonly inputs: DecisionInputs; readonly policy: CompiledPolicy }

function nothing(ownerId: string, verdict: WhyNot['verdict']): Omit<WhyNot, 'sentence'> {
  return { ownerId, verdict, poolId: null, result: null, wouldTakeIf: [] }
}

function lastChoiceWith(
  decision: Decision,
  ownerId: string,
): { readonly choice: Choice; readonly result: CandidateResult } | null {
  const pools = decision.roles[0].steps.filter((step) => step.kind === 'pool')
  for (const { choice } of pools.toReversed()) {
    const result = choice.candidates.find((candidate) => candidate.ownerId === ownerId)
    if (result !== undefined) return { choice, result }
  }
  return null
}

function reason(asked: { readonly choice: Choice; readonly result: CandidateResult }, record: Record): string {
  const { choice, result } = asked
  if (result.removal !== null) {
    const zone = zoneOf(result.ownerId, record.inputs)
    return removalSentence(result.removal, { zone, nowMs: record.decision.atMs, policy: record.policy.policy })
  }
  const [pick] = ranked(choice)
  const rank = `number ${(result.rank ?? 0) + 1} of ${ranked(choice).length} eligible`
  if (choice.strategy !== 'fair_share' || result.score === null || pick?.score === null || pick === undefined) {
    return `eligible, ${rank} by ${choice.strategy.replace('_', ' ')}`
  }
  if (isPassedOver(result, pick)) {
    return `eligible, but ahead of the pool, so after those who are not (due at ${leads(result.score)}), ${rank}`
  }
  const later = leadsLater(result.score, pick.score)
  const ahead = result.isDue === false ? ', ahead of the pool' : ''
  return later === '0.00'
    ? `eligible and level with ${pick.ownerId}, who ${tieBreak(choice)}`
    : `eligible${ahead}, due ${later} later (at ${leads(result.score)}), ${rank}`
}

function tieBreak(choice: Choice): string {
  return choice.decidedBy === 'longest_unassigned' ? 'has waited longer' : 'comes first by the hash of lead and owner'
}

type Fraction = { readonly numerator: number; readonly denominator: number }

function leadsLater(one: Fraction, other: Fraction): string {
  return (Number(leads(one)) - Number(leads(other))).toFixed(2)
}

function notAsked(
  record: Record,
  person: { readonly ownerId: string; readonly wouldTakeIf: readonly RosterChange[] },
): WhyNot {
  const { ownerId, wouldTakeIf } = person
  const steps = record.decision.roles[0].steps
  const pools = steps.filter((step) => step.kind === 'pool').map((step) => step.choice.poolId)
  const named = steps.find((step) => step.kind === 'owner' && step.removal === null)
  const rule = steps.find((step) => step.kind === 'constraint' && step.effect === 'bound')
  const known = personOf(ownerId, record.inputs)
  const because = whereItWent(record.decision, {
    pools,
    namedId: named?.kind === 'owner' ? named.ownerId : null,
    binding: rule?.kind === 'constraint' ? rule.constraintId : null,
  })
  const unread = known === null ? ' Nothing about this person was read.' : ''
  return {
    ...nothing(ownerId, pools.length === 0 ? 'never_asked_for_anyone' : 'not_asked'),
    wouldTakeIf,
    sentence: `not ${ownerId}: ${because}.${unread}${ifSentence(record, ownerId, wouldTakeIf)}`,
  }
}

function whereItWent(
  decision: Decision,
  asked: { readonly pools: readonly string[]; readonly namedId: string | null; readonly binding: string | null },
): string {
  if (decision.outcome.kind === 'refused') return `the lead was ${outcomeSentence(decision.outcome)}`
  if (asked.namedId !== null) {
    return asked.binding === null
      ? `the lead goes to ${asked.namedId} by name, not through a pool`
      : `${asked.binding} binds the lead to ${asked.namedId}`
  }
  if (asked.pools.length === 0) return `no pool was asked: the lead was ${outcomeSentence(decision.outcome)}`
  const [only, ...others] = [...new Set(asked.pools)]
  return others.length === 0
    ? `not a member of ${only}, the only pool that was asked`
    : `in none of the pools that were asked: ${[only, ...others].join(', ')}`
}

function ifSentence(record: Record, ownerId: string, changes: readonly RosterChange[]): string {
  if (changes.length > 0)
    return ` It would have been ${ownerId} if ${changes.map(rosterChangeSentence).join(', or if ')}.`
  const [lifting] = liftings(record, ownerId)
  return lifting === undefined ? '' : ` Even if ${rosterChangeSentence(lifting)}, it would not have been ${ownerId}.`
}
