import type { CalendarSpec } from '../calendar/calendar.ts'
import { type Calendar, defineCalendar } from '../calendar/define-calendar.ts'

const known = new WeakMap<CalendarSpec, Calendar>()

/** Calendars that are nothing but hours in a zone, by the hours and then by the zone. */
const plain = new WeakMap<object, Map<string, Calendar>>()

/** Stands for the hours of whoever is always there, which are no object. */
const always = {}

/**
 * The calendar of a person or pool of a roster, made when first asked for. A roster never changes, so what its calendars have
 * worked out serves every state that is made of it: a server makes one each time another node has decided. People who keep the same
 * hours of the roster in one zone, without dates of their own, have one calendar: its weeks are worked out once for all of them.
 */
export function calendarOf(spec: CalendarSpec): Calendar {
  let calendar = known.get(spec)
  if (calendar === undefined) {
    calendar = hasDates(spec) ? defineCalendar(spec) : plainCalendarOf(spec)
    known.set(spec, calendar)
  }
  return calendar
}

/** Whether it says anything beside its zone and hours. */
function hasDates({ zone: _zone, hours: _hours, ...dates }: CalendarSpec): boolean {
  return Object.values<readonly unknown[] | undefined>(dates).some(
    (listed) => listed !== undefined && listed.length > 0,
  )
}

function plainCalendarOf(spec: CalendarSpec): Calendar {
  const hours = spec.hours === 'always' ? always : spec.hours
  const byZone = plain.get(hours) ?? new Map<string, Calendar>()
  plain.set(hours, byZone)
  const calendar = byZone.get(spec.zone) ?? defineCalendar(spec)
  byZone.set(spec.zone, calendar)
  return calendar
}
