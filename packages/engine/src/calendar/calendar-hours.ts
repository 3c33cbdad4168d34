import { DAY_SECONDS } from './calendar-range.ts'
import type { Absence } from './read-absences.ts'
import { weekdayOf } from './read-date.ts'
import type { ClockSpan } from './read-hours.ts'

/** A calendar as it was read: everything that decides when it is open. */
export type CalendarHours = {
  readonly zone: string
  /** Monday first. */
  readonly week: readonly (readonly ClockSpan[])[]
  readonly weekKind: 'open' | 'closed' | 'mixed'
  /** Overrides and holidays, by days since 1970-01-01. */
  readonly dates: ReadonlyMap<number, readonly ClockSpan[]>
  /** The keys of `dates`, ascending. */
  readonly dateList: readonly number[]
  /** In order of time, without overlap. */
  readonly absences: readonly Absence[]
}

/**
 * When a local date is open by its wall clock, absences aside: spans within the day, apart and in order. A date with
 * an override or a holiday is open exactly as that says; any other has its weekday's hours and what runs in from
 * the evening before.
 */
export function spansOn(hours: CalendarHours, epochDay: number): readonly ClockSpan[] {
  const own = hours.dates.get(epochDay)
  if (own !== undefined) return own.map(untilMidnight)
  const before = hours.dates.get(epochDay - 1) ?? hours.week[weekdayOf(epochDay - 1) - 1]
  const last = before.at(-1)
  const today = hours.week[weekdayOf(epochDay) - 1].map(untilMidnight)
  if (last === undefined || last.toSecond <= DAY_SECONDS) return today
  return joined([{ fromSecond: 0, toSecond: last.toSecond - DAY_SECONDS }, ...today])
}

function untilMidnight(span: ClockSpan): ClockSpan {
  return span.toSecond <= DAY_SECONDS ? span : { fromSecond: span.fromSecond, toSecond: DAY_SECONDS }
}

/** An override's night may overlap the next morning's weekly hours; together they are open once. */
function joined(spans: readonly ClockSpan[]): readonly ClockSpan[] {
  const [first, ...rest] = spans
  const covered = rest.filter((span) => span.fromSecond <= first.toSecond)
  const toSecond = Math.max(first.toSecond, ...covered.map((span) => span.toSecond))
  return [{ fromSecond: first.fromSecond, toSecond }, ...rest.slice(covered.length)]
}
