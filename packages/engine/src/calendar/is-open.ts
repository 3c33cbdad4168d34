import { checkRange } from './calendar-range.ts'
import type { Calendar } from './define-calendar.ts'
import { countUntil } from './week-page.ts'

/** Whether the calendar is open at the instant: within its hours and in no absence. Closings are exclusive. */
export function isOpen(calendar: Calendar, instant: Temporal.Instant): boolean {
  const epochMs = instant.epochMilliseconds
  checkRange(epochMs)
  return countUntil(calendar.timeline.pageAt(epochMs).bounds, epochMs) % 2 === 1
}
