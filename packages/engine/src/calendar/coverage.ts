import { DAY_MS, checkRange } from './calendar-range.ts'
import type { Calendar } from './define-calendar.ts'
import { weekdayOf } from './read-date.ts'
import { Timeline } from './timeline.ts'
import { wallClock } from './wall-clock.ts'
import { openMsWithin } from './working-time-between.ts'

const HOUR_MS = 3_600_000
const MARGIN_MS = 2 * DAY_MS

export type CoverageOptions = {
  /** The zone whose week and hours are meant. */
  readonly zone: string
  /** `true`: the plain week alone; overrides, holidays and absences are left aside. */
  readonly usualWeek?: boolean
  /** The pool's own hours: while it is closed, nobody is missed. */
  readonly within?: Calendar
}

/** One hour of the wall clock. It lasts two hours where the clock shows it twice; one the clock skips is left out. */
export type CoverageHour = {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string
  /** 1 (Monday) … 7. */
  readonly weekday: number
  /** 0 … 23. */
  readonly hour: number
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  /** Who is on shift throughout, in the order given. */
  readonly onShift: readonly string[]
  /** Who is on shift for a part of it. */
  readonly partly: readonly string[]
  /** For how much of it somebody is missed: nobody is on shift, though the pool is open. */
  readonly uncoveredSeconds: number
}

export type Coverage = {
  readonly hours: readonly CoverageHour[]
  /** When nobody is on shift, to the millisecond; half-open, in order of time. */
  readonly gaps: readonly { readonly from: Temporal.Instant; readonly until: Temporal.Instant }[]
}

type WallHour = Interval & { readonly date: string; readonly weekday: number; readonly hour: number }

type Interval = { readonly fromMs: number; readonly untilMs: number }

/** Who is on shift at each hour of the seven days from the local date `weekStart`, and when nobody is. */
export function coverage(
  members: readonly { readonly ownerId: string; readonly calendar: Calendar }[],
  weekStart: Temporal.PlainDate,
  options: CoverageOptions,
): Coverage {
  const shifts = members.map(({ ownerId, calendar }) => ({ ownerId, timeline: timelineFor(calendar, options) }))
  const hours = hoursOfWeek(weekStart, options.zone)
  const week = { fromMs: hours[0].fromMs, untilMs: hours[hours.length - 1].untilMs }
  const alone = gapsOf(
    shifts.map((shift) => shift.timeline),
    week,
  )
  const gaps = options.within === undefined ? alone : openPartsOf(timelineFor(options.within, options), alone)
  return {
    hours: hours.map((hour) => {
      const shares = shifts.map(({ ownerId, timeline }) => ({
        ownerId,
        openMs: openMsWithin(timeline, hour.fromMs, hour.untilMs),
      }))
      const lengthMs = hour.untilMs - hour.fromMs
      return {
        date: hour.date,
        weekday: hour.weekday,
        hour: hour.hour,
        from: Temporal.Instant.fromEpochMilliseconds(hour.fromMs),
        until: Temporal.Instant.fromEpochMilliseconds(hour.untilMs),
        onShift: shares.filter((share) => share.openMs === lengthMs).map((share) => share.ownerId),
        partly: shares.filter((share) => share.openMs > 0 && share.openMs < lengthMs).map((share) => share.ownerId),
        uncoveredSeconds: gaps.reduce((sum, gap) => sum + sharedMs(gap, hour), 0) / 1000,
      }
    }),
    gaps: gaps.map(({ fromMs, untilMs }) => ({
      from: Temporal.Instant.fromEpochMilliseconds(fromMs),
      until: Temporal.Instant.fromEpochMilliseconds(untilMs),
    })),
  }
}

function timelineFor(calendar: Calendar, options: CoverageOptions): Timeline {
  if (options.usualWeek !== true) return calendar.timeline
  return new Timeline({ ...calendar.timeline.hours, dates: new Map(), dateList: [], absences: [] })
}

function hoursOfWeek(weekStart: Temporal.PlainDate, zone: string): readonly WallHour[] {
  const startMs = weekStart.toZonedDateTime('UTC').epochMilliseconds
  checkRange(startMs)
  const instantOf = wallClock(zone, startMs - MARGIN_MS, startMs + 7 * DAY_MS + MARGIN_MS)
  return Array.from({ length: 7 * 24 }, (_, index) => {
    const epochDay = startMs / DAY_MS + Math.floor(index / 24)
    return {
      date: weekStart.add({ days: Math.floor(index / 24) }).toString(),
      weekday: weekdayOf(epochDay),
      hour: index % 24,
      fromMs: instantOf(startMs + index * HOUR_MS),
      untilMs: instantOf(startMs + (index + 1) * HOUR_MS),
    }
  }).filter((hour) => hour.fromMs < hour.untilMs)
}

/** The parts of the interval in which every timeline is closed. */
function gapsOf(timelines: readonly Timeline[], week: Interval): readonly Interval[] {
  const gaps: Interval[] = []
  let atMs = week.fromMs
  while (atMs < week.untilMs) {
    const fromMs = coveredUntil(timelines, atMs, week.untilMs)
    const untilMs = Math.min(week.untilMs, ...timelines.map((timeline) => timeline.openingFrom(fromMs) ?? Infinity))
    if (fromMs < untilMs) gaps.push({ fromMs, untilMs })
    atMs = untilMs
  }
  return gaps
}

/** From an instant on, how far shifts that take over from each other reach. */
function coveredUntil(timelines: readonly Timeline[], fromMs: number, limitMs: number): number {
  let reachedMs = fromMs
  for (;;) {
    const startMs = reachedMs
    for (const timeline of timelines) reachedMs = timeline.closingFrom(reachedMs) ?? limitMs
    if (reachedMs === startMs || reachedMs >= limitMs) return Math.min(reachedMs, limitMs)
  }
}

function openPartsOf(pool: Timeline, gaps: readonly Interval[]): readonly Interval[] {
  const parts: Interval[] = []
  for (const gap of gaps) {
    let opensMs = pool.openingFrom(gap.fromMs)
    while (opensMs !== null && opensMs < gap.untilMs) {
      const closesMs = pool.closingFrom(opensMs) ?? Infinity
      parts.push({ fromMs: opensMs, untilMs: Math.min(closesMs, gap.untilMs) })
      opensMs = closesMs < gap.untilMs ? pool.openingFrom(closesMs) : null
    }
  }
  return parts
}

function sharedMs(a: Interval, b: Interval): number {
  return Math.max(0, Math.min(a.untilMs, b.untilMs) - Math.max(a.fromMs, b.fromMs))
}
