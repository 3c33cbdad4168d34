import { type KeptHere, addToHere, isCalm, keepCalm, keepHere } from '../balance/kept-here.ts'
import { clampPool, presenceOf, type RowSink, settleDraft } from '../balance/settle-pool.ts'
import {
  type MemberDraft,
  type PoolDraft,
  type PoolStanding,
  draftOf,
  enterRow,
  newMember,
  openStanding,
  readTime,
} from '../balance/pool-standing.ts'
import { returnBalances } from '../balance/return-balance.ts'
import type { Availability, LedgerRow, MemberSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { Calendar } from '../calendar/define-calendar.ts'
import { statusAtMs } from '../calendar/status-at.ts'
import {
  type CapCount,
  type SavedCapCount,
  refreshCapCount,
  resetCapCount,
  restoreCapCount,
  saveCapCount,
  startCapCount,
} from './cap-count.ts'
import { calendarOf } from './calendar-of.ts'
import { type LivePerson, isFresh, refreshPerson } from './live-person.ts'
import type { Pool, PoolMember } from './roster.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** One member's seat in a pool. */
export type Seat = {
  readonly entry: PoolMember
  readonly person: LivePerson
  readonly member: Draft<MemberSnapshot>
  /** Where the member stands in the ledger; set when the pool is settled. */
  standing: MemberDraft
  /** The member's place among those who are here; −1: not here, or not kept. */
  place: number
}

/** A pool as it stands now, changed as leads and time pass. */
export type LivePool = {
  readonly pool: Pool
  readonly calendar: Calendar | null
  readonly capCounts: readonly CapCount[]
  readonly draft: PoolDraft
  readonly seats: readonly Seat[]
  readonly seatOf: ReadonlyMap<string, Seat>
  readonly snapshot: Draft<PoolSnapshot>
  /** fair_share: those who are here; `null` before it is settled and when nobody is here. */
  here: KeptHere | null
  refreshedAtMs: number
  holdsUntilMs: number
  /** A row was entered since the pool was last settled. */
  hasNewRows: boolean
  /** Members who are not here show a balance that moves with every lead. */
  hasAbsentees: boolean
  /** Leads were given since those balances were last shown. */
  isOldOfAbsentees: boolean
  /** Somebody came, went or changed weight since. */
  isUnsettled: boolean
}

/** One of the pools somebody is in, and their seat there. */
export type PoolPlace = { readonly pool: LivePool; readonly seat: Seat }

/** A person, and where they are. */
export type PlacedPerson = { readonly person: LivePerson; readonly places: readonly PoolPlace[] }

/** The stored form of a pool's rotation. */
export type SavedPool = { readonly standing: PoolStanding; readonly caps: readonly SavedCapCount[] }

const AVAILABLE: Availability = { kind: 'available' }
const INACTIVE: Availability = { kind: 'inactive' }
const NO_LONGER_A_MEMBER: Availability = { kind: 'not_a_member', fromMs: null }

export function createLivePool(pool: Pool, people: ReadonlyMap<string, LivePerson>, saved: SavedPool | null): LivePool {
  const calendar = pool.calendar === null ? null : calendarOf(pool.calendar)
  // A pool without hours of its own is in no place: its days are those of UTC.
  const capCounts = pool.caps.map((cap) => startCapCount(cap, { zone: calendar?.zone ?? 'UTC', openLeads: 0 }))
  if (saved !== null) for (const count of capCounts) restoreCapCount(count, saved.caps)
  const draft = draftOf(saved?.standing ?? openStanding(pool.id))
  const seats = pool.members.flatMap((entry) => {
    const person = people.get(entry.ownerId)
    return person === undefined ? [] : [createSeat(entry, person, pool.id)]
  })
  const snapshot = {
    poolId: pool.id,
    strategy: pool.strategy,
    active: pool.active,
    respectHours: pool.respectHours,
    availability: AVAILABLE,
    caps: capCounts.map((count) => count.use),
    members: seats.map((seat) => seat.member),
    here: null,
  }
  return {
    pool,
    calendar,
    capCounts,
    draft,
    seats,
    seatOf: new Map(seats.map((seat) => [seat.entry.ownerId, seat])),
    snapshot,
    here: null,
    refreshedAtMs: Infinity,
    holdsUntilMs: -Infinity,
    hasNewRows: false,
    hasAbsentees: false,
    isOldOfAbsentees: false,
    isUnsettled: true,
  }
}

/** Takes up in place what was saved of the pool; the next who asks finds it as if it had been made from it. */
export function restorePool(live: LivePool, saved: SavedPool): void {
  Object.assign(live.draft, draftOf(saved.standing))
  for (const count of live.capCounts) {
    resetCapCount(count, 0)
    restoreCapCount(count, saved.caps)
  }
  for (const seat of live.seats) {
    const { entry, member } = seat
    seat.standing = newMember(entry.ownerId, entry.weight)
    seat.place = -1
    member.received = entry.received
  }
  live.here = null
  live.snapshot.here = null
  live.refreshedAtMs = Infinity
  live.holdsUntilMs = -Infinity
  live.hasNewRows = false
  live.hasAbsentees = false
  live.isOldOfAbsentees = false
  live.isUnsettled = true
}

function createSeat(entry: PoolMember, person: LivePerson, poolId: string): Seat {
  const { snapshot } = person
  const member = {
    ownerId: snapshot.ownerId,
    name: snapshot.name,
    availability: INACTIVE,
    caps: snapshot.caps.filter((cap) => cap.pool === null || cap.pool === poolId),
    openLeads: snapshot.openLeads,
    capacity: snapshot.capacity,
    lastAssignedMs: snapshot.lastAssignedMs,
    attributes: snapshot.attributes,
    ...(snapshot.licences === undefined ? {} : { licences: snapshot.licences }),
    weight: entry.weight,
    received: entry.received,
  }
  return { entry, person, member, standing: newMember(entry.ownerId, entry.weight), place: -1 }
}

/** Brings the pool to the instant and settles it; when nothing happened since it was last asked, that is two comparisons. */
export function bringPool(live: LivePool, nowMs: number, onRow: RowSink): void {
  if (nowMs < live.refreshedAtMs || nowMs >= live.holdsUntilMs) refreshPool(live, nowMs)
  if (live.isUnsettled) settleSeats(live, { nowMs, onRow })
  else if (live.hasNewRows) takeUpRows(live, { nowMs, onRow })
}

/** After leads, when nobody came or went. */
function takeUpRows(live: LivePool, on: { readonly nowMs: number; readonly onRow: RowSink }): void {
  const { draft, here } = live
  live.hasNewRows = false
  if (live.pool.strategy !== 'fair_share') readTime(draft)
  else if (here !== null && isCalm(here)) draft.time = { numerator: here.received, denominator: here.weight }
  else if (clampPool(draft, on)) {
    showBalances(live)
    keepMembersHere(live)
  } else if (here !== null) keepCalm(here, live.seats)
  live.isOldOfAbsentees = live.hasAbsentees
}

function keepMembersHere(live: LivePool): void {
  if (live.pool.strategy !== 'fair_share') return
  const here: Seat[] = []
  for (const seat of live.seats) seat.place = seat.standing.presence === 'here' ? here.push(seat) - 1 : -1
  live.here = keepHere(here)
  live.snapshot.here = live.here
}

/** Brings up to date what the snapshot shows of members who are not here. Choosing does not read it, so it is not done for every lead. */
export function showAbsentees(live: LivePool): void {
  if (live.isOldOfAbsentees) showBalances(live)
}

function refreshPool(live: LivePool, nowMs: number): void {
  const { pool, calendar, snapshot } = live
  let holdsUntilMs = Infinity
  if (calendar !== null) {
    const status = statusAtMs(calendar, nowMs)
    snapshot.availability = status.availability
    holdsUntilMs = status.holdsUntilMs
  }
  for (const count of live.capCounts) holdsUntilMs = Math.min(holdsUntilMs, refreshCapCount(count, nowMs))
  for (const seat of live.seats) {
    const { person, entry, member } = seat
    if (!isFresh(person, nowMs)) refreshPerson(person, nowMs)
    member.attributes = person.snapshot.attributes
    const { availability, boundMs } = membershipAt(entry, person, nowMs)
    holdsUntilMs = Math.min(holdsUntilMs, person.holdsUntilMs, boundMs)
    if (availability === member.availability) continue
    if (presenceOf(availability, pool.respectHours) !== presenceOf(member.availability, pool.respectHours))
      live.isUnsettled = true
    member.availability = availability
  }
  live.refreshedAtMs = nowMs
  live.holdsUntilMs = holdsUntilMs
}

/** Someone who left the firm is gone from every pool; membership is asked before hours. */
function membershipAt(
  { fromMs, untilMs }: PoolMember,
  { snapshot }: LivePerson,
  nowMs: number,
): { readonly availability: Availability; readonly boundMs: number } {
  if (snapshot.availability.kind === 'inactive') return { availability: snapshot.availability, boundMs: Infinity }
  if (fromMs !== null && nowMs < fromMs) return { availability: { kind: 'not_a_member', fromMs }, boundMs: fromMs }
  if (untilMs === null) return { availability: snapshot.availability, boundMs: Infinity }
  if (nowMs >= untilMs) return { availability: NO_LONGER_A_MEMBER, boundMs: Infinity }
  return { availability: snapshot.availability, boundMs: untilMs }
}

function settleSeats(live: LivePool, on: { readonly nowMs: number; readonly onRow: RowSink }): void {
  const { pool, draft, seats } = live
  const members = seats.map(({ entry: { ownerId, weight, received }, member: { availability } }) => {
    return { ownerId, weight, received, availability }
  })
  settleDraft(draft, { strategy: pool.strategy, onReturn: pool.onReturn, respectHours: pool.respectHours, members }, on)
  for (let place = 0; place < draft.members.length; place += 1) {
    const standing = draft.members[place]
    const beside = seats[place]
    const seat = beside?.entry.ownerId === standing.ownerId ? beside : live.seatOf.get(standing.ownerId)
    if (seat !== undefined) seat.standing = standing
  }
  live.isUnsettled = false
  showBalances(live)
  keepMembersHere(live)
}

/** Those who are here show their ledger's balance, the others the one they would come back with. */
function showBalances(live: LivePool): void {
  const { draft, pool } = live
  const returning = returnBalances(draft, pool.onReturn)
  live.hasAbsentees = false
  for (const { member, standing } of live.seats) {
    const isHere = standing.presence === 'here'
    member.received = isHere ? standing.received : returning(standing)
    if (!isHere) live.hasAbsentees = true
  }
  live.hasNewRows = false
  live.isOldOfAbsentees = false
}

/** Enters a row that a lead or a person caused. */
export function enterPoolRow(live: LivePool, row: LedgerRow, onRow: RowSink): void {
  // Whose lead it was not depends on who is here, so that is settled first; a row that comes late does not turn time back.
  bringPool(live, live.isUnsettled ? row.atMs : Math.max(row.atMs, live.refreshedAtMs), onRow)
  const seat = live.seatOf.get(row.ownerId)
  enterRow(live.draft, row, seat?.standing)
  if (seat !== undefined && seat.standing.presence === 'here') seat.member.received = seat.standing.received
  if (live.here !== null && seat !== undefined) addToHere(live.here, seat.place, { member: seat.standing, row })
  live.hasNewRows = true
}

export function savePool({ draft, capCounts }: LivePool): SavedPool {
  return { standing: draftOf(draft), caps: capCounts.map(saveCapCount) }
}
