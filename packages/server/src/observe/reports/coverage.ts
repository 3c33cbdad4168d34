import {
  calendarOf,
  coverage as coverageOf,
  type CoverageHour,
  type Pool,
  type PoolMember,
  type Roster,
} from '@rightful/engine'
import { readRoster } from '../../control/people/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { countArrivals } from './queries.ts'
import { countOf, figureOf, type Report, type ReportAsk, type ReportRow, textOf } from './report.ts'

/** Weeks whose arrivals are the forecast. */
const WEEKS = 4

/** Who is there, hour by hour, and how many leads are to be expected. */
export const coverage: Report = {
  name: 'coverage',
  title: 'Who is on shift each hour of a week, and what to expect',
  groups: [],
  groupsByDefault: [],
  daysByDefault: 7,
  daysMax: 7,
  looksAhead: true,
  reads: [],
  columns: [
    textOf('pool_id', 'The pool.'),
    textOf('day', 'Local date.'),
    countOf('weekday', '1 is Monday.'),
    countOf('hour', '0 to 23, local; one that the clock skips is left out.'),
    countOf('on_shift', 'Members on shift for the whole hour, by hours, absences and holidays known now.'),
    { name: 'owners', kind: 'list', meaning: 'Who they are.' },
    countOf('partly', 'Members on shift for a part of it.'),
    figureOf('uncovered_seconds', 'For how long nobody is, though the pool is open.'),
    figureOf('expected_leads', `Leads of the pool a week in this hour of the week, mean of the ${WEEKS} weeks before.`),
  ],
  rows: async (db, ask) => {
    const { workspaceId, desk, filter } = ask
    const roster = await readRoster(db, workspaceId, desk.rosterVersion)
    const expected = await expectLeads(db, ask)
    return roster.pools
      .filter(({ id, active }) => active && (filter.pool_id === undefined || filter.pool_id === id))
      .flatMap((pool) => rowsOfPool(pool, { roster, ask, expected }))
  },
}

type Surroundings = {
  readonly roster: Roster
  readonly ask: ReportAsk
  readonly expected: (poolId: string, weekday: number, hour: number) => number
}

function rowsOfPool(pool: Pool, { roster, ask, expected }: Surroundings): readonly ReportRow[] {
  const { period } = ask
  const owners = new Map(roster.owners.map((owner) => [owner.id, owner]))
  const members = pool.members.flatMap((member) => {
    const owner = owners.get(member.ownerId)
    if (owner === undefined || !owner.active) return []
    const { calendar: spec } = owner
    const hours = pool.respectHours ? spec : { zone: spec.zone, hours: 'always' as const }
    return [{ ownerId: owner.id, calendar: calendarOf(withMembership(hours, member)) }]
  })
  const within = pool.calendar === null ? {} : { within: calendarOf(pool.calendar) }
  const { hours } = coverageOf(members, Temporal.PlainDate.from(period.from), { zone: period.zone, ...within })
  const dates = new Set(period.days.map(({ date }) => date))
  const asked = (id: string): boolean => ask.filter.owner_id === undefined || ask.filter.owner_id === id
  return hours
    .filter(({ date }) => dates.has(date))
    .map((hour: CoverageHour) => ({
      pool_id: pool.id,
      day: hour.date,
      weekday: hour.weekday,
      hour: hour.hour,
      on_shift: hour.onShift.filter(asked).length,
      owners: hour.onShift.filter(asked),
      partly: hour.partly.filter(asked).length,
      uncovered_seconds: hour.uncoveredSeconds,
      expected_leads: expected(pool.id, hour.weekday, hour.hour),
    }))
}

/** Nobody is there for a pool before they join it, and after they have left. */
function withMembership(spec: Parameters<typeof calendarOf>[0], { fromMs, untilMs }: PoolMember): typeof spec {
  if (fromMs === null && untilMs === null) return spec
  const before = fromMs === null ? [] : [{ from: '1901-01-01', until: instantOf(fromMs) }]
  const after = untilMs === null ? [] : [{ from: instantOf(untilMs), until: null }]
  return { ...spec, absences: [...(spec.absences ?? []), ...before, ...after] }
}

function instantOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

/** The mean arrivals of each hour of the week, by pool, of the whole weeks before the period, or before now where it lies ahead. */
async function expectLeads(
  db: Queryable,
  { workspaceId, period, asOfMs }: ReportAsk,
): Promise<Surroundings['expected']> {
  const { zone } = period
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(asOfMs)).toZonedDateTimeISO(zone).toPlainDate()
  const first = Temporal.PlainDate.from(period.from)
  const end = Temporal.PlainDate.compare(first, today) < 0 ? first : today
  const slots = hourSlots(end.subtract({ weeks: WEEKS }), { days: WEEKS * 7, zone })
  const arrivals = await countArrivals(db, {
    workspaceId,
    slotsMs: [...slots.map(({ fromMs }) => fromMs), endOf(end, zone)],
  })
  const sums = new Map<string, number>()
  for (const { poolId, slot, leads } of arrivals) {
    const of = slots[slot - 1]
    if (of === undefined || poolId === null) continue
    const key = keyOf(poolId, of.weekday, of.hour)
    sums.set(key, (sums.get(key) ?? 0) + leads)
  }
  return (poolId, weekday, hour) => (sums.get(keyOf(poolId, weekday, hour)) ?? 0) / WEEKS
}

function keyOf(poolId: string, weekday: number, hour: number): string {
  return JSON.stringify([poolId, weekday, hour])
}

function endOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds
}

/** The hours that the local clock shows, as half-open slots in order: one that it shows twice is one slot, one that it skips is none. */
function hourSlots(
  start: Temporal.PlainDate,
  { days, zone }: { readonly days: number; readonly zone: string },
): readonly { readonly fromMs: number; readonly weekday: number; readonly hour: number }[] {
  const slots = Array.from({ length: days * 24 }, (_, index) => {
    const date = start.add({ days: Math.floor(index / 24) })
    const hour = index % 24
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) })
    return { fromMs: at.epochMilliseconds, weekday: date.dayOfWeek, hour }
  })
  return slots.filter((slot, index) => slot.fromMs < (slots[index + 1]?.fromMs ?? Infinity))
}
