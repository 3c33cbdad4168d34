import { DAY_MS, RANGE_END_MS, RANGE_START_MS } from './calendar-range.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** Days since 1970-01-01 of a local date `YYYY-MM-DD`; `null` when it is none or outside the years 1900 to 2199. */
export function readDate(text: string): number | null {
  if (typeof text !== 'string' || !DATE.test(text)) return null
  try {
    // Read as text, a date such as 2026-02-30 is refused; built from numbers it would be moved.
    const epochMs = Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds
    return epochMs >= RANGE_START_MS && epochMs < RANGE_END_MS ? epochMs / DAY_MS : null
  } catch {
    return null
  }
}

/** ISO weekday, 1 (Monday) … 7, of a date given in days since 1970-01-01, which was a Thursday. */
export function weekdayOf(epochDay: number): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1
}
