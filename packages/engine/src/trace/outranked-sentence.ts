import { type Fraction, compareFractions } from '../balance/exact-fraction.ts'
import type { MemberSnapshot } from '../balance/pool-snapshot.ts'
import { LEAD_UNITS } from '../balance/pool-snapshot.ts'
import { leads, loadOf, ranked, roomOf } from './balance-sentences.ts'
import type { CandidateResult, Choice, DecisionInputs } from './decision.ts'

/** Why somebody who could have taken the lead came after the pick, as the end of a sentence. */
export function outrankedSentence(choice: Choice, result: CandidateResult, inputs: DecisionInputs): string {
  const order = ranked(choice)
  const [pick] = order
  const place = order.length > 2 ? `, number ${(result.rank ?? 0) + 1} of ${order.length}` : ''
  if (pick === undefined) return 'eligible'
  if (pick.isDue === true && result.isDue === false) {
    const pool = choice.poolTime === null ? '' : ` (at ${leads(choice.poolTime)})`
    const due = result.score === null ? '' : `, due at ${leads(result.score)}`
    return `eligible, but already ahead of the pool${pool}${due}${place}`
  }
  if (isLevel(pick, result))
    return `eligible and level with ${pick.ownerId}, who ${tieText({ choice, pick, result }, inputs)}${place}`
  return `eligible${behindText(choice, pick, result)}${place}`
}

function isLevel(pick: CandidateResult, result: CandidateResult): boolean {
  if (pick.score === null || result.score === null) return pick.score === result.score
  return compareFractions(pick.score, result.score) === 0
}

/** By how much the strategy's figure is behind the pick's. */
function behindText({ strategy }: Choice, pick: CandidateResult, result: CandidateResult): string {
  switch (strategy) {
    case 'fair_share':
      if (pick.score === null || result.score === null) return ''
      return `, due ${laterText(result.score, pick.score)} (at ${leads(result.score)})`
    case 'least_loaded':
      return `, with ${loadOf(result)} against ${loadOf(pick)}`
    case 'longest_idle':
      return `, but had a lead more recently than ${pick.ownerId}`
    case 'most_spare':
      return `, with room for ${roomOf(result)} against ${roomOf(pick)}`
  }
}

/** `half a lead later`; the difference is taken of the exact figures, not of the rounded ones. */
function laterText(score: Fraction, pick: Fraction): string {
  const later = (score.numerator / score.denominator - pick.numerator / pick.denominator) / LEAD_UNITS
  if (later === 0.5) return 'half a lead later'
  if (later === 1) return 'one lead later'
  return later < 0.005 ? 'a hair later' : `${later.toFixed(2)} leads later`
}

function tieText(
  of: { readonly choice: Choice; readonly pick: CandidateResult; readonly result: CandidateResult },
  inputs: DecisionInputs,
): string {
  const members = inputs.pools.find(({ poolId }) => poolId === of.choice.poolId)?.members ?? []
  const lastOf = (ownerId: string): number | null =>
    members.find((member: MemberSnapshot) => member.ownerId === ownerId)?.lastAssignedMs ?? null
  return lastOf(of.pick.ownerId) === lastOf(of.result.ownerId)
    ? 'comes first by the hash of lead and owner'
    : 'has been longer without a lead'
}
