import { type Availability, countsAllOpen, type OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { Calendar } from '../calendar/define-calendar.ts'
import { statusAtMs } from '../calendar/status-at.ts'
import { type LicenceAreas, licenceAreasAt } from './licence-areas.ts'
import { calendarOf } from './calendar-of.ts'
import {
  type CapCount,
  type SavedCapCount,
  refreshCapCount,
  resetCapCount,
  restoreCapCount,
  saveCapCount,
  startCapCount,
} from './cap-count.ts'
import type { Owner } from './roster.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** A person as they stand now, changed as leads and time pass. */
export type LivePerson = {
  readonly owner: Owner
  readonly calendar: Calendar
  readonly capCounts: readonly CapCount[]
  readonly snapshot: Draft<OwnerSnapshot>
  /** Where their licences hold; `null`: not looked at yet, or there are none. */
  areas: LicenceAreas | null
  /** The instants between which nothing about the person changes by time alone. */
  refreshedAtMs: number
  holdsUntilMs: number
  /** When the stretch of working time ends that `refreshedAtMs` lies in; −Infinity when it lies in none. */
  worksUntilMs: number
}

/** The stored form of what leads changed. */
export type SavedPerson = {
  readonly ownerId: string
  readonly openLeads: number
  /** How many of them the roster said, so that another figure in a later roster counts. Left out: as many as the roster says now. */
  readonly openingLeads?: number
  readonly lastAssignedMs: number | null
  readonly caps: readonly SavedCapCount[]
}

const INACTIVE: Availability = { kind: 'inactive' }

export function createLivePerson(owner: Owner, saved: SavedPerson | null): LivePerson {
  const calendar = calendarOf(owner.calendar)
  const openLeads = saved === null ? owner.openLeads : openLeadsOf(owner, saved)
  const capCounts = owner.caps.map((cap) => startCapCount(cap, { zone: calendar.zone, openLeads }))
  if (saved !== null) restoreCapCounts(capCounts, saved)
  const snapshot = {
    ownerId: owner.id,
    name: owner.name,
    availability: INACTIVE,
    caps: capCounts.map((count) => count.use),
    openLeads,
    capacity: owner.capacity,
    lastAssignedMs: saved?.lastAssignedMs ?? null,
    attributes: owner.attributes,
    ...(owner.licences === undefined ? {} : { licences: owner.licences }),
  }
  return {
    owner,
    calendar,
    capCounts,
    snapshot,
    areas: null,
    refreshedAtMs: Infinity,
    holdsUntilMs: -Infinity,
    worksUntilMs: -Infinity,
  }
}

/** The leads that came and went since, on top of what the roster says now was open before them. */
function openLeadsOf(owner: Owner, { openLeads, openingLeads = owner.openLeads }: SavedPerson): number {
  return Math.max(0, openLeads - openingLeads + owner.openLeads)
}

/** A cap on all open leads counts just those, and needs no count of its own. */
function restoreCapCounts(capCounts: readonly CapCount[], { caps }: SavedPerson): void {
  for (const count of capCounts) {
    if (!countsAllOpen(count.cap)) restoreCapCount(count, caps)
  }
}

/** Takes up in place what was saved of the person; the next who asks finds them as if they had been made from it. */
export function restorePerson(person: LivePerson, saved: SavedPerson): void {
  const { snapshot, capCounts } = person
  const openLeads = openLeadsOf(person.owner, saved)
  snapshot.openLeads = openLeads
  snapshot.lastAssignedMs = saved.lastAssignedMs
  for (const count of capCounts) resetCapCount(count, openLeads)
  restoreCapCounts(capCounts, saved)
  person.refreshedAtMs = Infinity
  person.holdsUntilMs = -Infinity
  person.worksUntilMs = -Infinity
}

/** Whether the person, as last refreshed, stands so at the instant. */
export function isFresh(person: LivePerson, nowMs: number): boolean {
  return nowMs >= person.refreshedAtMs && nowMs < person.holdsUntilMs
}

/** Brings the person to the instant. */
export function refreshPerson(person: LivePerson, nowMs: number): void {
  const { owner, snapshot } = person
  let holdsUntilMs = Infinity
  if (owner.active) {
    const status = statusAtMs(person.calendar, nowMs)
    snapshot.availability = status.availability
    holdsUntilMs = status.holdsUntilMs
    person.worksUntilMs = status.availability.kind === 'available' ? status.holdsUntilMs : -Infinity
  }
  for (const count of person.capCounts) holdsUntilMs = Math.min(holdsUntilMs, refreshCapCount(count, nowMs))
  holdsUntilMs = Math.min(holdsUntilMs, refreshLicences(person, nowMs))
  person.refreshedAtMs = nowMs
  person.holdsUntilMs = holdsUntilMs
}

/** Licences begin and end by themselves. Returns until when nothing about them changes. */
function refreshLicences(person: LivePerson, nowMs: number): number {
  const { owner, snapshot, areas } = person
  if (owner.licences === undefined) return Infinity
  if (areas !== null && areas.fromMs <= nowMs && nowMs < areas.untilMs) return areas.untilMs
  const found = licenceAreasAt(owner.licences, nowMs)
  person.areas = found
  // In place of the old ones, which records share.
  snapshot.attributes = { ...owner.attributes, ...found.attributes }
  return found.untilMs
}

export function savePerson({ owner, snapshot, capCounts }: LivePerson): SavedPerson {
  const { ownerId, openLeads, lastAssignedMs } = snapshot
  return { ownerId, openLeads, openingLeads: owner.openLeads, lastAssignedMs, caps: capCounts.map(saveCapCount) }
}
