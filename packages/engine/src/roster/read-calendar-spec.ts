import type { CalendarSpec } from '../calendar/calendar.ts'
import { findCalendarFaults } from '../calendar/define-calendar.ts'
import { readZone } from '../calendar/read-zone.ts'
import type { CalendarFault } from '../calendar/calendar-fault.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { type MapReading, readMap } from '../policy/read-map.ts'
import { readBoolean, readItems, readName, readText } from '../policy/read-value.ts'
import { type NamedHours, readHours, readIntervals } from './read-calendar-hours.ts'
import { readMomentText } from './read-moment.ts'
import { rosterLimits } from './roster-limits.ts'
import { type RosterReader, beginningOf } from './roster-reader.ts'

/** The keys of an owner or a pool that make a calendar. */
export const calendarKeys = ['zone', 'hours', 'overrides', 'absences'] as const

/** What calendars of one roster share. */
export type CalendarScope = { readonly zone: string; readonly hours: NamedHours }

/** Reads a zone; an unknown one is told, with what may have been meant. */
export function readZoneName(reader: RosterReader, spot: Spot): string | null {
  const name = readName(reader, spot)
  if (name === null) return null
  const faults: CalendarFault[] = []
  const zone = readZone(name, faults)
  const [fault] = faults
  if (zone !== null || fault === undefined) return zone
  return reader.tell(spot, { code: 'roster_zone_unknown', message: sentence(fault.what), hint: sentence(fault.mend) })
}

/**
 * Reads the calendar of an owner or a pool. Without hours it is always open. `null` when it has problems, which are told
 * where they stand: those of one absence at that absence, the rest at the hours.
 */
export function readCalendarSpec(
  reader: RosterReader,
  map: MapReading<(typeof calendarKeys)[number]>,
  scope: CalendarScope,
): CalendarSpec | null {
  const zoneSpot = map.get('zone')
  const hoursSpot = map.get('hours')
  const zone = zoneSpot === null ? scope.zone : readZoneName(reader, zoneSpot)
  const hours = hoursSpot === null ? ('always' as const) : readHours(reader, hoursSpot, scope.hours)
  const overrides = readList(reader, map.get('overrides'), readOverride)
  const absences = readList(reader, map.get('absences'), readAbsence)
  if (zone === null || hours === null || overrides === null || absences === null) return null
  const spec: CalendarSpec = {
    zone,
    hours,
    overrides: overrides.map((one) => one.value),
    absences: absences.map((one) => one.value),
  }
  const faults = findCalendarFaults(spec)
  for (const fault of faults) tellFault(reader, fault, { map, overrides, absences })
  return faults.length === 0 ? spec : null
}

type Listed<Value> = { readonly value: Value; readonly spot: Spot }
type Override = NonNullable<CalendarSpec['overrides']>[number]
type Absence = NonNullable<CalendarSpec['absences']>[number]

function readList<Value>(
  reader: RosterReader,
  spot: Spot | null,
  readOne: (reader: RosterReader, spot: Spot) => Value | null,
): readonly Listed<Value>[] | null {
  if (spot === null) return []
  const items = readItems(reader, spot, { max: rosterLimits.datesMax, wanted: 'a list' })
  if (items === null) return null
  const read = items.flatMap((item) => {
    const value = readOne(reader, item)
    return value === null ? [] : [{ value, spot: item }]
  })
  return read.length === items.length ? read : null
}

function readOverride(reader: RosterReader, spot: Spot): Override | null {
  const keys = ['date', 'hours'] as const
  const map = readMap(reader, spot, { keys, required: keys, what: 'the hours of one date' })
  const dateSpot = map?.get('date') ?? null
  const hoursSpot = map?.get('hours') ?? null
  const date = dateSpot === null ? null : readMomentText(reader, dateSpot)
  const hours = hoursSpot === null ? null : readIntervals(reader, hoursSpot)
  return date === null || hours === null ? null : { date, hours }
}

function readAbsence(reader: RosterReader, spot: Spot): Absence | null {
  const keys = ['from', 'until', 'note', 'busy'] as const
  const map = readMap(reader, spot, { keys, required: ['from'], what: 'an absence' })
  if (map === null) return null
  const [fromSpot, untilSpot, noteSpot] = [map.get('from'), map.get('until'), map.get('note')]
  const from = fromSpot === null ? null : readMomentText(reader, fromSpot)
  // An absence without an end lasts until somebody ends it.
  const isOpen = untilSpot === null || untilSpot.node.kind === 'nothing'
  const until = isOpen ? null : readMomentText(reader, untilSpot)
  const note = noteSpot === null ? null : readText(reader, noteSpot)
  if (from === null || (!isOpen && until === null)) return null
  const busySpot = map.get('busy')
  const isBusy = busySpot !== null && readBoolean(reader, busySpot) === true
  return { from, until, ...(note === null ? {} : { note }), ...(isBusy ? { busy: true } : {}) }
}

function tellFault(
  reader: RosterReader,
  fault: CalendarFault,
  of: {
    readonly map: MapReading<(typeof calendarKeys)[number]>
    readonly overrides: readonly Listed<Override>[]
    readonly absences: readonly Listed<Absence>[]
  },
): void {
  const [, list, position] = /^(overrides|absences)\[(\d+)\]/.exec(fault.where) ?? []
  const listed = (list === 'overrides' ? of.overrides : of.absences)[Number(position)]?.spot
  const whole = of.map.get('hours') ?? of.map.get('absences')
  const at = listed ?? whole
  const mark = at === null || at === undefined ? { node: of.map.start, path: of.map.path } : beginningOf(at)
  reader.tell(mark, { code: 'roster_calendar_faulty', message: sentence(fault.what), hint: sentence(fault.mend) })
}

/** Faults speak in clauses, problems in sentences. */
function sentence(clause: string): string {
  const capital = clause.charAt(0).toUpperCase() + clause.slice(1)
  return /[.?!]$/.test(capital) ? capital : `${capital}.`
}
