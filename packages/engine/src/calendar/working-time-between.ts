import { checkRange } from './calendar-range.ts'
import type { Calendar } from './define-calendar.ts'
import type { Timeline } from './timeline.ts'
import type { WeekPage } from './week-page.ts'

/**
 * How long the calendar is open from `a` to `b`, exactly, to the millisecond; in hours and smaller units. When `b` is before
 * `a` it is the negative of the time from `b` to `a`.
 */
export function workingTimeBetween(calendar: Calendar, a: Temporal.Instant, b: Temporal.Instant): Temporal.Duration {
  const milliseconds = workingMsBetween(calendar, a.epochMilliseconds, b.epochMilliseconds)
  return Temporal.Duration.from({ milliseconds }).round({ largestUnit: 'hour' })
}

/** `workingTimeBetween` in epoch milliseconds. */
export function workingMsBetween(calendar: Calendar, aMs: number, bMs: number): number {
  checkRange(aMs)
  checkRange(bMs)
  // Subtracting from zero, not negating, keeps an empty interval from becoming minus zero.
  return aMs <= bMs ? openMsWithin(calendar.timeline, aMs, bMs) : 0 - openMsWithin(calendar.timeline, bMs, aMs)
}

/** How long a timeline is open within the half-open interval. */
export function openMsWithin(timeline: Timeline, fromMs: number, untilMs: number): number {
  let sum = 0
  for (let atMs = fromMs; atMs < untilMs;) {
    const page = timeline.pageAt(atMs)
    sum += fromMs <= page.fromMs && page.untilMs <= untilMs ? page.openMs : openMsOfPage(page, fromMs, untilMs)
    atMs = timeline.afterClosed(page)
  }
  return sum
}

function openMsOfPage({ bounds }: WeekPage, fromMs: number, untilMs: number): number {
  let sum = 0
  for (let index = 0; index < bounds.length; index += 2) {
    const openMs = Math.min(bounds[index + 1], untilMs) - Math.max(bounds[index], fromMs)
    if (openMs > 0) sum += openMs
  }
  return sum
}
