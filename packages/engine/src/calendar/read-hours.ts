import type { CalendarFault } from './calendar-fault.ts'
import { DAY_SECONDS } from './calendar-range.ts'
import type { CalendarSpec, DayInterval, Weekday } from './calendar.ts'

/** An interval of one date's hours: seconds of its wall clock; past `DAY_SECONDS` they belong to the next date. */
export type ClockSpan = { readonly fromSecond: number; readonly toSecond: number }

/** Weekdays by ISO number less one. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]

const WEEK_SECONDS = 7 * DAY_SECONDS
const TIME = /^(\d{2}):(\d{2})(?::(\d{2}))?$/

/** Reads weekly hours into one list for each weekday, Monday first; every fault goes into `faults`. */
export function readWeek(hours: CalendarSpec['hours'], faults: CalendarFault[]): readonly (readonly ClockSpan[])[] {
  if (hours === 'always') return WEEKDAYS.map(() => [{ fromSecond: 0, toSecond: DAY_SECONDS }])
  if (typeof hours !== 'object' || hours === null) {
    faults.push({
      code: 'calendar_hours_malformed',
      where: 'hours',
      what: `${String(hours)} is neither weekdays nor "always"`,
      mend: 'give a list of intervals for each of mon … sun, or "always"',
    })
    return WEEKDAYS.map(() => [])
  }
  const known: readonly string[] = WEEKDAYS
  for (const day of Object.keys(hours)) {
    if (known.includes(day)) continue
    faults.push({
      code: 'calendar_hours_malformed',
      where: `hours.${day}`,
      what: `${day} is no weekday`,
      mend: `use ${WEEKDAYS.join(', ')}`,
    })
  }
  const week = WEEKDAYS.map((day) => readHours(hours[day] ?? [], `hours.${day}`, faults))
  findOverlapsOfDays(week, faults)
  return week
}

/** Reads the intervals of one date, in order of time. Those that cannot be read are left out and told in `faults`. */
export function readHours(
  intervals: readonly DayInterval[],
  where: string,
  faults: CalendarFault[],
): readonly ClockSpan[] {
  if (!Array.isArray(intervals)) {
    faults.push({
      code: 'calendar_hours_malformed',
      where,
      what: 'the hours of a day are not a list',
      mend: 'write a list of intervals: [{ from: "09:00", to: "17:00" }]',
    })
    return []
  }
  const spans: ClockSpan[] = []
  intervals.forEach((interval, position) => {
    const fromSecond = readTime(interval?.from, `${where}[${position}].from`, faults)
    const toSecond = readTime(interval?.to, `${where}[${position}].to`, faults)
    if (fromSecond === null || toSecond === null) return
    spans.push({ fromSecond, toSecond: toSecond <= fromSecond ? toSecond + DAY_SECONDS : toSecond })
  })
  spans.sort((a, b) => a.fromSecond - b.fromSecond)
  for (const [position, span] of spans.entries()) {
    const before = spans[position - 1]
    if (before === undefined || before.toSecond <= span.fromSecond) continue
    faults.push({
      code: 'calendar_hours_overlap',
      where,
      what: `${describe(before)} and ${describe(span)} overlap`,
      mend: 'join them into one interval, or move one',
    })
  }
  return spans
}

function readTime(text: string | undefined, where: string, faults: CalendarFault[]): number | null {
  const parts = typeof text === 'string' ? TIME.exec(text) : null
  const [hour, minute, second] =
    parts === null ? [99, 99, 99] : [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? '0')]
  const seconds = hour * 3600 + minute * 60 + second
  const isEnd = where.endsWith('.to')
  if (minute < 60 && second < 60 && (hour < 24 || (isEnd && seconds === DAY_SECONDS))) return seconds
  const isMidnight = seconds === DAY_SECONDS
  faults.push({
    code: 'calendar_hours_malformed',
    where,
    what: text === undefined ? 'the time is missing' : `${JSON.stringify(text)} is not a time of day`,
    mend: isMidnight
      ? 'a day starts at 00:00; 24:00 can only be an end'
      : 'write HH:MM, from 00:00 to 23:59 (24:00 as an end)',
  })
  return null
}

/** A shift past midnight may run into the next weekday's first interval; Sunday's runs into Monday's. */
function findOverlapsOfDays(week: readonly (readonly ClockSpan[])[], faults: CalendarFault[]): void {
  for (const [index, spans] of week.entries()) {
    const last = spans.at(-1)
    if (last === undefined || last.toSecond <= DAY_SECONDS) continue
    const nextDay = (index + 1) % 7
    const first = week[nextDay][0]
    if (first === undefined || last.toSecond - DAY_SECONDS <= first.fromSecond) continue
    faults.push({
      code: 'calendar_hours_overlap',
      where: `hours.${WEEKDAYS[nextDay]}[0]`,
      what: `${describe(last)} of ${WEEKDAYS[index]} runs into ${describe(first)} of ${WEEKDAYS[nextDay]}`,
      mend: 'end the first earlier, or start the second later',
    })
  }
}

function describe(span: ClockSpan): string {
  return `${clock(span.fromSecond)}–${clock(span.toSecond > DAY_SECONDS ? span.toSecond - DAY_SECONDS : span.toSecond)}`
}

function clock(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
  return parts
    .slice(0, parts[2] === 0 ? 2 : 3)
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** Whether the week leaves no moment closed, or none open. */
export function weekKind(week: readonly (readonly ClockSpan[])[]): 'open' | 'closed' | 'mixed' {
  // Faultless hours never overlap, so lengths add up.
  const openSeconds = week.flat().reduce((sum, span) => sum + span.toSecond - span.fromSecond, 0)
  if (openSeconds === 0) return 'closed'
  return openSeconds === WEEK_SECONDS ? 'open' : 'mixed'
}
