import type { Availability } from '../balance/pool-snapshot.ts'
import type { Calendar } from './define-calendar.ts'
import type { TimedAvailability } from './timeline.ts'

/**
 * Whether the person can be given a lead at the instant: `available`, `off_shift` or `absent`, of which absent wins.
 * `untilMs` is the first instant at which they can work again, so the end of an absence moved to the next opening;
 * `null` when that never comes before 2200.
 */
export function statusAt(calendar: Calendar, instant: Temporal.Instant): Availability {
  return calendar.timeline.statusAt(instant.epochMilliseconds).availability
}

/**
 * `statusAt` in epoch milliseconds, with the instant before which the answer does not change. The answer is shared
 * and frozen; asking in order of time costs a few nanoseconds.
 */
export function statusAtMs(calendar: Calendar, epochMs: number): TimedAvailability {
  return calendar.timeline.statusAt(epochMs)
}
