import { NEVER_MS, UNLIMITED } from './contest.ts'
import { type EligibilityTerms, findRemoval } from './find-removal.ts'
import { LEAD_UNITS, type MemberSnapshot, type PoolSnapshot, type PoolSums } from './pool-snapshot.ts'
import { hashLead, tieHash } from './tie-hash.ts'

/**
 * The pick alone, without allocating anything for each member. Whoever comes first is nearly always free to take the lead, so
 * they alone are asked; only when they are not, everybody who would be the pick is. The ranked way through `rankMembers` is what
 * choosing means; a property test holds this one to it.
 *
 * `undefined` when a figure is so large that its products are not exact in a double: then the ranked way has to answer.
 */
export function pickBriefly(
  pool: PoolSnapshot,
  leadId: string,
  terms: EligibilityTerms,
): MemberSnapshot | null | undefined {
  const sums = sumUp(pool)
  if (sums.figureMax * sums.denominatorMax > Number.MAX_SAFE_INTEGER) return undefined
  const race: Race = { pool, sums, leadId, leadHash: null, bestHash: null, challengerHash: null }
  const first = firstOf(race, null)
  return first === null || findRemoval(first, terms) === null ? first : firstOf(race, terms)
}

/** Who comes first of those available, or, with terms, of those of them who may take the lead. */
function firstOf(race: Race, terms: EligibilityTerms | null): MemberSnapshot | null {
  const { pool, sums } = race
  const { respectHours, here } = pool
  const { received, weight } = sums
  const isFairShare = pool.strategy === 'fair_share'
  let best: MemberSnapshot | null = null
  let isBestDue = true
  let bestNumerator = 0
  let bestDenominator = 1
  race.bestHash = null
  for (const member of here ?? pool.members) {
    if (here === undefined) {
      const { kind } = member.availability
      if (kind !== 'available' && (kind !== 'off_shift' || respectHours)) continue
    }
    const numerator = isFairShare ? member.received + LEAD_UNITS : numeratorOf(pool, member)
    const denominator = isFairShare ? member.weight : sums.isByCapacity ? capacityOf(member) : 1
    const isDue = !isFairShare || member.received * weight <= received * denominator
    race.challengerHash = null
    if (best !== null) {
      if (isBestDue && !isDue) continue
      if (isBestDue === isDue) {
        const order = numerator * bestDenominator - bestNumerator * denominator
        if (order > 0 || (order === 0 && !winsTie(race, member, best))) continue
      }
    }
    if (terms !== null && findRemoval(member, terms) !== null) continue
    best = member
    race.bestHash = race.challengerHash
    isBestDue = isDue
    bestNumerator = numerator
    bestDenominator = denominator
  }
  return best
}

type Sums = {
  /** Over those available now. */
  readonly received: number
  readonly weight: number
  readonly isByCapacity: boolean
  /** Bounds of whatever is multiplied. */
  readonly figureMax: number
  readonly denominatorMax: number
}

function sumUp(pool: PoolSnapshot): Sums {
  switch (pool.strategy) {
    case 'fair_share':
      return sumShares(pool)
    case 'least_loaded':
      return sumCapacities(pool)
    case 'longest_idle':
    case 'most_spare':
      return plainSums
  }
}

const plainSums: Sums = { received: 0, weight: 0, isByCapacity: false, figureMax: 1, denominatorMax: 1 }

function sumShares({ members, respectHours, sums }: PoolSnapshot): Sums {
  if (sums !== undefined && sums !== null) return sharesOf(sums)
  let received = 0
  let weight = 0
  let receivedMax = 0
  for (const member of members) {
    const { kind } = member.availability
    if (kind !== 'available' && (kind !== 'off_shift' || respectHours)) continue
    received += member.received
    weight += member.weight
    receivedMax = Math.max(receivedMax, Math.abs(member.received))
  }
  return sharesOf({ received, weight, receivedMax })
}

function sharesOf({ received, weight, receivedMax }: PoolSums): Sums {
  // Balances may be below zero, so neither the sum nor the largest bounds the other.
  const figureMax = Math.max(receivedMax + LEAD_UNITS, Math.abs(received))
  return { received, weight, isByCapacity: false, figureMax, denominatorMax: weight }
}

function sumCapacities({ members }: PoolSnapshot): Sums {
  let figureMax = 1
  for (const { capacity, openLeads } of members) {
    if (capacity === null) return plainSums
    figureMax = Math.max(figureMax, capacity, openLeads)
  }
  return { received: 0, weight: 0, isByCapacity: true, figureMax, denominatorMax: figureMax }
}

function numeratorOf({ strategy }: PoolSnapshot, member: MemberSnapshot): number {
  switch (strategy) {
    case 'fair_share':
      return member.received + LEAD_UNITS
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

/** One pick being made, with the hashes made so far; most picks need none. */
type Race = {
  readonly pool: PoolSnapshot
  readonly sums: Sums
  readonly leadId: string
  leadHash: number | null
  bestHash: number | null
  challengerHash: number | null
}

/** The tie-breaks of `compareContenders`. */
function winsTie(race: Race, member: MemberSnapshot, best: MemberSnapshot): boolean {
  if (member.lastAssignedMs !== best.lastAssignedMs) {
    return (member.lastAssignedMs ?? NEVER_MS) < (best.lastAssignedMs ?? NEVER_MS)
  }
  race.leadHash ??= hashLead(race.leadId)
  race.bestHash ??= tieHash(race.leadHash, best.ownerId)
  race.challengerHash = tieHash(race.leadHash, member.ownerId)
  return race.challengerHash === race.bestHash ? member.ownerId < best.ownerId : race.challengerHash < race.bestHash
}
