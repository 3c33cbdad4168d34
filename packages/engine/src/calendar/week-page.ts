import type { CalendarHours } from './calendar-hours.ts'
import { spansOn } from './calendar-hours.ts'
import { DAY_MS } from './calendar-range.ts'
import { wallClock } from './wall-clock.ts'

/** Length of a page. Pages start at whole multiples of it, so every instant has exactly one. */
export const PAGE_MS = 7 * DAY_MS

/** No zone is further than this from UTC, and a clock change moves no reading further. */
const MARGIN_MS = 2 * DAY_MS

/** When a calendar is open during one week of UTC, worked out. */
export type WeekPage = {
  readonly fromMs: number
  readonly untilMs: number
  /** An opening, its closing, the next opening …, absences taken out, clipped to the week. */
  readonly bounds: Float64Array
  /** How long it is open in all. */
  readonly openMs: number
}

/** Works out the page that starts at `fromMs`. */
export function buildWeekPage(hours: CalendarHours, fromMs: number): WeekPage {
  const untilMs = fromMs + PAGE_MS
  const bounds = withoutAbsences(hours, weekBounds(hours, fromMs))
  let openMs = 0
  for (let index = 0; index < bounds.length; index += 2) openMs += bounds[index + 1] - bounds[index]
  return { fromMs, untilMs, bounds: Float64Array.from(bounds), openMs }
}

function weekBounds(hours: CalendarHours, fromMs: number): readonly number[] {
  const untilMs = fromMs + PAGE_MS
  const instantOf = wallClock(hours.zone, fromMs - MARGIN_MS, untilMs + MARGIN_MS)
  const firstDay = Math.floor(fromMs / DAY_MS)
  const bounds: number[] = []
  // Local dates may begin a day before the week of UTC, or end a day after it.
  for (let day = firstDay - 1; day <= firstDay + 8; day += 1) {
    for (const span of spansOn(hours, day)) {
      const opens = Math.max(instantOf(day * DAY_MS + span.fromSecond * 1000), fromMs)
      const closes = Math.min(instantOf(day * DAY_MS + span.toSecond * 1000), untilMs)
      // Nothing is left of a span outside the week, or of one that a clock change jumps over.
      if (opens >= closes) continue
      if (bounds.at(-1) === opens) bounds.pop()
      else bounds.push(opens)
      bounds.push(closes)
    }
  }
  return bounds
}

function withoutAbsences(hours: CalendarHours, bounds: readonly number[]): readonly number[] {
  if (hours.absences.length === 0 || bounds.length === 0) return bounds
  const kept: number[] = []
  let position = firstEndingAfter(hours, bounds[0])
  for (let index = 0; index < bounds.length; index += 2) {
    let openMs = bounds[index]
    const closeMs = bounds[index + 1]
    while (position < hours.absences.length && hours.absences[position].untilMs <= openMs) position += 1
    for (let next = position; next < hours.absences.length; next += 1) {
      const absence = hours.absences[next]
      if (absence.fromMs >= closeMs) break
      if (absence.fromMs > openMs) kept.push(openMs, absence.fromMs)
      openMs = Math.max(openMs, absence.untilMs)
    }
    if (openMs < closeMs) kept.push(openMs, closeMs)
  }
  return kept
}

/** Index of the first absence that ends after the instant. */
export function firstEndingAfter(hours: CalendarHours, epochMs: number): number {
  let low = 0
  let high = hours.absences.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (hours.absences[middle].untilMs <= epochMs) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the ascending numbers are at or before `epochMs`. Odd, in a page's bounds, means open. */
export function countUntil(ascending: Float64Array, epochMs: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] <= epochMs) low = middle + 1
    else high = middle
  }
  return low
}
