import { LAG_MAX, LAG_SLACK } from './clamp-lags.ts'
import type { LedgerRow, PoolSums } from './pool-snapshot.ts'
import type { MemberDraft, PoolDraft } from './pool-standing.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** What the members who are here add up to, kept lead by lead, and how far anybody is from being clamped. */
export type HereSums = Draft<PoolSums> & {
  /** Nobody's lag is nearer than this to where it would be clamped; at 0 or below everybody has to be looked at. In LEAD_UNITS. */
  lagRoom: number
  /** The largest part of a lead by which it moves the lag of somebody who does not get it. */
  readonly largestShare: number
}

/** Adds up those who are here, after settling or clamping; `null` when nobody is. */
export function sumUpHere({ members }: PoolDraft): HereSums | null {
  let received = 0
  let weight = 0
  let receivedMax = 0
  let weightMax = 0
  for (const member of members) {
    if (member.presence !== 'here') continue
    received += member.received
    weight += member.weight
    receivedMax = Math.max(receivedMax, Math.abs(member.received))
    weightMax = Math.max(weightMax, member.weight)
  }
  if (weight === 0) return null
  let lagRoom = Infinity
  for (const member of members) {
    if (member.presence === 'here') lagRoom = Math.min(lagRoom, roomOf(member, received / weight))
  }
  return { received, weight, receivedMax, lagRoom, largestShare: weightMax / weight }
}

/** Brings the sums up to a row that was entered for the member. */
export function addToSums(sums: HereSums, member: MemberDraft, { kind, amount }: LedgerRow): void {
  // Other rows are meant, and what is meant has its own limits.
  if (kind !== 'lead') sums.lagRoom = 0
  if (member.presence !== 'here') return
  sums.received += amount
  sums.receivedMax = Math.max(sums.receivedMax, Math.abs(member.received))
  const room = roomOf(member, sums.received / sums.weight)
  sums.lagRoom = Math.min(sums.lagRoom - Math.abs(amount) * sums.largestShare, room)
}

/** How far a lag may move before clamping would look at it; one unit less, since the lag is not a whole number. */
function roomOf({ weight, received, granted }: MemberDraft, level: number): number {
  if (granted !== 0) return 0
  return LAG_MAX + LAG_SLACK - 1 - Math.abs(weight * level - received)
}
