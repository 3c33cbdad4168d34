import type { Availability } from '../balance/pool-snapshot.ts'
import { RANGE_END_MS } from '../calendar/calendar-range.ts'
import type { Calendar } from '../calendar/define-calendar.ts'
import { statusAtMs } from '../calendar/status-at.ts'
import type { LivePerson } from './live-person.ts'
import type { LivePool } from './live-pool.ts'

/** The first instant (epoch ms) from `fromMs` on at which the pool's own hours are open; `null` when that never comes. */
export function poolPresentFrom({ calendar }: Pick<LivePool, 'calendar'>, fromMs: number): number | null {
  return calendar === null ? fromMs : workingFrom(calendar, fromMs)
}

/**
 * The first instant (epoch ms) from `fromMs` on at which the person is there as a member of the pool, or, without one, is not absent;
 * `null` when that never comes.
 */
export function personPresentFrom(person: LivePerson, pool: LivePool | null, fromMs: number): number | null {
  if (!person.owner.active) return null
  if (pool === null) return notAbsentFrom(person.calendar, fromMs)
  const seat = pool.seatOf.get(person.owner.id)
  if (seat === undefined) return null
  const memberMs = Math.max(fromMs, seat.entry.fromMs ?? -Infinity)
  const presentMs = pool.pool.respectHours
    ? workingFrom(person.calendar, memberMs)
    : notAbsentFrom(person.calendar, memberMs)
  return presentMs === null || presentMs >= (seat.entry.untilMs ?? Infinity) ? null : presentMs
}

function workingFrom(calendar: Calendar, fromMs: number): number | null {
  if (fromMs >= RANGE_END_MS) return null
  const availability: Availability = statusAtMs(calendar, fromMs).availability
  if (availability.kind === 'available') return fromMs
  return availability.kind === 'absent' || availability.kind === 'off_shift' ? availability.untilMs : null
}

function notAbsentFrom(calendar: Calendar, fromMs: number): number | null {
  let atMs = fromMs
  while (atMs < RANGE_END_MS) {
    const { availability, holdsUntilMs } = statusAtMs(calendar, atMs)
    if (availability.kind !== 'absent') return atMs
    atMs = holdsUntilMs
  }
  return null
}
