import { NEVER_MS, UNLIMITED } from './contest.ts'
import { type EligibilityTerms, findRemoval } from './find-removal.ts'
import { pickByShare } from './pick-by-share.ts'
import type { MemberSnapshot, PoolSnapshot, Strategy } from './pool-snapshot.ts'
import { openTieBreak, winsTie } from './tie-break.ts'

/**
 * The pick alone, in one pass that allocates nothing for each member. Whether someone may take the lead is asked only of
 * those who would be the pick. The ranked way through `rankMembers` is what choosing means; a property test holds this one to it.
 *
 * `undefined` when a figure is so large that its products are not exact in a double: then the ranked way has to answer.
 */
export function pickBriefly(
  pool: PoolSnapshot,
  leadId: string,
  terms: EligibilityTerms,
): MemberSnapshot | null | undefined {
  const { members, respectHours, strategy } = pool
  if (strategy === 'fair_share') return pickByShare(pool, leadId, terms)
  const capacityMax = strategy === 'least_loaded' ? largestFigure(members) : null
  if (capacityMax !== null && capacityMax * capacityMax > Number.MAX_SAFE_INTEGER) return undefined
  let best: MemberSnapshot | null = null
  let bestNumerator = 0
  let bestDenominator = 1
  const tie = openTieBreak(leadId)
  for (const member of members) {
    const { kind } = member.availability
    if (kind !== 'available' && (kind !== 'off_shift' || respectHours)) continue
    const numerator = numeratorOf(strategy, member)
    const denominator = capacityMax === null ? 1 : capacityOf(member)
    tie.challengerHash = null
    if (best !== null) {
      const order = numerator * bestDenominator - bestNumerator * denominator
      if (order > 0 || (order === 0 && !winsTie(tie, member, best))) continue
    }
    if (findRemoval(member, terms) !== null) continue
    best = member
    tie.bestHash = tie.challengerHash
    bestNumerator = numerator
    bestDenominator = denominator
  }
  return best
}

/** The largest of what is multiplied; `null` where open leads are not set against capacity, because somebody has none. */
function largestFigure(members: readonly MemberSnapshot[]): number | null {
  let largest = 1
  for (const { capacity, openLeads } of members) {
    if (capacity === null) return null
    largest = Math.max(largest, capacity, openLeads)
  }
  return largest
}

function numeratorOf(strategy: Exclude<Strategy, 'fair_share'>, member: MemberSnapshot): number {
  switch (strategy) {
    case 'least_loaded':
      return member.openLeads
    case 'longest_idle':
      return member.lastAssignedMs ?? NEVER_MS
    case 'most_spare':
      return member.capacity === null ? UNLIMITED : member.openLeads - member.capacity
  }
}

function capacityOf({ capacity }: MemberSnapshot): number {
  return capacity === null || capacity < 1 ? 1 : capacity
}
