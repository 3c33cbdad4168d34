import { LAG_MAX, LAG_SLACK } from './clamp-lags.ts'
import type { LedgerRow, MemberSnapshot, PoolHere } from './pool-snapshot.ts'
import type { MemberDraft } from './pool-standing.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** The members who are here, kept lead by lead, and between which times of the pool nobody of them would be clamped. */
export type KeptHere = Draft<PoolHere> & {
  /** In LEAD_UNITS for each unit of weight; none when everybody has to be looked at whatever the time. */
  calmFrom: number
  calmUntil: number
}

/** Puts together those who are here, after settling or clamping; `null` when nobody is. */
export function keepHere(
  seats: readonly { readonly member: MemberSnapshot; readonly standing: MemberDraft }[],
): KeptHere | null {
  if (seats.length === 0) return null
  const here: KeptHere = {
    members: seats.map(({ member }) => member),
    balances: new Float64Array(seats.length),
    weights: new Float64Array(seats.length),
    lastAssigned: new Float64Array(seats.length),
    received: 0,
    weight: 0,
    receivedMax: 0,
    calmFrom: -Infinity,
    calmUntil: Infinity,
  }
  for (let place = 0; place < seats.length; place += 1) {
    const { standing, member } = seats[place]
    here.lastAssigned[place] = member.lastAssignedMs ?? -Infinity
    here.weights[place] = standing.weight
    here.weight += standing.weight
    here.received += standing.received
    keepBalance(here, place, standing)
  }
  return here
}

/** Brings them up to a row that was entered for a member; `place` is where the member stands among them, −1 for somebody who is not here. */
export function addToHere(here: KeptHere, place: number, entered: { member: MemberDraft; row: LedgerRow }): void {
  const { member, row } = entered
  // Other rows are meant, and what is meant has its own limits.
  if (row.kind !== 'lead') here.calmUntil = -Infinity
  if (place < 0) return
  here.received += row.amount
  keepBalance(here, place, member)
}

/**
 * Works out anew between which times nobody would be clamped, after clamping that found nobody to clamp: grants are used up as their
 * holders are served. `place` is where a member stands among those here, −1 for somebody who is not.
 */
export function keepCalm(
  here: KeptHere,
  seats: readonly { readonly place: number; readonly standing: MemberDraft }[],
): void {
  here.calmFrom = -Infinity
  here.calmUntil = Infinity
  for (const { place, standing } of seats) if (place >= 0) keepBalance(here, place, standing)
}

/** Whether clamping would leave everybody as they are. */
export function isCalm({ received, weight, calmFrom, calmUntil }: KeptHere): boolean {
  const time = received / weight
  return time > calmFrom && time < calmUntil
}

/** How far a lag may go before clamping would look at it; one unit less, since a lag is not a whole number. */
const CALM_LAG_MAX = LAG_MAX + LAG_SLACK - 1

/** The bounds that a member's earlier balance set stand: they are only the narrower for it. */
function keepBalance(here: KeptHere, place: number, { weight, received, granted }: MemberDraft): void {
  here.balances[place] = received
  here.receivedMax = Math.max(here.receivedMax, Math.abs(received))
  here.calmFrom = Math.max(here.calmFrom, (received - CALM_LAG_MAX) / weight)
  here.calmUntil = granted === 0 ? Math.min(here.calmUntil, (received + CALM_LAG_MAX) / weight) : -Infinity
}
