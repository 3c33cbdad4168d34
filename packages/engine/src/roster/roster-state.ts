import { copyPool } from '../balance/copy-snapshot.ts'
import type { LeadValues } from '../balance/find-removal.ts'
import { type LedgerLead, handOverRows, rejectedRow } from '../balance/ledger.ts'
import type { LedgerRow, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { PoolStanding } from '../balance/pool-standing.ts'
import { type ShareReport, shareReport } from '../balance/share-report.ts'
import type { World } from '../decide/world.ts'
import type { Account } from '../match/account.ts'
import type { Decision, DecisionInputs } from '../trace/decision.ts'
import { countLead, refreshCapCount, uncountOpenLead } from './cap-count.ts'
import { type LivePerson, type SavedPerson, createLivePerson, restorePerson, savePerson } from './live-person.ts'
import {
  type LivePool,
  type PlacedPerson,
  type PoolPlace,
  type SavedPool,
  createLivePool,
  enterPoolRow,
  restorePool,
  savePool,
} from './live-pool.ts'
import { recallLast } from './recall-last.ts'
import { type RosterWorld, createRosterWorld } from './roster-world.ts'
import type { Roster } from './roster.ts'

/** What a roster's state starts from. */
export type RosterStateOptions = {
  /** Accounts by id, for `account.*`: a map, an index, or whatever else finds them. They are looked up anew for every lead. */
  readonly accounts?: Pick<ReadonlyMap<string, Account>, 'get'>
  /** What an earlier run saved. People and pools that the roster no longer has are forgotten. */
  readonly saved?: SavedRosterState
  /** Receives every ledger row in the order written. Nothing is kept of them here. */
  readonly onRow?: (row: LedgerRow) => void
}

/** A run's state as plain JSON, so that another run can go on from it. */
export type SavedRosterState = {
  readonly format: 1
  readonly people: readonly SavedPerson[]
  readonly pools: readonly SavedPool[]
}

/** A lead that somebody owns. */
export type OwnedLead = {
  readonly ownerId: string
  /** The pool it was chosen from; `null`: none. */
  readonly poolId: string | null
  /** Needed only where caps count a segment. */
  readonly values?: LeadValues
}

/** A lead that goes to somebody else. */
export type HandedLead = OwnedLead & Omit<LedgerLead, 'poolId'> & { readonly valuesNow?: LeadValues | undefined }

/**
 * A roster that remembers: who has how many leads, and where each pool's rotation stands. For the command line, tests and
 * simulations; a server keeps the same in its database.
 */
export type RosterState = {
  /**
   * The world as it stands at the instant (epoch ms). There is one world: asking for another instant moves it, so ask
   * again before each decision. Instants should not go back: counts and rotations only go forward.
   */
  at(nowMs: number): World
  /** Takes up what a decision did: open leads, caps, who was assigned last, ledger rows. `values` as for `OwnedLead`; a full record has them. */
  apply(decision: Decision, values?: LeadValues): void
  /** The lead is done with: one open lead fewer. */
  close(lead: OwnedLead): void
  /** The lead was none: it is closed, and its owner credited where a pool gave it. Throws `ledger_reason_missing`. */
  reject(lead: OwnedLead & Omit<LedgerLead, 'poolId'>, reason: string): void
  /** The lead goes to somebody else by hand, counted by `valuesNow` where it has changed since it was counted. Throws `ledger_reason_missing`. */
  handOver(lead: HandedLead, toOwnerId: string, reason: string): void
  /** A copy of a pool as last brought to the world's instant, for a record; `null`: no such pool. */
  recordPool(poolId: string): PoolSnapshot | null
  /** How fairly each pool's leads were divided, in the roster's order. */
  shares(): readonly ShareReport[]
  /** Where a pool's rotation stands; `null`: no such pool. */
  standing(poolId: string): PoolStanding | null
  save(): SavedRosterState
  /**
   * Takes up what another run saved of some people and pools: afterwards it goes on as one started from all that is saved. People
   * and pools that the roster does not have are passed over.
   */
  restore(saved: Pick<SavedRosterState, 'people' | 'pools'>): void
  /** The stored form of one person's or one pool's part of it; `null`: no such person or pool. */
  savePerson(ownerId: string): SavedPerson | null
  savePool(poolId: string): SavedPool | null
}

/** Starts from a roster's own figures (`open_leads`, `received`), or from what an earlier run saved. */
export function createRosterState(roster: Roster, options: RosterStateOptions = {}): RosterState {
  const { saved, onRow = () => {} } = options
  const savedPeople = new Map(saved?.people.map((person) => [person.ownerId, person]))
  const savedPools = new Map(saved?.pools.map((pool) => [pool.standing.poolId, pool]))
  const people = new Map(
    roster.owners.map((owner) => [owner.id, createLivePerson(owner, savedPeople.get(owner.id) ?? null)]),
  )
  const pools = new Map(
    roster.pools.map((pool) => [pool.id, createLivePool(pool, people, savedPools.get(pool.id) ?? null)]),
  )
  const given = [...people.values()].map(({ snapshot }) => snapshot.lastAssignedMs ?? -Infinity)
  const live: Live = {
    personOf: recallLast(placePeople(people, pools)),
    poolOf: recallLast(pools),
    onRow,
    lastAssignedMs: Math.max(-Infinity, ...given),
  }
  const world = createRosterWorld(roster, { ...live, accounts: options.accounts ?? new Map() })
  return {
    at: (nowMs) => world.moveTo(nowMs),
    apply: (decision, values) => applyDecision(live, decision, values),
    close: (lead) => closeLead(live, lead),
    reject: (lead, reason) => rejectLead(live, lead, reason),
    handOver: (lead, toOwnerId, reason) => handOverLead(live, { ...lead, toOwnerId }, reason),
    recordPool: (poolId) => recordPool(world, poolId),
    shares: () => [...pools.values()].map((pool) => shareReport(pool.draft, pool.pool.strategy)),
    standing: (poolId) => {
      const pool = pools.get(poolId)
      return pool === undefined ? null : savePool(pool).standing
    },
    save: () => ({ format: 1, people: [...people.values()].map(savePerson), pools: [...pools.values()].map(savePool) }),
    restore: (saved) => restoreLive(live, saved),
    savePerson: (ownerId) => {
      const person = people.get(ownerId)
      return person === undefined ? null : savePerson(person)
    },
    savePool: (poolId) => {
      const pool = pools.get(poolId)
      return pool === undefined ? null : savePool(pool)
    },
  }
}

type Live = {
  readonly personOf: (ownerId: string) => PlacedPerson | undefined
  readonly poolOf: (poolId: string) => LivePool | undefined
  readonly onRow: (row: LedgerRow) => void
  /** When the last lead of all was given. */
  lastAssignedMs: number
}

/** Leads of one import may all come at one instant; who was last given one must still be told, so each is put a microsecond later. */
const ASSIGNMENT_STEP_MS = 0.001

function placePeople(
  people: ReadonlyMap<string, LivePerson>,
  pools: ReadonlyMap<string, LivePool>,
): ReadonlyMap<string, PlacedPerson> {
  const placed = new Map([...people].map(([id, person]) => [id, { person, places: new Array<PoolPlace>() }]))
  for (const pool of pools.values()) {
    for (const seat of pool.seats) placed.get(seat.entry.ownerId)?.places.push({ pool, seat })
  }
  return placed
}

function recordPool(world: RosterWorld, poolId: string): PoolSnapshot | null {
  const pool = world.pool(poolId)
  return pool === null ? null : copyPool(pool)
}

function applyDecision(live: Live, decision: Decision, values: LeadValues | undefined): void {
  const read = values ?? (decision.inputs === null ? undefined : recordedValues(decision.inputs))
  for (const { outcome } of decision.roles) {
    // A kept owner has the lead already.
    if (outcome.kind !== 'assigned' || outcome.by === 'kept') continue
    takeLead(live, { ownerId: outcome.ownerId, poolId: outcome.poolId, values: read }, decision.atMs)
  }
  for (const row of decision.ledger) writeRow(live, row)
}

function recordedValues({ values, derived }: DecisionInputs): LeadValues {
  return (field) => values[field] ?? derived[field]
}

function takeLead(live: Live, lead: OwnedLead, atMs: number): void {
  const placed = live.personOf(lead.ownerId)
  const pool = lead.poolId === null ? undefined : live.poolOf(lead.poolId)
  if (placed !== undefined) {
    const { person } = placed
    person.snapshot.openLeads += 1
    live.lastAssignedMs = Math.max(atMs, live.lastAssignedMs + ASSIGNMENT_STEP_MS)
    person.snapshot.lastAssignedMs = live.lastAssignedMs
    for (const count of person.capCounts) {
      countLead(count, lead, atMs)
      person.holdsUntilMs = Math.min(person.holdsUntilMs, refreshCapCount(count, atMs))
    }
    showPerson(placed)
  }
  if (pool === undefined) return
  for (const count of pool.capCounts) {
    countLead(count, lead, atMs)
    pool.holdsUntilMs = Math.min(pool.holdsUntilMs, refreshCapCount(count, atMs))
  }
}

function restoreLive(live: Live, { people, pools }: Pick<SavedRosterState, 'people' | 'pools'>): void {
  for (const saved of pools) {
    const pool = live.poolOf(saved.standing.poolId)
    if (pool !== undefined) restorePool(pool, saved)
  }
  for (const saved of people) {
    const placed = live.personOf(saved.ownerId)
    if (placed === undefined) continue
    restorePerson(placed.person, saved)
    live.lastAssignedMs = Math.max(live.lastAssignedMs, saved.lastAssignedMs ?? -Infinity)
    showPerson(placed)
  }
}

/** Every pool the person is in shows the same figures of them, and looks again when theirs run out. */
function showPerson({ person, places }: PlacedPerson): void {
  const { snapshot, holdsUntilMs } = person
  const { openLeads, lastAssignedMs } = snapshot
  for (const { pool, seat } of places) {
    if (holdsUntilMs < pool.holdsUntilMs) pool.holdsUntilMs = holdsUntilMs
    seat.member.openLeads = openLeads
    seat.member.lastAssignedMs = lastAssignedMs
    if (seat.place >= 0 && pool.here !== null) pool.here.lastAssigned[seat.place] = lastAssignedMs ?? -Infinity
  }
}

function closeLead(live: Live, lead: OwnedLead): void {
  const placed = live.personOf(lead.ownerId)
  if (placed !== undefined) {
    const { person } = placed
    person.snapshot.openLeads = Math.max(0, person.snapshot.openLeads - 1)
    for (const count of person.capCounts) uncountOpenLead(count, lead)
    showPerson(placed)
  }
  const pool = lead.poolId === null ? undefined : live.poolOf(lead.poolId)
  for (const count of pool?.capCounts ?? []) uncountOpenLead(count, lead)
}

function rejectLead(live: Live, lead: OwnedLead & Omit<LedgerLead, 'poolId'>, reason: string): void {
  const { poolId, leadId, atMs } = lead
  const row = poolId === null ? null : rejectedRow({ poolId, leadId, atMs }, lead.ownerId, reason)
  closeLead(live, lead)
  if (row !== null) writeRow(live, row)
}

function handOverLead(live: Live, lead: HandedLead & { readonly toOwnerId: string }, reason: string): void {
  const { poolId, leadId, atMs, ownerId, toOwnerId } = lead
  const isMember = poolId !== null && live.poolOf(poolId)?.seatOf.has(toOwnerId) === true
  const between = { fromOwnerId: ownerId, toOwnerId: isMember ? toOwnerId : null }
  const rows = poolId === null ? [] : handOverRows({ poolId, leadId, atMs }, between, reason)
  closeLead(live, lead)
  const values = lead.valuesNow ?? lead.values
  takeLead(live, { ownerId: toOwnerId, poolId: isMember ? poolId : null, values }, atMs)
  for (const row of rows) writeRow(live, row)
}

function writeRow(live: Live, row: LedgerRow): void {
  const pool = live.poolOf(row.poolId)
  if (pool !== undefined) enterPoolRow(pool, row, live.onRow)
  live.onRow(row)
}
