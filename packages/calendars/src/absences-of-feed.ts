import type { Problem } from '@rightful/engine'

import { contentLines } from './content-lines.ts'
import { expandEvent } from './expand-event.ts'
import type { FeedWindow, Occurrence } from './expand-event.ts'
import { feedComponents, wordOf } from './feed-components.ts'
import type { FeedComponent } from './feed-components.ts'
import { readFeedEvent } from './feed-event.ts'
import type { FeedEvent } from './feed-event.ts'
import { feedReporter } from './feed-reading.ts'
import type { FeedReading } from './feed-reading.ts'
import type { FeedTime } from './feed-time.ts'
import { instantOf } from './feed-time.ts'
import { feedZones } from './feed-zones.ts'

/** An absence as a calendar's spec takes it: dates for whole days, instants for times; half-open. */
export type FeedAbsence = { readonly from: string; readonly until: string; readonly note?: string }

export type FeedOptions = {
  /** The name of the file or the address, for the places of problems. */
  readonly file: string
  /** The person's IANA zone: whole days and times without a zone are theirs. */
  readonly zone: string
  /** Only what touches this half-open window is wanted; rules without an end are followed up to it. */
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
}

const CHARS_MAX = 20_000_000
const ABSENCES_MAX = 20_000

/**
 * The absences that an iCalendar text (RFC 5545) tells of: every event that is neither cancelled nor marked as free,
 * with its repetitions, in order of time. What the process's own zone is does not matter. A text that is no calendar
 * gives an `error` and nothing else; a part that cannot be read gives a `warning`, and the rest is used.
 */
export function absencesOfFeed(
  text: string,
  options: FeedOptions,
): { readonly absences: readonly FeedAbsence[]; readonly problems: readonly Problem[] } {
  const { problems, report } = feedReporter(options.file)
  if (text.length > CHARS_MAX) {
    const message = `the calendar has ${text.length} characters, more than ${CHARS_MAX}`
    report({ code: 'feed_too_large', line: 1, message, hint: 'Export a shorter period.', severity: 'error' })
    return { absences: [], problems }
  }
  const { lines, unreadable } = contentLines(text)
  const { roots, unclosed } = feedComponents(lines)
  const calendars = roots.filter((root) => root.name === 'VCALENDAR')
  if (calendars.length === 0) {
    const found = text.trim().split(/\s*[\r\n]+/)[0]
    const message =
      found === ''
        ? 'the calendar is empty'
        : `this is no iCalendar text: it begins with ${JSON.stringify(found.slice(0, 60))}`
    report({
      code: 'feed_not_calendar',
      line: 1,
      message,
      hint: 'It should begin with BEGIN:VCALENDAR; check the address.',
      severity: 'error',
    })
    return { absences: [], problems }
  }
  for (const { line, text: wrong } of unreadable) {
    const message = `this line is no property of a calendar: ${JSON.stringify(wrong.slice(0, 60))}`
    report({ code: 'feed_line_unreadable', line, message, hint: 'It was passed over.' })
  }
  for (const { name, line } of unclosed) {
    const message = `${name} begins here and never ends`
    report({
      code: 'feed_cut_short',
      line,
      message,
      hint: 'The text may have been cut short; what was whole was used.',
    })
  }
  return { absences: asAbsences(occurrencesOfAll(calendars, options, report), options, report), problems }
}

function* occurrencesOfAll(
  calendars: readonly FeedComponent[],
  options: FeedOptions,
  report: FeedReading['report'],
): Generator<Occurrence> {
  for (const calendar of calendars) {
    yield* occurrencesOf({ home: options.zone, zoneOf: feedZones(calendar, options.zone), report }, calendar, options)
  }
}

