/** `mon` … `sun`; ISO weekday numbers 1 … 7 in code. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** Local wall times, `HH:MM` or `HH:MM:SS`, end exclusive; `24:00` is allowed as an end. An end at or before the start runs into the next day. */
export type DayInterval = { readonly from: string; readonly to: string }

/** What a calendar is made of. Dates are local (`YYYY-MM-DD`); instants are RFC 3339 text or `Temporal.Instant`. */
export type CalendarSpec = {
  /** IANA zone. */
  readonly zone: string
  /** Weekly hours; a day left out is closed. `'always'` is open around the clock. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly DayInterval[]>>> | 'always'
  /** Hours of single dates, in place of the weekly ones; an empty list is closed. */
  readonly overrides?: readonly { readonly date: string; readonly hours: readonly DayInterval[] }[]
  /** Whole local dates that are closed. An override of the same date wins over a holiday. */
  readonly holidays?: readonly { readonly date: string; readonly name?: string }[]
  /** Intervals that are closed whatever else is said, half-open; a bare date means local midnight. */
  readonly absences?: readonly { readonly from: string; readonly until: string | null; readonly note?: string }[]
}
