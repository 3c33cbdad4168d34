import type { ContentLine } from './content-lines.ts'
import type { FeedReading } from './feed-reading.ts'

/** A moment as a feed writes it: a whole date of the person's, or a time in a zone. */
export type FeedTime =
  | { readonly kind: 'date'; readonly date: Temporal.PlainDate }
  | { readonly kind: 'time'; readonly at: Temporal.ZonedDateTime }

const TIME = /^(\d{8})T(\d{4}(?:\d{2})?)(Z?)$/

/** Reads one value of a property such as `DTSTART`; `null` when it is no date or time. */
export function readFeedTime(reading: FeedReading, property: ContentLine, value: string): FeedTime | null {
  const text = value.trim().toUpperCase()
  try {
    const isDate = property.params.get('VALUE')?.toUpperCase() === 'DATE'
    if (isDate || /^\d{8}$/.test(text)) return { kind: 'date', date: Temporal.PlainDate.from(text.slice(0, 8)) }
    const parts = TIME.exec(text)
    if (parts === null) return null
    const local = Temporal.PlainDateTime.from(`${parts[1]}T${parts[2]}`)
    // A time that does not exist, or exists twice, means what RFC 5545, 3.3.5 says; Temporal's usual reading is the same.
    return { kind: 'time', at: local.toZonedDateTime(parts[3] === 'Z' ? 'UTC' : zoneFor(reading, property)) }
  } catch {
    return null
  }
}

/** All values of all properties of a name. Those that cannot be read are told, each by its line. */
export function readFeedTimes(reading: FeedReading, properties: readonly ContentLine[]): readonly FeedTime[] {
  return properties.flatMap((property) =>
    property.value.split(',').flatMap((value) => {
      const time = readFeedTime(reading, property, value)
      if (time !== null) return [time]
      reading.report({
        code: 'feed_event_unreadable',
        line: property.line,
        message: `${property.name} ${value.trim()} is no date or time`,
        hint: 'The other dates of the event were used.',
      })
      return []
    }),
  )
}

/** The date that a moment names to the person. */
export function dateOf(time: FeedTime, home: string): Temporal.PlainDate {
  if (time.kind === 'date') return time.date
  return time.at.timeZoneId === 'UTC' ? dateOfUtc(time.at, home) : time.at.toPlainDate()
}

/**
 * The date that a time in UTC stands for where a date was due. Programs write the person's own midnight, or else the
 * first or last second of the date itself in UTC.
 */
export function dateOfUtc(at: Temporal.ZonedDateTime, home: string): Temporal.PlainDate {
  const clock = at.toPlainTime().toString({ smallestUnit: 'second' })
  return (clock === '00:00:00' || clock === '23:59:59' ? at : at.withTimeZone(home)).toPlainDate()
}

/** The instant of a moment; a date begins with its first instant where the person is. */
export function instantOf(time: FeedTime, home: string): Temporal.Instant {
  return time.kind === 'date' ? time.date.toZonedDateTime(home).toInstant() : time.at.toInstant()
}

function zoneFor(reading: FeedReading, property: ContentLine): string {
  const tzid = property.params.get('TZID')
  // A time without a zone is local to whoever reads the calendar.
  if (tzid === undefined) return reading.home
  const zone = reading.zoneOf(tzid)
  if (zone !== null) return zone
  reading.report({
    code: 'feed_zone_unknown',
    line: property.line,
    message: `the zone ${JSON.stringify(tzid)} is not known, so its times are read as ${reading.home}`,
    hint: 'Export the calendar with IANA zones, or with the rules of its zones (VTIMEZONE).',
  })
  return reading.home
}
