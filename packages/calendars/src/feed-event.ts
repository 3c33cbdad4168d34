import type { ContentLine } from './content-lines.ts'
import { unescapeText } from './content-lines.ts'
import type { FeedComponent } from './feed-components.ts'
import { propertyOf, wordOf } from './feed-components.ts'
import type { FeedReading } from './feed-reading.ts'
import type { FeedTime } from './feed-time.ts'
import { readFeedTime, readFeedTimes } from './feed-time.ts'

/** How long each occurrence lasts: whole dates, exact time, or a duration by the clock of the event's zone. */
export type FeedLength =
  | { readonly kind: 'dates'; readonly days: number }
  | { readonly kind: 'exact'; readonly milliseconds: number }
  | { readonly kind: 'nominal'; readonly duration: Temporal.Duration }

/** An event of a feed, as far as absences go. */
export type FeedEvent = {
  readonly line: number
  /** Empty when the feed gives none. */
  readonly uid: string
  readonly sequence: number
  readonly start: FeedTime
  readonly length: FeedLength
  readonly rule: ContentLine | null
  /** Further starts, and starts that fall away. */
  readonly added: readonly FeedTime[]
  readonly removed: readonly FeedTime[]
  /** The start of the occurrence that this event stands for; `null` for a whole series or a single event. */
  readonly replaces: FeedTime | null
  readonly isCancelled: boolean
  /** Marked as free: it keeps nobody from working. */
  readonly isFree: boolean
  readonly note: string | null
}

const NOTE_CHARS_MAX = 200
/** A hundred years; what is longer is a slip, and could leave a person absent for all time. */
const DAYS_MAX = 36_525

/** Reads a VEVENT; `null`, told, when it has no start that can be read or ends before it starts. */
export function readFeedEvent(reading: FeedReading, component: FeedComponent): FeedEvent | null {
  const startProperty = propertyOf(component, 'DTSTART')
  const start = startProperty === undefined ? null : readFeedTime(reading, startProperty, startProperty.value)
  if (start === null)
    return unreadable(
      reading,
      component,
      startProperty === undefined ? 'it has no DTSTART' : `DTSTART ${startProperty.value} is no date or time`,
    )
  const length = readLength(reading, component, start)
  if (length === null)
    return unreadable(
      reading,
      component,
      'its end or duration cannot be read, lies before its start, or is more than a hundred years away',
    )
  const replacesProperty = propertyOf(component, 'RECURRENCE-ID')
  const replaces =
    replacesProperty === undefined ? null : readFeedTime(reading, replacesProperty, replacesProperty.value)
  tellUnsupported(reading, component)
  return {
    line: component.line,
    uid: propertyOf(component, 'UID')?.value.trim() ?? '',
    sequence: Number.parseInt(wordOf(component, 'SEQUENCE'), 10) || 0,
    start,
    length,
    rule: propertyOf(component, 'RRULE') ?? null,
    added: readFeedTimes(reading, propertiesOf(component, 'RDATE')),
    removed: readFeedTimes(reading, propertiesOf(component, 'EXDATE')),
    replaces,
    isCancelled: wordOf(component, 'STATUS') === 'CANCELLED',
    isFree: isFree(component),
    note: noteOf(component),
  }
}

/** What the standard knows, hardly any program writes, and nothing here follows. */
function tellUnsupported(reading: FeedReading, component: FeedComponent): void {
  const range = propertyOf(component, 'RECURRENCE-ID')
  const excluding = propertyOf(component, 'EXRULE')
  const hint = 'The event was used without it.'
  if (range?.params.has('RANGE') === true) {
    const message = 'a change of all later occurrences (RANGE) is taken for one of a single occurrence'
    reading.report({ code: 'feed_rule_unreadable', line: range.line, message, hint })
  }
  if (excluding !== undefined) {
    const message = 'a rule of exceptions (EXRULE) is not followed'
    reading.report({ code: 'feed_rule_unreadable', line: excluding.line, message, hint })
  }
}

function propertiesOf(component: FeedComponent, name: string): readonly ContentLine[] {
  return component.properties.filter((property) => property.name === name)
}

/** Exchange says more than the standard: who works elsewhere works. */
function isFree(component: FeedComponent): boolean {
  const exchange = wordOf(component, 'X-MICROSOFT-CDO-BUSYSTATUS')
  return wordOf(component, 'TRANSP') === 'TRANSPARENT' || exchange === 'FREE' || exchange === 'WORKINGELSEWHERE'
}

/** What others may read of it: nothing of an event that its owner marked private or confidential. */
function noteOf(component: FeedComponent): string | null {
  const visibility = wordOf(component, 'CLASS')
  if (visibility === 'PRIVATE' || visibility === 'CONFIDENTIAL') return null
  const summary = unescapeText(propertyOf(component, 'SUMMARY')?.value ?? '').trim()
  if (summary === '') return null
  return summary.length > NOTE_CHARS_MAX ? `${summary.slice(0, NOTE_CHARS_MAX)}…` : summary
}

function readLength(reading: FeedReading, component: FeedComponent, start: FeedTime): FeedLength | null {
  const endProperty = propertyOf(component, 'DTEND')
  const durationProperty = propertyOf(component, 'DURATION')
  if (endProperty !== undefined) {
    const end = readFeedTime(reading, endProperty, endProperty.value)
    return end === null ? null : lengthUntil(start, end)
  }
  if (durationProperty === undefined)
    return start.kind === 'date' ? { kind: 'dates', days: 1 } : { kind: 'exact', milliseconds: 0 }
  const duration = readDuration(durationProperty.value)
  if (duration === null || duration.sign < 0 || duration.total('day') > DAYS_MAX) return null
  return start.kind === 'date'
    ? { kind: 'dates', days: Math.ceil(duration.total('day')) }
    : { kind: 'nominal', duration }
}

function lengthUntil(start: FeedTime, end: FeedTime): FeedLength | null {
  if (start.kind === 'date') {
    const days = start.date.until(end.kind === 'date' ? end.date : end.at.toPlainDate()).days
    // Some programs end a whole day on the day itself.
    return days < 0 || days > DAYS_MAX ? null : { kind: 'dates', days: Math.max(1, days) }
  }
  const endAt = end.kind === 'time' ? end.at : end.date.toZonedDateTime(start.at.timeZoneId)
  const milliseconds = endAt.epochMilliseconds - start.at.epochMilliseconds
  return milliseconds < 0 || milliseconds > DAYS_MAX * 86_400_000 ? null : { kind: 'exact', milliseconds }
}

/** RFC 5545, 3.3.6: as in ISO 8601, without years and months. */
function readDuration(text: string): Temporal.Duration | null {
  try {
    const read = Temporal.Duration.from(text.trim().toUpperCase())
    if (read.years !== 0 || read.months !== 0) return null
    return read.with({ weeks: 0, days: read.days + 7 * read.weeks })
  } catch {
    return null
  }
}

function unreadable(reading: FeedReading, component: FeedComponent, why: string): null {
  const summary = propertyOf(component, 'SUMMARY')?.value
  reading.report({
    code: 'feed_event_unreadable',
    line: component.line,
    message: `the event ${summary === undefined ? '' : `${JSON.stringify(unescapeText(summary))} `}was left out: ${why}`,
    hint: 'Mend the event in the program that wrote the calendar.',
  })
  return null
}
