import type { CalendarSpec } from '../calendar/calendar.ts'
import type { Cap, Owner, Pool, Roster } from '../roster/roster.ts'
import type { QualitySketch } from './business-sketch.ts'
import type { Known } from './condition-sketch.ts'

/** A lead that somebody was given, as a bookkeeper would note it. */
export type GivenLead = {
  readonly ownerId: string
  readonly poolId: string | null
  readonly atMs: number
  readonly known: Known
  readonly isOpen: boolean
}

/** Everything there is to know about the staff at one instant: the roster, and a list of what was given so far. */
export type StaffByHand = { readonly roster: Roster; readonly given: readonly GivenLead[]; readonly nowMs: number }

/** What one lead asks of people. */
export type AskedOfPeople = {
  readonly known: Known
  readonly qualities: readonly QualitySketch[]
  /** People who may not have it: earlier owners, and who has another role on it. */
  readonly excluded: readonly string[]
}

/** Who of a pool may take the lead now, each rule read off the contract; empty when the pool is closed. */
export function eligibleInPool(staff: StaffByHand, poolId: string, asked: AskedOfPeople): readonly string[] {
  const pool = staff.roster.pools.find(({ id }) => id === poolId)
  if (pool === undefined || !isPoolOpen(staff, pool, asked.known)) return []
  return membersAt(pool, staff.nowMs).filter((ownerId) => {
    const owner = staff.roster.owners.find(({ id }) => id === ownerId)
    if (owner === undefined || !mayHave(owner, asked)) return false
    const isThere = pool.respectHours ? isAtWork(owner.calendar, staff.nowMs) : !isAbsent(owner.calendar, staff.nowMs)
    return isThere && hasRoom(staff, owner, { poolId, known: asked.known })
  })
}

/** Whether a person who is named, not chosen, may take the lead: their hours do not count. */
export function isNamedEligible(staff: StaffByHand, ownerId: string, asked: AskedOfPeople): boolean {
  const owner = staff.roster.owners.find(({ id }) => id === ownerId)
  if (owner === undefined || !mayHave(owner, asked) || isAbsent(owner.calendar, staff.nowMs)) return false
  return hasRoom(staff, owner, { poolId: null, known: asked.known })
}

/** Whether somebody could keep a lead they own: it is no lead more, so only room is not asked. */
export function mayKeep(
  staff: StaffByHand,
  of: { readonly ownerId: string; readonly poolId: string | null },
  asked: AskedOfPeople,
): boolean {
  const owner = staff.roster.owners.find(({ id }) => id === of.ownerId)
  if (owner === undefined || !mayHave(owner, asked)) return false
  if (of.poolId === null) return !isAbsent(owner.calendar, staff.nowMs)
  const pool = staff.roster.pools.find(({ id }) => id === of.poolId)
  if (pool === undefined || !pool.active || !membersAt(pool, staff.nowMs).includes(owner.id)) return false
  return pool.respectHours ? isAtWork(owner.calendar, staff.nowMs) : !isAbsent(owner.calendar, staff.nowMs)
}

/** Active, not excluded, with every quality; an unknown quality is none. */
export function mayHave(owner: Owner, { qualities, known, excluded }: AskedOfPeople): boolean {
  if (!owner.active || excluded.includes(owner.id)) return false
  return qualities.every((quality) => {
    const { attributes } = owner
    switch (quality.kind) {
      case 'certified': {
        const certifications = attributes['certifications']
        return Array.isArray(certifications) && certifications.includes(quality.name)
      }
      case 'in_team':
        return attributes['team'] === quality.team
      case 'in_country_of_lead':
        return known.has('country') && known.get('country') === attributes['country']
    }
  })
}

export function membersAt({ members }: Pool, nowMs: number): readonly string[] {
  return members
    .filter(({ fromMs, untilMs }) => (fromMs ?? -Infinity) <= nowMs && nowMs < (untilMs ?? Infinity))
    .map(({ ownerId }) => ownerId)
}

function isPoolOpen(staff: StaffByHand, pool: Pool, known: Known): boolean {
  if (!pool.active || (pool.calendar !== null && !isAtWork(pool.calendar, staff.nowMs))) return false
  const leads = staff.given.filter(({ poolId }) => poolId === pool.id)
  const zone = pool.calendar?.zone ?? 'UTC'
  return pool.caps.every(
    (cap) => !counts(cap, { poolId: pool.id, known }) || used(cap, leads, { zone, nowMs: staff.nowMs }) < cap.limit,
  )
}

