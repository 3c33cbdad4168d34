import { RoutingError } from '@rightful/contract'

/** A local day: its date, and when it begins, in epoch milliseconds. */
export type Day = { readonly date: string; readonly fromMs: number }

/** Whole local days, one after the other. */
export type Period = {
  readonly from: string
  /** The day after the last one. */
  readonly to: string
  readonly zone: string
  readonly fromMs: number
  /** Exclusive. */
  readonly untilMs: number
  readonly days: readonly Day[]
}

/** The longest period that a report may have. */
export const DAYS_MAX = 366

/** What was asked of a period, and what it is where nothing was. */
export type PeriodAsk = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly zone: string
  readonly days: number
  readonly daysMax?: number | undefined
  readonly looksAhead?: boolean | undefined
  readonly nowMs: number
}

/** The period that is meant. Throws `report_invalid` where the zone is unknown, or the days are none, or too many. */
export function readPeriod(ask: PeriodAsk): Period {
  const { zone, days, looksAhead = false, daysMax = DAYS_MAX } = ask
  requireZone(zone)
  const today = dateAt(ask.nowMs, zone)
  const length = { days }
  let { from, to } = ask
  if (from === undefined && to === undefined) [from, to] = looksAhead ? [today, undefined] : [undefined, today]
  const first = Temporal.PlainDate.from(
    from ??
      dateOf(to ?? today)
        .subtract(length)
        .toString(),
  )
  const end = to === undefined ? first.add(length) : dateOf(to)
  const count = first.until(end, { largestUnit: 'days' }).days
  if (count < 1) throw invalidPeriod('query/to', 'is not after `from`', 'Name the day after the last one.')
  if (count > daysMax)
    throw invalidPeriod('query/from', `begins ${count} days before \`to\``, `Ask for at most ${daysMax} days.`)
  return periodOf(first, { count, zone })
}

function periodOf(
  first: Temporal.PlainDate,
  { count, zone }: { readonly count: number; readonly zone: string },
): Period {
  const days = Array.from({ length: count + 1 }, (_, index): Day => {
    const date = first.add({ days: index })
    return { date: date.toString(), fromMs: date.toZonedDateTime(zone).epochMilliseconds }
  })
  const [start] = days
  const end = days.pop()
  if (start === undefined || end === undefined) throw new Error('A period has a day.')
  return { from: start.date, to: end.date, zone, fromMs: start.fromMs, untilMs: end.fromMs, days }
}

/** The local date of an instant. */
export function dateAt(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** Throws `report_invalid` where there is no such zone. */
export function requireZone(zone: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
  } catch (cause) {
    const items = [{ where: 'zone', what: `${zone} is no zone`, mend: 'Name one such as Europe/Berlin.' }]
    throw new RoutingError('report_invalid', {}, { items, cause })
  }
}

function dateOf(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

function invalidPeriod(where: string, what: string, mend: string): RoutingError {
  return new RoutingError('report_invalid', {}, { items: [{ where, what, mend }] })
}
