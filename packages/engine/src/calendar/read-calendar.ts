import type { CalendarFault } from './calendar-fault.ts'
import type { CalendarHours } from './calendar-hours.ts'
import type { CalendarSpec } from './calendar.ts'
import { readAbsences } from './read-absences.ts'
import { readDate } from './read-date.ts'
import { readHours, readWeek, weekKind } from './read-hours.ts'
import type { ClockSpan } from './read-hours.ts'
import { readZone } from './read-zone.ts'

/** Reads a spec; `hours` is `null` when there are faults, and every fault is told. */
export function readCalendar(spec: CalendarSpec): {
  readonly hours: CalendarHours | null
  readonly faults: readonly CalendarFault[]
} {
  const faults: CalendarFault[] = []
  const zone = readZone(spec.zone, faults)
  const week = readWeek(spec.hours, faults)
  const dates = readDates(spec, faults)
  // Local times of absences need a zone; without one they are read as UTC, for their faults alone.
  const absences = readAbsences(spec, zone ?? 'UTC', faults)
  if (zone === null || faults.length > 0) return { hours: null, faults }
  const dateList = [...dates.keys()].toSorted((a, b) => a - b)
  return { hours: { zone, week, weekKind: weekKind(week), dates, dateList, absences }, faults }
}

function readDates(spec: CalendarSpec, faults: CalendarFault[]): ReadonlyMap<number, readonly ClockSpan[]> {
  const dates = new Map<number, readonly ClockSpan[]>()
  for (const [position, holiday] of (spec.holidays ?? []).entries()) {
    const epochDay = readDate(holiday.date)
    if (epochDay === null) faults.push(malformed(`holidays[${position}].date`, holiday.date))
    else dates.set(epochDay, [])
  }
  const overridden = new Set<number>()
  for (const [position, override] of (spec.overrides ?? []).entries()) {
    const where = `overrides[${position}]`
    const epochDay = readDate(override.date)
    const spans = readHours(override.hours, `${where}.hours`, faults)
    if (epochDay === null) faults.push(malformed(`${where}.date`, override.date))
    else if (overridden.has(epochDay)) {
      faults.push({
        code: 'calendar_date_malformed',
        where: `${where}.date`,
        what: `${override.date} has two overrides`,
        mend: 'put all its hours into one',
      })
    } else {
      overridden.add(epochDay)
      dates.set(epochDay, spans)
    }
  }
  return dates
}

function malformed(where: string, date: string): CalendarFault {
  return {
    code: 'calendar_date_malformed',
    where,
    what: date === undefined ? 'the date is missing' : `${JSON.stringify(date)} is no date of the years 1900 to 2199`,
    mend: 'write a date that exists as YYYY-MM-DD',
  }
}