function* occurrencesOf(reading: FeedReading, calendar: FeedComponent, window: FeedWindow): Generator<Occurrence> {
  if (wordOf(calendar, 'METHOD') === 'CANCEL') return
  const freeBusy = calendar.parts.find((part) => part.name === 'VFREEBUSY')
  if (freeBusy !== undefined) {
    const message = 'a list of busy times (VFREEBUSY) was passed over'
    reading.report({
      code: 'feed_part_unused',
      line: freeBusy.line,
      message,
      hint: 'Export the calendar with its events.',
      severity: 'notice',
    })
  }
  const byUid = new Map<string, FeedEvent[]>()
  for (const part of calendar.parts) {
    const event = part.name === 'VEVENT' ? readFeedEvent(reading, part) : null
    if (event === null) continue
    // Without an id an event can have neither revisions nor replaced occurrences.
    const key = event.uid === '' ? `line ${event.line}` : `uid ${event.uid}`
    enter(byUid, key, event)
  }
  for (const events of byUid.values()) yield* occurrencesOfUid(reading, events, window)
}

/** The events of one id: revisions of a series or a single event, and those that stand for single occurrences. */
function occurrencesOfUid(
  reading: FeedReading,
  events: readonly FeedEvent[],
  window: FeedWindow,
): readonly Occurrence[] {
  const series = latest(events.filter((event) => event.replaces === null))
  // Who cancels a series cancels what was moved within it.
  if (series.length > 0 && series.every((event) => event.isCancelled)) return []
  const byOccurrence = new Map<number, FeedEvent[]>()
  for (const event of events) {
    if (event.replaces === null) continue
    enter(byOccurrence, instantOf(event.replaces, reading.home).epochMilliseconds, event)
  }
  const single = [...byOccurrence.values()].flatMap(latest)
  const replaced = single.flatMap((event): readonly FeedTime[] => (event.replaces === null ? [] : [event.replaces]))
  return [
    ...series.filter(keepsFromWork).flatMap((event) => expandEvent(reading, event, { window, replaced })),
    ...single
      .filter(keepsFromWork)
      .flatMap((event) =>
        expandEvent(reading, { ...event, rule: null, added: [], removed: [] }, { window, replaced: [] }),
      ),
  ]
}

function enter<Key>(lists: Map<Key, FeedEvent[]>, key: Key, event: FeedEvent): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [event])
  else list.push(event)
}

/** The newest revision. Programs that give different events one id make several; all are used. */
function latest(events: readonly FeedEvent[]): readonly FeedEvent[] {
  const newest = events.reduce((highest, event) => Math.max(highest, event.sequence), -Infinity)
  return events.filter((event) => event.sequence === newest)
}

function keepsFromWork(event: FeedEvent): boolean {
  return !event.isCancelled && !event.isFree
}

function asAbsences(
  occurrences: Iterable<Occurrence>,
  options: FeedOptions,
  report: FeedReading['report'],
): readonly FeedAbsence[] {
  const absences = new Map<string, Occurrence>()
  for (const occurrence of occurrences) {
    if (absences.size >= ABSENCES_MAX) {
      const message = `the calendar has more than ${ABSENCES_MAX} absences within the window; the rest was left out`
      report({ code: 'feed_too_long', line: 1, message, hint: 'Ask for a shorter window, or export fewer events.' })
      break
    }
    // Several programs may write the same absence; once is enough.
    absences.set(`${occurrence.fromMs} ${occurrence.untilMs} ${occurrence.note ?? ''}`, occurrence)
  }
  const inOrder = [...absences.values()].toSorted((a, b) => a.fromMs - b.fromMs)
  return inOrder.map((occurrence) => ({
    from: written(occurrence, occurrence.fromMs, options.zone),
    until: written(occurrence, occurrence.untilMs, options.zone),
    ...(occurrence.note === null ? {} : { note: occurrence.note }),
  }))
}

function written(occurrence: Occurrence, epochMs: number, zone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMs)
  return occurrence.isWholeDays ? instant.toZonedDateTimeISO(zone).toPlainDate().toString() : instant.toString()
}
