import { checkRange } from './calendar-range.ts'
import type { Calendar } from './define-calendar.ts'

/** The first open instant at or after `start`: `start` itself when open; `null` when it never opens again before 2200. */
export function nextOpening(calendar: Calendar, start: Temporal.Instant): Temporal.Instant | null {
  return later(start, nextOpeningMs(calendar, start.epochMilliseconds))
}

/** The first closed instant at or after `start`: `start` itself when closed; `null` when it never closes before 2200. */
export function nextClosing(calendar: Calendar, start: Temporal.Instant): Temporal.Instant | null {
  checkRange(start.epochMilliseconds)
  return later(start, calendar.timeline.closingFrom(start.epochMilliseconds))
}

/** The first instant after `start` at which the calendar opens or closes; `null` when it never does before 2200. */
export function nextChange(calendar: Calendar, start: Temporal.Instant): Temporal.Instant | null {
  const epochMs = start.epochMilliseconds
  checkRange(epochMs)
  const opensMs = calendar.timeline.openingFrom(epochMs)
  return later(start, opensMs === epochMs ? calendar.timeline.closingFrom(epochMs) : opensMs)
}

/** `nextOpening` in epoch milliseconds. */
export function nextOpeningMs(calendar: Calendar, fromMs: number): number | null {
  checkRange(fromMs)
  return calendar.timeline.openingFrom(fromMs)
}

/** Openings and closings are whole milliseconds; an instant that need not move keeps its nanoseconds. */
function later(start: Temporal.Instant, epochMs: number | null): Temporal.Instant | null {
  if (epochMs === null) return null
  return epochMs === start.epochMilliseconds ? start : Temporal.Instant.fromEpochMilliseconds(epochMs)
}