/** Whether one lead more breaks neither capacity nor a cap: all are counted anew from the list. */
export function hasRoom(
  { given, nowMs }: StaffByHand,
  owner: Owner,
  lead: { readonly poolId: string | null; readonly known: Known },
): boolean {
  const leads = given.filter(({ ownerId }) => ownerId === owner.id)
  const open = owner.openLeads + leads.filter(({ isOpen }) => isOpen).length
  if (owner.capacity !== null && open >= owner.capacity) return false
  return owner.caps.every((cap) => {
    if (!counts(cap, lead)) return true
    // Leads open from before are nobody knows which, so they count only where all do.
    const before = cap.kind === 'open' && cap.pool === null && cap.segment === null ? owner.openLeads : 0
    return before + used(cap, leads, { zone: owner.calendar.zone, nowMs }) < cap.limit
  })
}

function counts({ pool, segment }: Cap, lead: { readonly poolId: string | null; readonly known: Known }): boolean {
  if (pool !== null && pool !== lead.poolId) return false
  return segment === null || lead.known.get(segment.field) === segment.value
}

function used(cap: Cap, leads: readonly GivenLead[], at: { readonly zone: string; readonly nowMs: number }): number {
  const day = (epochMs: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(at.zone).toPlainDate()
  const monday = (epochMs: number): Temporal.PlainDate => day(epochMs).subtract({ days: day(epochMs).dayOfWeek - 1 })
  return leads.filter((lead) => {
    if (!counts(cap, lead)) return false
    switch (cap.kind) {
      case 'open':
        return lead.isOpen
      case 'day':
        return day(lead.atMs).equals(day(at.nowMs))
      case 'week':
        return monday(lead.atMs).equals(monday(at.nowMs))
      case 'window':
        return lead.atMs > at.nowMs - (cap.windowSeconds ?? 0) * 1000
    }
  }).length
}

export function isAbsent({ absences = [] }: CalendarSpec, nowMs: number): boolean {
  return absences.some(({ from, until }) => {
    const untilMs = until === null ? Infinity : Temporal.Instant.from(until).epochMilliseconds
    return Temporal.Instant.from(from).epochMilliseconds <= nowMs && nowMs < untilMs
  })
}

/** For calendars of plain weekly hours within one day. */
export function isAtWork(spec: CalendarSpec, nowMs: number): boolean {
  if (isAbsent(spec, nowMs)) return false
  if (spec.hours === 'always') return true
  const local = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(spec.zone)
  const day = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[local.dayOfWeek - 1]
  const time = local.toPlainTime()
  return (spec.hours[day] ?? []).some(
    ({ from, to }) => Temporal.PlainTime.compare(from, time) <= 0 && Temporal.PlainTime.compare(time, to) < 0,
  )
}

/** Who of a pool could take the lead within a while, if only absences and hours ended: capacity and caps are asked now. */
export function freeableInPool(
  staff: StaffByHand,
  of: { readonly poolId: string; readonly withinSeconds: number },
  asked: AskedOfPeople,
): readonly string[] {
  const pool = staff.roster.pools.find(({ id }) => id === of.poolId)
  if (pool === undefined || !pool.active) return []
  const comes = (isSo: (at: StaffByHand) => boolean): boolean => isWithin(staff, of.withinSeconds, isSo)
  const { calendar } = pool
  if (calendar !== null && !comes(({ nowMs }) => isAtWork(calendar, nowMs))) return []
  if (!isPoolOpen(staff, { ...pool, calendar: null }, asked.known)) return []
  return membersAt(pool, staff.nowMs).filter((ownerId) => {
    const owner = staff.roster.owners.find(({ id }) => id === ownerId)
    if (owner === undefined || !mayHave(owner, asked)) return false
    const isThere = !pool.respectHours && !isAbsent(owner.calendar, staff.nowMs)
    if (!isThere && !comes(({ nowMs }) => isAtWork(owner.calendar, nowMs))) return false
    return hasRoom(staff, owner, { poolId: pool.id, known: asked.known })
  })
}

/** Looks at every quarter of an hour: everything in these worlds begins and ends at one. */
function isWithin(staff: StaffByHand, seconds: number, isSo: (at: StaffByHand) => boolean): boolean {
  for (let nowMs = staff.nowMs; nowMs <= staff.nowMs + seconds * 1000; nowMs += 900_000) {
    if (isSo({ ...staff, nowMs })) return true
  }
  return false
}
