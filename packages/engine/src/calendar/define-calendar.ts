import { EngineError } from '../engine-error.ts'
import type { CalendarFault } from './calendar-fault.ts'
import type { CalendarHours } from './calendar-hours.ts'
import { RANGE_START_MS } from './calendar-range.ts'
import type { CalendarSpec } from './calendar.ts'
import { readCalendar } from './read-calendar.ts'
import { Timeline } from './timeline.ts'

/** A calendar that can be asked. Made by `defineCalendar` only. */
export type Calendar = {
  readonly spec: CalendarSpec
  /** The IANA zone in its usual spelling. */
  readonly zone: string
  /** The calendar laid out in instants; for the functions beside this file. */
  readonly timeline: Timeline
}

/**
 * Makes a calendar that can be asked from what it is made of.
 *
 * Throws an `EngineError` for the first fault (`calendar_zone_unknown`, `calendar_hours_malformed`,
 * `calendar_hours_overlap`, `calendar_date_malformed`, `calendar_absence_malformed`, `calendar_never_opens`), with
 * `where`, `what`, `mend` and the number of `faults` in its details; `findCalendarFaults` tells them all.
 */
export function defineCalendar(spec: CalendarSpec): Calendar {
  const { hours, faults } = readWhole(spec)
  if (hours !== null) return { spec, zone: hours.zone, timeline: new Timeline(hours) }
  const { code, where, what, mend } = faults[0]
  throw new EngineError(code, { where, what, mend, faults: faults.length })
}

/** Everything that keeps `defineCalendar` from making a calendar of this; an empty list when nothing does. */
export function findCalendarFaults(spec: CalendarSpec): readonly CalendarFault[] {
  return readWhole(spec).faults
}

function readWhole(spec: CalendarSpec): {
  readonly hours: CalendarHours | null
  readonly faults: readonly CalendarFault[]
} {
  const { hours, faults } = readCalendar(spec)
  if (hours === null || new Timeline(hours).openingFrom(RANGE_START_MS) !== null) return { hours, faults }
  const never: CalendarFault = {
    code: 'calendar_never_opens',
    where: hours.weekKind === 'closed' ? 'hours' : 'absences',
    what:
      hours.weekKind === 'closed'
        ? 'no weekday and no override has hours that absences leave open'
        : 'absences cover all time',
    mend: 'give it hours, end the absence, or mark the person inactive',
  }
  return { hours: null, faults: [never] }
}
