import type { FeedEvent } from './feed-event.ts'
import type { FeedReading } from './feed-reading.ts'
import { readFeedRule } from './feed-rule.ts'
import type { FeedTime } from './feed-time.ts'
import { dateOf, instantOf } from './feed-time.ts'

/** Half-open; occurrences that touch it are wanted. */
export type FeedWindow = { readonly from: Temporal.Instant; readonly until: Temporal.Instant }

/** One time at which an event takes place. */
export type Occurrence = { readonly from: FeedTime; readonly until: FeedTime; readonly note: string | null }

/** A date in a zone may begin this much before or after it does in UTC. */
const SLACK = Temporal.Duration.from({ hours: 48 })

/**
 * Every time within the window at which the event takes place: as its rule and its added dates say, without the
 * removed ones and those that `replaced` events stand for.
 */
export function expandEvent(
  reading: FeedReading,
  event: FeedEvent,
  around: { readonly window: FeedWindow; readonly replaced: readonly FeedTime[] },
): readonly Occurrence[] {
  const gone = [...event.removed, ...around.replaced]
  const goneDates = new Set(
    gone
      .filter((time) => event.start.kind === 'date' || time.kind === 'date')
      .map((time) => dateOf(time, reading.home).toString()),
  )
  const goneInstants = new Set(gone.flatMap((time) => (time.kind === 'time' ? [time.at.epochMilliseconds] : [])))
  const starts = [...ruledStarts(reading, event, around.window), ...event.added]
  return starts
    .filter((start) =>
      start.kind === 'date'
        ? !goneDates.has(start.date.toString())
        : !goneInstants.has(start.at.epochMilliseconds) && !goneDates.has(start.at.toPlainDate().toString()),
    )
    .map((start) => ({ from: start, until: endOf(event, start), note: event.note }))
    .filter((occurrence) => isWithin(reading, occurrence, around.window))
}

function ruledStarts(reading: FeedReading, event: FeedEvent, window: FeedWindow): readonly FeedTime[] {
  const { start, rule } = event
  if (rule === null) return [start]
  const isAllDay = start.kind === 'date'
  const anchor = isAllDay ? start.date.toZonedDateTime('UTC') : start.at
  const read = readFeedRule(rule.value, { start: anchor, isAllDay, zone: reading.home })
  const earliest = window.from.subtract(SLACK).subtract(lengthBound(event))
  const found =
    read.kind === 'unreadable'
      ? { kind: 'failed' as const, what: read.what }
      : read.between(earliest, window.until.add(SLACK))
  if (found.kind === 'failed') {
    reading.report({
      code: 'feed_rule_unreadable',
      line: rule.line,
      message: `the repetition ${rule.value} was left out: ${found.what}`,
      hint: 'Only the first time of the event was used; mend the rule in the program that wrote the calendar.',
    })
    return [start]
  }
  return found.starts.map((at) =>
    isAllDay ? { kind: 'date', date: at.toPlainDate() } : { kind: 'time', at: at.withTimeZone(anchor.timeZoneId) },
  )
}

/** No occurrence lasts longer. */
function lengthBound({ length }: FeedEvent): Temporal.Duration {
  switch (length.kind) {
    case 'dates':
      return Temporal.Duration.from({ hours: 24 * length.days })
    case 'exact':
      return Temporal.Duration.from({ milliseconds: length.milliseconds })
    case 'nominal':
      return Temporal.Duration.from({ hours: Math.ceil(length.duration.total('hour')) })
  }
}

function endOf({ length }: FeedEvent, start: FeedTime): FeedTime {
  switch (length.kind) {
    case 'dates':
      return {
        kind: 'date',
        date: (start.kind === 'date' ? start.date : start.at.toPlainDate()).add({ days: length.days }),
      }
    case 'exact':
      return start.kind === 'date' ? start : { kind: 'time', at: start.at.add({ milliseconds: length.milliseconds }) }
    case 'nominal':
      return start.kind === 'date' ? start : { kind: 'time', at: start.at.add(length.duration) }
  }
}

/** What has no length keeps nobody from working. */
function isWithin(reading: FeedReading, { from, until }: Occurrence, window: FeedWindow): boolean {
  const [start, end] = [instantOf(from, reading.home), instantOf(until, reading.home)]
  if (Temporal.Instant.compare(start, end) >= 0) return false
  return Temporal.Instant.compare(start, window.until) < 0 && Temporal.Instant.compare(end, window.from) > 0
}
