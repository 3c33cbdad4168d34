import { absencesOfFeed } from '../absences-of-feed.ts'

const home = 'Europe/Berlin'
const window = { from: Temporal.Instant.from('2026-01-01T00:00Z'), until: Temporal.Instant.from('2027-01-01T00:00Z') }

/** Lines of a weekly hour of New York, its first on Monday 5 January 2026. */
export const newYorkHour = [
  'DTSTART;TZID=America/New_York:20260105T090000',
  'DTEND;TZID=America/New_York:20260105T100000',
] as const

/** The lines of an event, with those that every event has. */
export function feedEvent(uid: string, ...lines: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']
}

/** A whole iCalendar text; what is given begins in its fourth line. */
export function feedText(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

/** A feed read for 2026, for somebody in Berlin unless another zone is given. */
export function readFeed(text: string, zone: string = home): ReturnType<typeof absencesOfFeed> {
  return absencesOfFeed(text, { file: 'me.ics', zone, ...window })
}

/** Absences, as `from until note`, and problems, as `severity code line`, of a feed read for 2026. */
export function toldByFeed(text: string, zone: string = home): readonly string[] {
  const { absences, problems } = readFeed(text, zone)
  return [
    ...absences.map(({ from, until, note }) => [from, until, ...(note === undefined ? [] : [note])].join(' ')),
    ...problems.map(({ code, severity, place }) => `${severity} ${code} ${place.line}`),
  ]
}
