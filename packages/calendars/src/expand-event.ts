import type { FeedEvent } from './feed-event.ts'
import type { FeedReading } from './feed-reading.ts'
import { readFeedRule } from './feed-rule.ts'
import type { FeedTime } from './feed-time.ts'
import { dateOf, instantOf } from './feed-time.ts'

/** Half-open; occurrences that touch it are wanted. */
export type FeedWindow = { readonly from: Temporal.Instant; readonly until: Temporal.Instant }

/** One time at which an event takes place. */
export type Occurrence = {
  readonly fromMs: number
  readonly untilMs: number
  readonly isWholeDays: boolean
  readonly note: string | null
}

/** A date in a zone may begin this much before or after it does in UTC. */
const SLACK_MS = 48 * 3_600_000
const DAY_MS = 86_400_000

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
  const isAllDay = event.start.kind === 'date'
  const goneDates = new Set(
    gone.filter((time) => isAllDay || time.kind === 'date').map((time) => dateOf(time, reading.home).toString()),
  )
  const goneInstants = new Set(gone.flatMap((time) => (time.kind === 'time' ? [time.at.epochMilliseconds] : [])))
  const found: Occurrence[] = []
  for (const start of [...ruledStarts(reading, event, around.window), ...event.added]) {
    if (start.kind === 'time' && goneInstants.has(start.at.epochMilliseconds)) continue
    if (goneDates.size > 0 && goneDates.has(dateOfStart(start))) continue
    const fromMs = instantOf(start, reading.home).epochMilliseconds
    const untilMs = endMs(reading, event, start)
    // What has no length keeps nobody from working.
    if (fromMs >= untilMs || fromMs >= around.window.until.epochMilliseconds) continue
    if (untilMs > around.window.from.epochMilliseconds)
      found.push({ fromMs, untilMs, isWholeDays: isAllDay, note: event.note })
  }
  return found
}

function dateOfStart(start: FeedTime): string {
  return (start.kind === 'date' ? start.date : start.at.toPlainDate()).toString()
}

function ruledStarts(reading: FeedReading, event: FeedEvent, window: FeedWindow): readonly FeedTime[] {
  const { start, rule } = event
  if (rule === null) return [start]
  const isAllDay = start.kind === 'date'
  const anchor = isAllDay ? start.date.toZonedDateTime('UTC') : start.at
  const read = readFeedRule(rule.value, { start: anchor, isAllDay, zone: reading.home })
  // Those that began before the window may reach into it; none begins before the event itself.
  const earliestMs = Math.max(anchor.epochMilliseconds, window.from.epochMilliseconds - lengthMaxMs(event)) - SLACK_MS
  const latestMs = window.until.epochMilliseconds + SLACK_MS
  if (latestMs <= earliestMs) return []
  const found =
    read.kind === 'unreadable'
      ? { kind: 'failed' as const, what: read.what }
      : read.between(
          Temporal.Instant.fromEpochMilliseconds(earliestMs),
          Temporal.Instant.fromEpochMilliseconds(latestMs),
        )
  if (found.kind === 'failed') {
    reading.report({
      code: 'feed_rule_unreadable',
      line: rule.line,
      message: `the repetition ${rule.value} was left out: ${found.what}`,
      hint: 'Only the first time of the event was used; mend the rule in the program that wrote the calendar.',
    })
    return [start]
  }
  return found.starts.map((at) => (isAllDay ? { kind: 'date', date: at.toPlainDate() } : { kind: 'time', at }))
}

/** No occurrence lasts longer, save for a change of clocks. */
function lengthMaxMs({ length }: FeedEvent): number {
  switch (length.kind) {
    case 'dates':
      return length.days * DAY_MS
    case 'exact':
      return length.milliseconds
    case 'nominal':
      return length.duration.total('millisecond')
  }
}

function endMs(reading: FeedReading, { length }: FeedEvent, start: FeedTime): number {
  if (start.kind === 'date') {
    const days = length.kind === 'dates' ? length.days : 1
    return start.date.add({ days }).toZonedDateTime(reading.home).epochMilliseconds
  }
  switch (length.kind) {
    case 'dates':
      return start.at.add({ days: length.days }).epochMilliseconds
    case 'exact':
      return start.at.epochMilliseconds + length.milliseconds
    case 'nominal':
      return start.at.add(length.duration).epochMilliseconds
  }
}
