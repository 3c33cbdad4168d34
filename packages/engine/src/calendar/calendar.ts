/** `mon` … `sun`; ISO weekday numbers 1 … 7 in code. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** Local wall times, `HH:MM` or `HH:MM:SS`, end exclusive; `24:00` is allowed as an end. An end at or before the start runs into the next day. */
export type DayInterval = { readonly from: string; readonly to: string }

/**
 * What a calendar is made of, as plain data. Dates are local (`YYYY-MM-DD`), of the years 1900 to 2199.
 * docs/reference/calendars.md states every rule.
 */
export type CalendarSpec = {
  /** IANA zone. */
  readonly zone: string
  /** Weekly hours; a day left out is closed. `'always'` is open around the clock. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly DayInterval[]>>> | 'always'
  /**
   * Hours of single dates, in place of everything the week says of that date, a shift running in from the evening
   * before included; an empty list is closed.
   */
  readonly overrides?: readonly { readonly date: string; readonly hours: readonly DayInterval[] }[]
  /** Whole local dates that are closed. An override of the same date wins over a holiday. */
  readonly holidays?: readonly { readonly date: string; readonly name?: string }[]
  /**
   * Intervals that are closed whatever else is said, half-open. Each end is a date (its local midnight), a local wall
   * time (`YYYY-MM-DDTHH:MM`) or an instant (RFC 3339); `until: null` has no end. Whoever is only `busy`, in a meeting, is off shift for
   * that while, and not absent.
   */
  readonly absences?: readonly {
    readonly from: string
    readonly until: string | null
    readonly note?: string
    readonly busy?: boolean
  }[]
}
