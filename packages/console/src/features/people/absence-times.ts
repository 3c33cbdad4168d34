/** How long somebody may be put out by one choice. */
export type OutUntil = 'today' | 'tomorrow' | 'monday' | 'date'

const MONDAY = 1
const DAYS_A_WEEK = 7

/** The first instant at which somebody is back, at a midnight of their zone; `date` is an ISO date. `null`: no such date, or it is over. */
export function backAt(choice: OutUntil, date: string, zone: string): string | null {
  const today = Temporal.Now.plainDateISO(zone)
  const day = choice === 'date' ? dateOf(date) : today.add({ days: daysUntil(choice, today) })
  if (day === null || Temporal.PlainDate.compare(day, today) <= 0) return null
  return day.toZonedDateTime(zone).toInstant().toString()
}

function daysUntil(choice: Exclude<OutUntil, 'date'>, today: Temporal.PlainDate): number {
  if (choice === 'today') return 1
  if (choice === 'tomorrow') return 2
  return (MONDAY - today.dayOfWeek + DAYS_A_WEEK) % DAYS_A_WEEK || DAYS_A_WEEK
}

function dateOf(text: string): Temporal.PlainDate | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text) : null
}

/** The instant that a moment of a roster means in a zone: a date (its midnight), a local time, or an instant already. */
export function instantOf(moment: string, zone: string): number {
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(moment) && moment.includes('T')) return Date.parse(moment)
  return Temporal.PlainDateTime.from(moment).toZonedDateTime(zone).epochMilliseconds
}

/** An absence as the table of all of them tells it. */
export type Absence = { readonly ownerId: string; readonly from: string; readonly until: string | null }

/** Reads the table of absences (CSV: owner, id, from, until, note). */
export function readAbsences(csv: string): readonly Absence[] {
  return csv.split('\n').flatMap((line) => {
    const found = /^([^,"]+),[^,"]*,(\d{4}-[^,"]+),([^,"]*),/.exec(line)
    if (found === null) return []
    const [, ownerId = '', from = '', until = ''] = found
    return [{ ownerId, from, until: until === '' ? null : until }]
  })
}
