import { EngineError } from '../engine-error.ts'
import { RANGE_END_MS, RANGE_START_MS, checkRange } from './calendar-range.ts'
import type { Calendar } from './define-calendar.ts'
import type { Timeline } from './timeline.ts'
import { countUntil } from './week-page.ts'

/**
 * The instant at which so much working time has passed since `start`.
 *
 * - More than nothing: the first such instant. Eight hours from 09:00 on a day from 09:00 to 17:00 end at its 17:00.
 * - Less than nothing goes back, as in a mirror: the last instant from which so much passes until `start`. Eight
 *   hours back from that 17:00 is 09:00.
 * - Nothing: `start`, moved to the next opening when closed.
 *
 * A number is in seconds; everything is rounded to whole milliseconds. `null` when so much working time does not come before 2200 (or
 * never passed since 1900). Throws `calendar_duration_malformed` for days and longer units, whose working time is not fixed.
 */
export function addWorkingTime(
  calendar: Calendar,
  start: Temporal.Instant,
  durationOrSeconds: Temporal.Duration | number,
): Temporal.Instant | null {
  const seconds = typeof durationOrSeconds === 'number' ? durationOrSeconds : secondsOf(durationOrSeconds)
  const endMs = addWorkingSeconds(calendar, start.epochMilliseconds, seconds)
  return endMs === null ? null : Temporal.Instant.fromEpochMilliseconds(endMs)
}

/** `addWorkingTime` in epoch milliseconds and seconds. */
export function addWorkingSeconds(calendar: Calendar, fromMs: number, seconds: number): number | null {
  checkRange(fromMs)
  if (!Number.isFinite(seconds)) throw new EngineError('calendar_duration_malformed', { seconds: String(seconds) })
  const ms = Math.round(seconds * 1000)
  if (ms === 0) return calendar.timeline.openingFrom(fromMs)
  return ms > 0 ? goForward(calendar.timeline, fromMs, ms) : goBack(calendar.timeline, fromMs, -ms)
}

function secondsOf(duration: Temporal.Duration): number {
  if (duration.years === 0 && duration.months === 0 && duration.weeks === 0 && duration.days === 0) {
    return duration.total('second')
  }
  throw new EngineError('calendar_duration_malformed', {
    duration: duration.toString(),
    mend: 'a working day has no fixed length: write PT8H',
  })
}

function goForward(timeline: Timeline, fromMs: number, ms: number): number | null {
  let leftMs = ms
  let atMs = fromMs
  while (atMs < RANGE_END_MS) {
    const page = timeline.pageAt(atMs)
    const { bounds } = page
    // From an odd position the calendar is open and the bound is its closing; start from the opening before it.
    for (let index = countUntil(bounds, atMs) & ~1; index < bounds.length; index += 2) {
      const opensMs = Math.max(bounds[index], atMs)
      const openMs = bounds[index + 1] - opensMs
      if (leftMs <= openMs) return opensMs + leftMs
      leftMs -= openMs
    }
    atMs = timeline.afterClosed(page)
  }
  return null
}

function goBack(timeline: Timeline, fromMs: number, ms: number): number | null {
  let leftMs = ms
  let atMs = fromMs
  while (atMs > RANGE_START_MS) {
    // Just before `atMs`: at the very start of a page the time before it is in the page before.
    const page = timeline.pageAt(atMs - 1)
    const { bounds } = page
    for (let index = ((countUntil(bounds, atMs - 1) + 1) & ~1) - 2; index >= 0; index -= 2) {
      const closesMs = Math.min(bounds[index + 1], atMs)
      const openMs = closesMs - bounds[index]
      if (leftMs <= openMs) return closesMs - leftMs
      leftMs -= openMs
    }
    atMs = page.fromMs
  }
  return null
}
