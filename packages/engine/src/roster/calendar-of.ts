import type { CalendarSpec } from '../calendar/calendar.ts'
import { type Calendar, defineCalendar } from '../calendar/define-calendar.ts'

const known = new WeakMap<CalendarSpec, Calendar>()

/**
 * The calendar of a person or pool of a roster, made when first asked for. A roster never changes, so what its calendars have
 * worked out serves every state that is made of it: a server makes one each time another node has decided.
 */
export function calendarOf(spec: CalendarSpec): Calendar {
  let calendar = known.get(spec)
  if (calendar === undefined) {
    calendar = defineCalendar(spec)
    known.set(spec, calendar)
  }
  return calendar
}
