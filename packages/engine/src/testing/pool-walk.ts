import { chooseOwner } from '../balance/choose-owner.ts'
import { LEAD_UNITS, type Availability, type LedgerRow, type OnReturn } from '../balance/pool-snapshot.ts'
import { draftOf, enterRow, openStanding, type PoolStanding } from '../balance/pool-standing.ts'
import { type PoolRoll, type RollEntry, settlePool } from '../balance/settle-pool.ts'
import { memberSnapshot, poolSnapshot } from './small-roster.ts'

export const here: Availability = { kind: 'available' }
export const offShift: Availability = { kind: 'off_shift', untilMs: null }
export const onLeave: Availability = { kind: 'absent', untilMs: null, note: null }

/** One pool without a roster around it: what settling and choosing do to it, step by step. */
export type PoolWalk = {
  roll: PoolRoll
  standing: PoolStanding
  readonly rows: LedgerRow[]
  readonly received: Map<string, number>
  readonly lastAssigned: Map<string, number>
  step: number
}

export function startWalk(weights: Readonly<Record<string, number>>, over: Partial<PoolRoll> = {}): PoolWalk {
  const members = Object.entries(weights).map(([ownerId, weight]): RollEntry => ({
    ownerId,
    weight,
    received: 0,
    availability: here,
  }))
  const roll: PoolRoll = { strategy: 'fair_share', onReturn: { kind: 'level' }, respectHours: true, members, ...over }
  const walk: PoolWalk = {
    roll,
    standing: openStanding('pool'),
    rows: [],
    received: new Map(),
    lastAssigned: new Map(),
    step: 0,
  }
  settle(walk)
  return walk
}

/** A walk that has run for a while, so that nobody stands exactly level. */
export function warmWalk(
  weights: Readonly<Record<string, number>>,
  leads: number,
  onReturn: OnReturn = { kind: 'level' },
): PoolWalk {
  const walk = startWalk(weights, { onReturn })
  give(walk, leads)
  settle(walk)
  return walk
}

export function settle(walk: PoolWalk): void {
  const { standing, rows } = settlePool(walk.standing, walk.roll, walk.step)
  walk.standing = standing
  walk.rows.push(...rows)
}

/** Changes some members and settles. */
export function turn(walk: PoolWalk, change: Readonly<Record<string, Partial<RollEntry>>>): void {
  const members = walk.roll.members.map((entry) => ({ ...entry, ...change[entry.ownerId] }))
  walk.roll = { ...walk.roll, members }
  settle(walk)
}

/** Gives leads one by one; whom each may go to is the caller's to say. Returns who got them; `null`: nobody could. */
export function give(
  walk: PoolWalk,
  count: number,
  mayTake: (ownerId: string) => boolean = () => true,
): readonly (string | null)[] {
  return Array.from({ length: count }, () => giveOne(walk, mayTake))
}

function giveOne(walk: PoolWalk, mayTake: (ownerId: string) => boolean): string | null {
  walk.step += 1
  settle(walk)
  const leadId = `lead-${walk.step}`
  const { ownerId } = chooseOwner({
    pool: snapshotOf(walk),
    leadId,
    requires: [{ constraintId: 'may', test: (person) => mayTake(person.ownerId) }],
    detail: 'brief',
  })
  if (ownerId === null) return null
  enter(walk, { ownerId, amount: LEAD_UNITS, kind: 'lead' })
  walk.received.set(ownerId, (walk.received.get(ownerId) ?? 0) + 1)
  walk.lastAssigned.set(ownerId, walk.step)
  return ownerId
}

export function enter(walk: PoolWalk, row: Pick<LedgerRow, 'ownerId' | 'amount' | 'kind'>): void {
  const draft = draftOf(walk.standing)
  const whole = { poolId: 'pool', atMs: walk.step, leadId: `lead-${walk.step}`, reason: null, ...row }
  enterRow(draft, whole)
  walk.rows.push(whole)
  walk.standing = draft
}

function snapshotOf(walk: PoolWalk) {
  const standings = new Map(walk.standing.members.map((member) => [member.ownerId, member]))
  const members = walk.roll.members.map(({ ownerId, weight, availability }) =>
    memberSnapshot(ownerId, {
      weight,
      availability,
      received: standings.get(ownerId)?.received ?? 0,
      lastAssignedMs: walk.lastAssigned.get(ownerId) ?? null,
    }),
  )
  return poolSnapshot(members, { respectHours: walk.roll.respectHours })
}

/** What each member who is here is owed, in leads; below 0: ahead. */
export function lagsOf(walk: PoolWalk): Readonly<Record<string, number>> {
  const members = walk.standing.members.filter((member) => member.presence === 'here')
  const weight = members.reduce((sum, member) => sum + member.weight, 0)
  const received = members.reduce((sum, member) => sum + member.received, 0)
  return Object.fromEntries(
    members.map((member) => [member.ownerId, ((member.weight * received) / weight - member.received) / LEAD_UNITS]),
  )
}

/** Every member's balance. */
export function balancesOf(walk: PoolWalk): Readonly<Record<string, number>> {
  return Object.fromEntries(walk.standing.members.map((member) => [member.ownerId, member.received]))
}
