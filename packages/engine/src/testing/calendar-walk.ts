import type { CalendarSpec, DayInterval } from '../calendar/calendar.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What a person does in one minute, found by looking at the clock on the wall. */
type Minute = { readonly isOpen: boolean; readonly note: string | null }

/**
 * The slow truth about a calendar whose hours are whole minutes: somebody sits before a local clock and writes down,
 * minute by minute, whether the calendar is open. Where the clock is set back, they go by the highest time it has shown.
 */
export class CalendarWalk {
  readonly fromMs: number
  readonly untilMs: number
  readonly #minutes: readonly Minute[]

  constructor(spec: CalendarSpec, fromMs: number, untilMs: number) {
    this.fromMs = fromMs
    this.untilMs = untilMs
    const minutes: Minute[] = []
    const absences = (spec.absences ?? []).map((absence) => ({
      from: momentOf(absence.from),
      until: absence.until === null ? null : momentOf(absence.until),
      note: absence.note ?? '',
    }))
    const begun = new Set<number>()
    const dayOf = dayReader(spec)
    let shownMs = -Infinity
    // Two days earlier, so that a clock set back just before the walk is known.
    for (let atMs = fromMs - 2 * DAY_MS; atMs < untilMs; atMs += MINUTE_MS) {
      const offsetNs = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(spec.zone).offsetNanoseconds
      shownMs = Math.max(shownMs, atMs + offsetNs / 1_000_000)
      const hasCome = (moment: Moment): boolean => (moment.isInstant ? atMs : shownMs) >= moment.ms
      for (const [position, absence] of absences.entries()) {
        if (hasCome(absence.from)) begun.add(position)
      }
      if (atMs < fromMs) continue
      // A set keeps the order of entry: of the absences that hold, the one that began first is said.
      const holding = [...begun]
        .map((position) => absences[position])
        .find(({ until }) => until === null || !hasCome(until))
      const note = holding === undefined ? null : holding.note
      minutes.push({ isOpen: note === null && isWithinHours(dayOf, shownMs), note })
    }
    this.#minutes = minutes
  }

  isOpen(epochMs: number): boolean {
    return this.#minute(epochMs).isOpen
  }

  note(epochMs: number): string | null {
    return this.#minute(epochMs).note
  }

  /** The first instant from this one on at which the calendar is open (or closed); `null` beyond the walk. */
  next(epochMs: number, isOpen: boolean): number | null {
    for (let atMs = epochMs; atMs < this.untilMs; atMs = this.#minuteEnd(atMs)) {
      if (this.isOpen(atMs) === isOpen) return atMs
    }
    return null
  }

  between(fromMs: number, untilMs: number): number {
    let sum = 0
    for (let atMs = fromMs; atMs < untilMs; atMs = this.#minuteEnd(atMs)) {
      if (this.isOpen(atMs)) sum += Math.min(this.#minuteEnd(atMs), untilMs) - atMs
    }
    return sum
  }

  /** `null` beyond the walk. */
  add(fromMs: number, ms: number): number | null {
    if (ms === 0) return this.next(fromMs, true)
    let leftMs = Math.abs(ms)
    let atMs = fromMs
    while (ms > 0 ? atMs < this.untilMs : atMs > this.fromMs) {
      const startMs = ms > 0 ? atMs : Math.floor((atMs - 1) / MINUTE_MS) * MINUTE_MS
      const endMs = ms > 0 ? this.#minuteEnd(atMs) : atMs
      if (this.isOpen(startMs)) {
        if (leftMs <= endMs - startMs) return ms > 0 ? startMs + leftMs : endMs - leftMs
        leftMs -= endMs - startMs
      }
      atMs = ms > 0 ? endMs : startMs
    }
    return null
  }

  #minuteEnd(epochMs: number): number {
    return (Math.floor(epochMs / MINUTE_MS) + 1) * MINUTE_MS
  }

  #minute(epochMs: number): Minute {
    return this.#minutes[Math.floor((epochMs - this.fromMs) / MINUTE_MS)]
  }
}

/** The hours of one date: minutes of its clock, and whether an override or a holiday sets them. */
type Day = { readonly isDated: boolean; readonly spans: readonly (readonly [number, number])[] }

function isWithinHours(dayOf: (epochDay: number) => Day, shownMs: number): boolean {
  const epochDay = Math.floor(shownMs / DAY_MS)
  const minute = (shownMs - epochDay * DAY_MS) / MINUTE_MS
  const { isDated, spans } = dayOf(epochDay)
  if (spans.some(([from, to]) => from <= minute && minute < to)) return true
  return !isDated && dayOf(epochDay - 1).spans.some(([from, to]) => from <= minute + 1440 && minute + 1440 < to)
}

function dayReader(spec: CalendarSpec): (epochDay: number) => Day {
  const read = new Map<number, Day>()
  return (epochDay) => {
    const known = read.get(epochDay)
    if (known !== undefined) return known
    const date = new Temporal.PlainDate(1970, 1, 1).add({ days: epochDay })
    const override = (spec.overrides ?? []).find((candidate) => candidate.date === date.toString())
    const isHoliday = (spec.holidays ?? []).some((holiday) => holiday.date === date.toString())
    const hours = override?.hours ?? (isHoliday ? [] : weeklyHours(spec, date.dayOfWeek))
    const day = { isDated: override !== undefined || isHoliday, spans: hours.map(minutesOf) }
    read.set(epochDay, day)
    return day
  }
}

function weeklyHours(spec: CalendarSpec, dayOfWeek: number): readonly DayInterval[] {
  if (spec.hours === 'always') return [{ from: '00:00', to: '24:00' }]
  return spec.hours[WEEKDAYS[dayOfWeek - 1]] ?? []
}

function minutesOf(interval: DayInterval): readonly [number, number] {
  const from = minuteOf(interval.from)
  const to = minuteOf(interval.to)
  return [from, to <= from ? to + 1440 : to]
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number)
  return hour * 60 + minute
}

/** A date, a local time or an instant: what UTC, or the local clock, must have reached. */
type Moment = { readonly isInstant: boolean; readonly ms: number }

function momentOf(text: string): Moment {
  if (text.endsWith('Z')) return { isInstant: true, ms: Temporal.Instant.from(text).epochMilliseconds }
  return { isInstant: false, ms: Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').epochMilliseconds }
}
