import { coverage } from '../calendar/coverage.ts'
import { type Calendar, defineCalendar, findCalendarFaults } from '../calendar/define-calendar.ts'
import type { CalendarSpec } from '../calendar/calendar.ts'
import type { Pool, Roster } from '../roster/roster.ts'
import { pathOf, usedPools } from './check-pools.ts'
import type { CheckSpace } from './check-space.ts'
import { type Finding, finding } from './finding.ts'
import { memberChances } from './member-chance.ts'
import { weekText } from './week-text.ts'

/** A Monday in no week in which a large zone changes its clocks: the usual week is looked at as it is then. */
const USUAL_WEEK = '2026-01-12'

/** Says of each used pool that respects hours when nobody in it is on shift, though the pool is open. */
export function checkShifts(
  space: CheckSpace,
  roster: Roster,
  at: { readonly weekOf: Temporal.PlainDate | null; readonly atMs: number | null },
): readonly Finding[] {
  const calendars = new Map<CalendarSpec, Calendar | null>()
  const calendarOf = (spec: CalendarSpec): Calendar | null => {
    const known = calendars.get(spec)
    if (known !== undefined) return known
    const made = findCalendarFaults(spec).length === 0 ? defineCalendar(spec) : null
    calendars.set(spec, made)
    return made
  }
  const looksAhead = space.policy.fallback.nobody.lookAheadSeconds > 0
  return usedPools(space, roster)
    .filter(({ respectHours }) => respectHours)
    .flatMap((pool) => {
      const members = memberChances(roster, pool, at.atMs).flatMap(({ owner, because }) => {
        const calendar = owner === null || because !== null ? null : calendarOf(owner.calendar)
        return owner === null || calendar === null ? [] : [{ ownerId: owner.id, calendar }]
      })
      if (members.length === 0) return []
      const within = pool.calendar === null ? null : calendarOf(pool.calendar)
      return checkWeek(pool, { roster, members, within, weekOf: at.weekOf, looksAhead })
    })
}

type Week = {
  readonly roster: Roster
  readonly members: readonly { readonly ownerId: string; readonly calendar: Calendar }[]
  readonly within: Calendar | null
  readonly weekOf: Temporal.PlainDate | null
  readonly looksAhead: boolean
}

function checkWeek(pool: Pool, { roster, members, within, weekOf, looksAhead }: Week): readonly Finding[] {
  const zone = within?.zone ?? mainZone(members.map(({ calendar }) => calendar.zone))
  const usualWeek = weekOf === null
  const options = within === null ? { zone, usualWeek } : { zone, usualWeek, within }
  const { gaps } = coverage(members, weekOf ?? Temporal.PlainDate.from(USUAL_WEEK), options)
  if (gaps.length === 0) return []
  return [
    finding('check_hours_uncovered', {
      severity: 'notice',
      message: `Nobody of the pool \`${pool.id}\` is on shift ${weekText(gaps, zone, usualWeek)} (${zone}${usualWeek ? '' : `, week of ${weekOf.toString()}`}).`,
      hint: looksAhead
        ? 'Leads of these hours go on to the next place; with none left they wait for the next shift if `look_ahead` reaches it.'
        : 'Leads of these hours go on to the next place; `look_ahead` under `fallback.nobody` lets them wait for the next shift.',
      place: pool.place,
      path: pathOf(roster, pool),
    }),
  ]
}

/** The zone of most members; of several, the first. */
function mainZone(zones: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const zone of zones) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first === undefined ? 'UTC' : first[0]
}
