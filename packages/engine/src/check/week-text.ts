const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const DAY_MINUTES = 1_440
const WEEK_MINUTES = 7 * DAY_MINUTES

/** Stretches shown; of more, how many others. */
const STRETCHES_SHOWN = 8

/** Minutes of the local week, counted from Monday's midnight; the end may lie in the next week. */
type Stretch = { readonly from: number; readonly until: number }

/**
 * Intervals of one week as a person says them in the zone: `Mon–Thu 18:00–09:00; Fri 18:00–Mon 09:00`. In a usual week,
 * which repeats, its end runs on into its beginning.
 */
export function weekText(
  intervals: readonly { readonly from: Temporal.Instant; readonly until: Temporal.Instant }[],
  zone: string,
  isUsual: boolean,
): string {
  const stretches = intervals.map(({ from, until }): Stretch => {
    const start = minuteOf(from, zone)
    const end = minuteOf(until, zone)
    return { from: start, until: end > start ? end : end + WEEK_MINUTES }
  })
  const joined = isUsual ? joinEnds(stretches) : stretches
  if (joined.some(({ from, until }) => until - from >= WEEK_MINUTES)) return 'at any hour'
  const texts = group(joined)
  const more = texts.length - STRETCHES_SHOWN
  return [...texts.slice(0, STRETCHES_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

function minuteOf(instant: Temporal.Instant, zone: string): number {
  const local = instant.toZonedDateTimeISO(zone)
  return (local.dayOfWeek - 1) * DAY_MINUTES + local.hour * 60 + local.minute
}

/** What reaches the end of the week and what starts it are one. */
function joinEnds(stretches: readonly Stretch[]): readonly Stretch[] {
  const first = stretches[0]
  const last = stretches[stretches.length - 1]
  if (first === undefined || last === undefined || first === last || last.until % WEEK_MINUTES !== first.from)
    return stretches
  return [...stretches.slice(1, -1), { from: last.from, until: last.until + first.until - first.from }]
}

/** Stretches of the same times are said at once, with their days. */
function group(stretches: readonly Stretch[]): readonly string[] {
  const daysByTimes = new Map<string, number[]>()
  for (const { from, until } of stretches) {
    const times = `${clock(from)}–${until - from > DAY_MINUTES ? `${dayName(until)} ` : ''}${clock(until, true)}`
    const known = daysByTimes.get(times) ?? []
    daysByTimes.set(times, [...known, Math.floor(from / DAY_MINUTES) % 7])
  }
  return [...daysByTimes].map(([times, of]) => `${daysText(of)} ${times}`)
}

/** `Mon–Fri`, `Tue, Thu–Sat`: days in a row by their ends, two of them one by one. */
function daysText(of: readonly number[]): string {
  const runs: number[][] = []
  for (const day of [...new Set(of)].toSorted((a, b) => a - b)) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last[last.length - 1] + 1 === day) last.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) => (run.length < 3 ? run.map((day) => days[day]) : [`${days[run[0]]}–${days[run[run.length - 1]]}`]))
    .join(', ')
}

/** The day on which a stretch ends; one that ends at midnight ends on the day before. */
function dayName(until: number): string {
  return days[Math.floor((until - 1) / DAY_MINUTES) % 7]
}

/** `09:00`; as an end, midnight is `24:00`. */
function clock(minute: number, isEnd = false): string {
  const ofDay = minute % DAY_MINUTES
  if (isEnd && ofDay === 0) return '24:00'
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}
