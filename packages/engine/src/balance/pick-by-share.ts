import { type EligibilityTerms, findRemoval } from './find-removal.ts'
import { LEAD_UNITS, type MemberSnapshot, type PoolHere, type PoolSnapshot } from './pool-snapshot.ts'
import { type TieBreak, openTieBreak, winsByHash } from './tie-break.ts'

/**
 * The pick of a pool that divides by share, allocating nothing for each member. Whoever comes first is nearly always free to take the
 * lead, so they alone are asked; only when they are not, everybody who would be the pick is.
 *
 * `undefined` when a figure is so large that its products are not exact in a double: then the ranked way has to answer.
 */
export function pickByShare(
  pool: PoolSnapshot,
  leadId: string,
  terms: EligibilityTerms,
): MemberSnapshot | null | undefined {
  const here = pool.here === undefined ? gatherHere(pool) : pool.here
  if (here === null) return null
  // Balances may be below zero, so neither the sum nor the largest bounds the other.
  const figureMax = Math.max(here.receivedMax + LEAD_UNITS, Math.abs(here.received))
  if (figureMax * here.weight > Number.MAX_SAFE_INTEGER) return undefined
  const tie = openTieBreak(leadId)
  const first = firstOf(here, tie, null)
  return first === null || findRemoval(first, terms) === null ? first : firstOf(here, tie, terms)
}

/** Who comes first of those here, or, with terms, of those of them who may take the lead. */
function firstOf(here: PoolHere, tie: TieBreak, terms: EligibilityTerms | null): MemberSnapshot | null {
  const { members, balances, weights, lastAssigned, received, weight } = here
  let best = -1
  let isBestDue = true
  let bestDeadline = 0
  let bestWeight = 1
  tie.bestHash = null
  for (let place = 0; place < members.length; place += 1) {
    const balance = balances[place]
    const ownWeight = weights[place]
    const order = best < 0 ? 0 : (balance + LEAD_UNITS) * bestWeight - bestDeadline * ownWeight
    // Most members come after the best so far, and whether they are due need not be worked out.
    if (isBestDue && order > 0) continue
    const isDue = balance * weight <= received * ownWeight
    tie.challengerHash = null
    if (best >= 0) {
      if (isBestDue && !isDue) continue
      if (isBestDue === isDue && order >= 0) {
        if (order > 0 || lastAssigned[place] > lastAssigned[best]) continue
        const isLevel = lastAssigned[place] === lastAssigned[best]
        if (isLevel && !winsByHash(tie, members[place], members[best])) continue
      }
    }
    if (terms !== null && findRemoval(members[place], terms) !== null) continue
    best = place
    tie.bestHash = tie.challengerHash
    isBestDue = isDue
    bestDeadline = balance + LEAD_UNITS
    bestWeight = ownWeight
  }
  return best < 0 ? null : members[best]
}

function gatherHere({ members, respectHours }: PoolSnapshot): PoolHere {
  const here = members.filter(
    ({ availability: { kind } }) => kind === 'available' || (kind === 'off_shift' && !respectHours),
  )
  const balances = new Float64Array(here.length)
  const weights = new Float64Array(here.length)
  const lastAssigned = new Float64Array(here.length)
  let received = 0
  let weight = 0
  let receivedMax = 0
  for (let place = 0; place < here.length; place += 1) {
    const member = here[place]
    balances[place] = member.received
    weights[place] = member.weight
    lastAssigned[place] = member.lastAssignedMs ?? -Infinity
    received += member.received
    weight += member.weight
    receivedMax = Math.max(receivedMax, Math.abs(member.received))
  }
  return { members: here, balances, weights, lastAssigned, received, weight, receivedMax }
}
