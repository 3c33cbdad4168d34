import fc from 'fast-check'

import type { CalendarSpec, DayInterval, Weekday } from '../calendar/calendar.ts'

const DAY_MINUTES = 1440
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]

/** Zones whose clocks change in unlike ways: by half an hour, at midnight, twice a year and back, by a whole day, never. */
export const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Tehran',
  'America/Caracas',
  'Asia/Gaza',
  'America/Asuncion',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'UTC',
] as const

/** A calendar, and a stretch of time in which its overrides, holidays and absences lie, often with a change of clocks. */
export type CalendarCase = { readonly spec: CalendarSpec; readonly fromMs: number; readonly untilMs: number }

const firstDay = 10_957 // 2000-01-01
const lastDay = 22_645 // 2032-01-01

/** Random calendars of whole minutes, each with a stretch of `days` days. */
export function calendarCases(days: number): fc.Arbitrary<CalendarCase> {
  return fc
    .record({
      zone: fc.constantFrom(...ZONES),
      day: fc.integer({ min: firstDay, max: lastDay }),
      toChange: fc.boolean(),
    })
    .chain(({ zone, day, toChange }) => {
      const start = Temporal.Instant.fromEpochMilliseconds(day * 86_400_000).toZonedDateTimeISO(zone)
      const change = toChange ? start.getTimeZoneTransition('next') : null
      const middleMs = Math.floor((change ?? start).epochMilliseconds / 60_000) * 60_000
      const fromMs = middleMs - (days / 2) * 86_400_000
      const untilMs = middleMs + (days / 2) * 86_400_000
      return specs(zone, fromMs, untilMs).map((spec) => ({ spec, fromMs, untilMs }))
    })
}

function specs(zone: string, fromMs: number, untilMs: number): fc.Arbitrary<CalendarSpec> {
  const days = Math.round((untilMs - fromMs) / 86_400_000)
  const firstDate = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone).toPlainDate()
  const dates = fc.integer({ min: 0, max: days }).map((offset) => firstDate.add({ days: offset }).toString())
  return fc.record({
    zone: fc.constant(zone),
    hours: fc.oneof({ weight: 8, arbitrary: weeks }, { weight: 1, arbitrary: fc.constant('always' as const) }),
    overrides: fc.uniqueArray(fc.record({ date: dates, hours: dayHours }), {
      maxLength: 3,
      selector: (override) => override.date,
    }),
    holidays: fc.array(fc.record({ date: dates }), { maxLength: 3 }),
    absences: fc
      .array(absences(dates, fromMs, untilMs), { maxLength: 3 })
      .map((list) => list.map((absence, index) => ({ ...absence, note: `absence ${index}` }))),
  })
}

/** Points on the circle of the week, two of which make an interval, so that none overlap. */
const weeks = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 7 * 96 - 1 }), { minLength: 2, maxLength: 24, size: 'max' }),
    fc.boolean(),
  )
  .map(([quarters, saysMidnightAs24]) => {
    const points = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15)
    const hours: Partial<Record<Weekday, DayInterval[]>> = {}
    for (let index = 0; index + 1 < points.length; index += 2) {
      const day = Math.floor(points[index] / DAY_MINUTES)
      const from = points[index] % DAY_MINUTES
      const to = Math.min(from + points[index + 1] - points[index], from + DAY_MINUTES)
      const list = (hours[WEEKDAYS[day]] ??= [])
      list.push({ from: clock(from), to: to === DAY_MINUTES && saysMidnightAs24 ? '24:00' : clock(to % DAY_MINUTES) })
    }
    return hours
  })

const dayHours = fc.uniqueArray(fc.integer({ min: 0, max: 130 }), { maxLength: 6 }).map((quarters) => {
  const points = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15)
  const list: DayInterval[] = []
  for (let index = 0; index + 1 < points.length; index += 2) {
    if (points[index] >= DAY_MINUTES) break
    const to = Math.min(points[index + 1], points[index] + DAY_MINUTES)
    list.push({ from: clock(points[index]), to: clock(to % DAY_MINUTES) })
  }
  return list
})

type Bounds = { readonly from: string; readonly until: string | null }

function absences(dates: fc.Arbitrary<string>, fromMs: number, untilMs: number): fc.Arbitrary<Bounds> {
  const minutes = fc.integer({ min: 0, max: (untilMs - fromMs) / 60_000 })
  const instants = minutes.map((minute) => Temporal.Instant.fromEpochMilliseconds(fromMs + minute * 60_000).toString())
  const times = fc.tuple(dates, fc.integer({ min: 0, max: 1439 })).map(([date, minute]) => `${date}T${clock(minute)}`)
  const pairs = fc.oneof(fc.tuple(dates, dates), fc.tuple(instants, instants), fc.tuple(times, times))
  return fc.tuple(pairs, fc.integer({ min: 0, max: 9 })).map(([pair, endless]) => {
    const [from, until] = pair.toSorted()
    return { from, until: endless === 0 ? null : until }
  })
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
