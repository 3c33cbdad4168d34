import type { Availability } from '../balance/pool-snapshot.ts'
import type { CalendarHours } from './calendar-hours.ts'
import { DAY_MS, RANGE_END_MS, RANGE_START_MS, checkRange } from './calendar-range.ts'
import type { Absence } from './read-absences.ts'
import { PAGE_MS, buildWeekPage, countUntil, firstEndingAfter } from './week-page.ts'
import type { WeekPage } from './week-page.ts'

/** Pages kept for each calendar, a power of two: a quarter of a year, about 20 kB when all are in use. */
const PAGES_KEPT = 16

/** An availability, and the instant before which it surely does not change; `Infinity` when it never does. */
export type TimedAvailability = { readonly availability: Availability; readonly holdsUntilMs: number }

/** What the person does during one week of UTC: `statuses[i]` from `starts[i]` on. */
type StatusPage = {
  readonly fromMs: number
  readonly starts: Float64Array
  readonly statuses: readonly TimedAvailability[]
}

const AVAILABLE: Availability = Object.freeze({ kind: 'available' })

/**
 * A calendar laid out in instants. Weeks are worked out when first asked for, and the latest few are kept; nothing
 * that is kept changes an answer. It must not know: leads, pools, or what time it is.
 */
export class Timeline {
  readonly hours: CalendarHours
  readonly #pages: (WeekPage | null)[] = Array.from({ length: PAGES_KEPT }, () => null)
  /** Kept apart from the pages: many calendars are asked for working time only. */
  readonly #statusPages: (StatusPage | null)[] = Array.from({ length: PAGES_KEPT }, () => null)
  #latest: TimedAvailability = { availability: AVAILABLE, holdsUntilMs: -Infinity }
  #latestFromMs = Infinity
  #latestUntilMs = -Infinity

  constructor(hours: CalendarHours) {
    this.hours = hours
  }

  /** The week of UTC that holds the instant. */
  pageAt(epochMs: number): WeekPage {
    const index = Math.floor(epochMs / PAGE_MS)
    const slot = slotOf(index)
    const kept = this.#pages[slot]
    if (kept !== null && kept.fromMs === index * PAGE_MS) return kept
    const page = buildWeekPage(this.hours, index * PAGE_MS)
    this.#pages[slot] = page
    return page
  }

  /** The first open instant at or after this one; `null` when there is none before 2200. */
  openingFrom(epochMs: number): number | null {
    let atMs = epochMs
    while (atMs < RANGE_END_MS) {
      const page = this.pageAt(atMs)
      const passed = countUntil(page.bounds, atMs)
      if (passed % 2 === 1) return atMs
      if (passed < page.bounds.length) return page.bounds[passed]
      atMs = this.afterClosed(page)
    }
    return null
  }

  /** The first closed instant at or after this one; `null` when there is none before 2200. */
  closingFrom(epochMs: number): number | null {
    let atMs = epochMs
    while (atMs < RANGE_END_MS) {
      const page = this.pageAt(atMs)
      const passed = countUntil(page.bounds, atMs)
      if (passed % 2 === 0) return atMs
      if (page.bounds[passed] < page.untilMs) return page.bounds[passed]
      atMs = this.hours.weekKind === 'open' ? this.#nextException(page.untilMs) : page.untilMs
    }
    return null
  }

  /** Where looking for open time goes on once the page is done: its end, or later where nothing opens until then. */
  afterClosed(page: WeekPage): number {
    const absence = this.hours.absences[firstEndingAfter(this.hours, page.untilMs)]
    if (absence !== undefined && absence.fromMs <= page.untilMs) return absence.untilMs
    return this.hours.weekKind === 'closed' ? this.#nextException(page.untilMs) : page.untilMs
  }

  /** What the person is doing at the instant, and until when that holds. */
  statusAt(epochMs: number): TimedAvailability {
    // Whoever asks in order of time, as choosing does, nearly always gets the latest answer again.
    if (epochMs >= this.#latestFromMs && epochMs < this.#latestUntilMs) return this.#latest
    checkRange(epochMs)
    const { starts, statuses } = this.#statusPageAt(epochMs)
    const position = countUntil(starts, epochMs) - 1
    this.#latest = statuses[position]
    this.#latestFromMs = Math.max(starts[position], RANGE_START_MS)
    this.#latestUntilMs = Math.min(this.#latest.holdsUntilMs, RANGE_END_MS)
    return this.#latest
  }

  #statusPageAt(epochMs: number): StatusPage {
    const slot = slotOf(Math.floor(epochMs / PAGE_MS))
    const kept = this.#statusPages[slot]
    if (kept !== null && epochMs >= kept.fromMs && epochMs < kept.fromMs + PAGE_MS) return kept
    const made = this.#statusPage(this.pageAt(epochMs))
    this.#statusPages[slot] = made
    return made
  }

  #statusPage(page: WeekPage): StatusPage {
    const starts: number[] = []
    const statuses: TimedAvailability[] = []
    for (let atMs = page.fromMs; atMs < page.untilMs;) {
      const status = this.#statusFrom(atMs)
      starts.push(atMs)
      statuses.push(status)
      atMs = status.holdsUntilMs
    }
    return { fromMs: page.fromMs, starts: Float64Array.from(starts), statuses }
  }

  #statusFrom(epochMs: number): TimedAvailability {
    const absence: Absence | undefined = this.hours.absences[firstEndingAfter(this.hours, epochMs)]
    if (absence !== undefined && absence.fromMs <= epochMs) {
      const { untilMs, note, isBusy } = absence
      const opensMs = this.openingFrom(untilMs)
      return timed(
        isBusy ? { kind: 'off_shift', untilMs: opensMs } : { kind: 'absent', untilMs: opensMs, note },
        untilMs,
      )
    }
    const opensMs = this.openingFrom(epochMs)
    if (opensMs === epochMs) return timed(AVAILABLE, this.closingFrom(epochMs) ?? Infinity)
    // An absence that begins before the next opening changes the answer from off shift to absent.
    return timed({ kind: 'off_shift', untilMs: opensMs }, Math.min(opensMs ?? Infinity, absence?.fromMs ?? Infinity))
  }

  /** The earliest instant from this one on near which a date or an absence may differ from the plain week. */
  #nextException(fromMs: number): number {
    // A local date lies within a day and a half of the same date in UTC, and an evening before may run into it.
    const slackDays = 3
    const firstDay = Math.floor(fromMs / DAY_MS) - slackDays
    const epochDay = this.hours.dateList.find((day) => day >= firstDay)
    const absence = this.hours.absences[firstEndingAfter(this.hours, fromMs)]
    const dateMs = epochDay === undefined ? Infinity : (epochDay - slackDays) * DAY_MS
    return Math.max(fromMs, Math.min(dateMs, absence?.fromMs ?? Infinity))
  }
}

/** The remainder by a power of two; weeks before 1970 have negative numbers. */
function slotOf(index: number): number {
  return index & (PAGES_KEPT - 1)
}

function timed(availability: Availability, holdsUntilMs: number): TimedAvailability {
  return Object.freeze({ availability: Object.freeze(availability), holdsUntilMs })
}
