/** When a report is sent, by the local clock. */
export type Rhythm = {
  readonly every: 'day' | 'week'
  /** Of a weekly one: 1 is Monday. */
  readonly weekday: number
  /** `HH:MM`. */
  readonly at: string
  readonly zone: string
}

/** The local dates on which a report was due and is no more, to the latest that counts. */
const MISSED_MAX = { day: 7, week: 4 } as const

/** When the report of a local date is due: at its time of day; at one that the clock skips, as much later. */
export function dueAtMs({ at, zone }: Rhythm, date: string): number {
  const timeZone = zone
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) })
    .epochMilliseconds
}

/** The first date after another on which a report is due. */
export function nextDueDate({ every, weekday }: Rhythm, after: string): string {
  const next = Temporal.PlainDate.from(after).add({ days: 1 })
  if (every === 'day') return next.toString()
  return next.add({ days: (weekday - next.dayOfWeek + 7) % 7 }).toString()
}

/** The last date on which a report was due until an instant. */
export function lastDueDate(rhythm: Rhythm, nowMs: number): string {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs)).toZonedDateTimeISO(rhythm.zone)
  const today = now.toPlainDate().toString()
  const date = dueAtMs(rhythm, today) <= nowMs ? today : now.toPlainDate().subtract({ days: 1 }).toString()
  if (rhythm.every === 'day') return date
  const { dayOfWeek } = Temporal.PlainDate.from(date)
  const days = (dayOfWeek - rhythm.weekday + 7) % 7
  return Temporal.PlainDate.from(date).subtract({ days }).toString()
}

/**
 * The next date that is due after the last one that was seen to: of those missed meanwhile, the oldest; more than seven daily or
 * four weekly ones are not made up for. `null`: none is due.
 */
export function dueDate(rhythm: Rhythm, lastDue: string, nowMs: number): string | null {
  const latest = Temporal.PlainDate.from(lastDueDate(rhythm, nowMs))
  const length = rhythm.every === 'day' ? { days: MISSED_MAX.day } : { weeks: MISSED_MAX.week }
  const floor = latest.subtract(length)
  const seen = Temporal.PlainDate.from(lastDue)
  const from = Temporal.PlainDate.compare(seen, floor) < 0 ? floor : seen
  const date = nextDueDate(rhythm, from.toString())
  return Temporal.PlainDate.compare(date, latest) > 0 ? null : date
}

/** The period of the report that is due on a date: the day, or the seven days, before it. */
export function periodBefore({ every }: Rhythm, date: string): { readonly from: string; readonly to: string } {
  const from = Temporal.PlainDate.from(date).subtract({ days: every === 'day' ? 1 : 7 })
  return { from: from.toString(), to: date }
}
