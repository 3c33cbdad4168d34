import type { EventKind, EventPayload } from '@rightful/contract'
import { calendarOf, workingMsBetween } from '@rightful/engine'
import type { Cell } from '../commit/table.ts'
import { createRowSet, type RowSet } from '../commit/write-rows.ts'
import { deskTables, eventTable, outboxTable } from '../commit/tables.ts'
import type { DeskMemory } from './memory.ts'
import type { HeldDesk } from '../../control/workspaces/read.ts'
import { isPoolRoomForMore, isRoomForMore, readWaking, type Waking } from './waking.ts'

/** An assignment that ends with this batch. */
export type EndedAssignment = { readonly leadId: string; readonly role: string; readonly reason: string }

/** A clock that ends with this batch. */
export type EndedClock = {
  readonly leadId: string
  readonly name: string
  readonly fromVersion: number
  readonly reason: string
  readonly rawMs: number
  readonly workingMs: number | null
  /** Set when it ran out and nobody had noticed yet. */
  readonly breachedMs: number | null
  readonly breachCause: string | null
}

/** One transaction at a desk: what it knows, and what it will write. */
export type Batch = {
  readonly workspaceId: string
  /** The version that this batch makes. */
  readonly version: number
  readonly nowMs: number
  readonly memory: DeskMemory
  readonly rows: RowSet
  readonly endedAssignments: EndedAssignment[]
  readonly endedClocks: EndedClock[]
  readonly liftedHolds: string[]
  /** Pools that were asked or written to, and people whose figures changed: their state is stored anew. */
  readonly touchedPools: Set<string>
  readonly touchedPeople: Set<string>
  /** For whom held leads were being woken when the batch began. */
  readonly waking: readonly Waking[]
  /** People and pools, by kind and id, who could take no more and have room by this batch: held leads are woken for them. */
  readonly freed: Map<string, Pick<Waking, 'of' | 'id'>>
  /** The next place in this version's order. */
  nextPosition(): number
  /** Something that happened, for whoever listens; no personal data in it. */
  tell<Kind extends EventKind>(event: BatchEvent<Kind>): void
  /** Working milliseconds of a person between two instants; `null`: no such person. */
  workingMs(ownerId: string | null, fromMs: number, toMs: number): number | null
}

export type BatchEvent<Kind extends EventKind = EventKind> = {
  readonly kind: Kind
  readonly leadId: string | null
  readonly ownerId: string | null
  readonly body: EventPayload<Kind>
}

/** Somebody has one open lead fewer: their state and their pool's are stored anew, and held leads may find them free. */
export function noteFreed(
  batch: Batch,
  { ownerId, poolId }: { readonly ownerId: string; readonly poolId: string | null },
): void {
  const world = batch.memory.state.at(batch.nowMs)
  batch.touchedPeople.add(ownerId)
  if (isRoomForMore(ownerId, world)) noteRoom(batch, ownerId)
  if (poolId === null) return
  batch.touchedPools.add(poolId)
  if (isPoolRoomForMore(poolId, world)) batch.freed.set(`pool ${poolId}`, { of: 'pool', id: poolId })
}

/** Held leads may find somebody free whom they did not find so before. */
export function noteRoom(batch: Batch, ownerId: string): void {
  batch.freed.set(`owner ${ownerId}`, { of: 'owner', id: ownerId })
}

/** Opens a batch on a locked desk whose memory is up to date. */
export function openBatch(workspaceId: string, desk: HeldDesk, memory: DeskMemory): Batch {
  const rows = createRowSet(deskTables)
  const version = desk.version + 1
  const { nowMs } = desk
  let position = 0
  const nextPosition = (): number => (position += 1)
  return {
    workspaceId,
    version,
    nowMs,
    memory,
    rows,
    endedAssignments: [],
    endedClocks: [],
    liftedHolds: [],
    touchedPools: new Set(),
    touchedPeople: new Set(),
    waking: readWaking(desk.waking),
    freed: new Map(),
    nextPosition,
    tell: ({ kind, leadId, ownerId, body }) => {
      const place = { version, position: nextPosition(), lead_id: leadId } satisfies Record<string, Cell>
      rows.add(eventTable, { ...place, kind, owner_id: ownerId, at: nowMs, body: JSON.stringify(body) })
      for (const { destinationId, kinds } of memory.subscriptions) {
        if (!kinds.has('*') && !kinds.has(kind)) continue
        const waiting = { state: 'waiting', attempts: 0, next_at: nowMs, generation: 0 }
        rows.add(outboxTable, { ...place, destination_id: destinationId, ...waiting })
      }
    },
    workingMs: (ownerId, fromMs, toMs) => {
      const owner = memory.roster.owners.find(({ id }) => id === ownerId)
      return owner === undefined ? null : workingMsBetween(calendarOf(owner.calendar), fromMs, toMs)
    },
  }
}
