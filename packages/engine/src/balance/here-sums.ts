import { LAG_MAX, LAG_SLACK } from './clamp-lags.ts'
import type { LedgerRow, PoolSums } from './pool-snapshot.ts'
import type { MemberDraft, PoolDraft } from './pool-standing.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** What the members who are here add up to, kept lead by lead, and between which times of the pool nobody would be clamped. */
export type HereSums = Draft<PoolSums> & {
  /** In LEAD_UNITS for each unit of weight; none when everybody has to be looked at whatever the time. */
  calmFrom: number
  calmUntil: number
}

/** Adds up those who are here, after settling or clamping; `null` when nobody is. */
export function sumUpHere({ members }: PoolDraft): HereSums | null {
  const sums = { received: 0, weight: 0, receivedMax: 0, calmFrom: -Infinity, calmUntil: Infinity }
  for (const member of members) {
    if (member.presence !== 'here') continue
    sums.received += member.received
    sums.weight += member.weight
    keepBounds(sums, member)
  }
  return sums.weight === 0 ? null : sums
}

/** Brings the sums up to a row that was entered for the member. */
export function addToSums(sums: HereSums, member: MemberDraft, { kind, amount }: LedgerRow): void {
  // Other rows are meant, and what is meant has its own limits.
  if (kind !== 'lead') sums.calmUntil = -Infinity
  if (member.presence !== 'here') return
  sums.received += amount
  keepBounds(sums, member)
}

/** Whether clamping would leave everybody as they are. */
export function isCalm({ received, weight, calmFrom, calmUntil }: HereSums): boolean {
  const time = received / weight
  return time > calmFrom && time < calmUntil
}

/** How far a lag may go before clamping would look at it; one unit less, since a lag is not a whole number. */
const CALM_LAG_MAX = LAG_MAX + LAG_SLACK - 1

/** The bounds that a member's earlier balance set stand: they are only the narrower for it. */
function keepBounds(sums: HereSums, { weight, received, granted }: MemberDraft): void {
  sums.receivedMax = Math.max(sums.receivedMax, Math.abs(received))
  sums.calmFrom = Math.max(sums.calmFrom, (received - CALM_LAG_MAX) / weight)
  sums.calmUntil = granted === 0 ? Math.min(sums.calmUntil, (received + CALM_LAG_MAX) / weight) : -Infinity
}
