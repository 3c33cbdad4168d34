import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chooseOwner } from '../balance/choose-owner.ts'
import { findRemoval } from '../balance/find-removal.ts'
import type { CalendarSpec, Weekday } from '../calendar/calendar.ts'
import { replayDecision } from '../replay/replay-decision.ts'
import { createRosterState } from '../roster/roster-state.ts'
import type { Cap, Owner, Pool, PoolMember, Roster } from '../roster/roster.ts'
import { openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { Decision } from '../trace/decision.ts'
import type { World } from './world.ts'

const isLong = process.env['RIGHTFUL_LONG'] !== undefined
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const policy = policyFromText('policy: p\nroutes:\n  - { id: all, to: [pool: desk, owner: named] }\n')

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

function hoursOn(days: readonly Weekday[], from: string, to: string): CalendarSpec['hours'] {
  return Object.fromEntries(days.map((each) => [each, [{ from, to }]]))
}

const office: CalendarSpec = { zone: 'UTC', hours: hoursOn(weekdays, '09:00', '17:00') }
const evenings: CalendarSpec = { zone: 'UTC', hours: hoursOn(weekdays, '16:00', '20:00') }
const oneADay: Cap = { kind: 'day', windowSeconds: null, limit: 1, pool: null, segment: null }

function retryOf({ outcome }: Decision): number | null {
  assert.ok(outcome.kind === 'held', outcome.kind)
  return outcome.retryAtMs
}

/** The retry of a second lead, after a first one has gone to whoever is there. */
function secondRetry(person: Partial<Owner>, pool: Partial<Pool> = {}, seat: Partial<PoolMember> = {}): string {
  const roster = rosterOf([someone('ann', person)], [poolOf('desk', [seatFor('ann', 1, seat)], pool)])
  const desk = openDesk(policy, roster)
  assert.equal(desk.route({}).outcome.kind, 'assigned')
  const atMs = retryOf(desk.ask({}))
  return atMs === null ? 'never' : Temporal.Instant.fromEpochMilliseconds(atMs).toString()
}

describe('when a held lead is tried again', () => {
  test('is when the person works again, not when a cap starts anew in the night', () => {
    assert.equal(secondRetry({ calendar: office, caps: [oneADay] }), '2026-11-25T09:00:00Z')
    assert.equal(secondRetry({ caps: [oneADay] }), '2026-11-25T00:00:00Z')
  })

  test('is when the pool is open and the person there', () => {
    assert.equal(secondRetry({ calendar: office, caps: [oneADay] }, { calendar: office }), '2026-11-25T09:00:00Z')
    const roster = rosterOf(
      [someone('ann', { calendar: office })],
      [poolOf('desk', [seatFor('ann')], { calendar: evenings })],
    )
    assert.equal(retryOf(openDesk(policy, roster).ask({})), tuesdayAtTenMs + 6 * hour)
  })

  test('passes an absence on the way', () => {
    const absences = [{ from: '2026-11-25', until: '2026-11-27' }]
    const calendar = { ...office, absences }
    assert.equal(secondRetry({ calendar, caps: [oneADay] }), '2026-11-27T09:00:00Z')
    // Where hours do not count, the end of the absence is enough.
    assert.equal(secondRetry({ calendar, caps: [oneADay] }, { respectHours: false }), '2026-11-27T00:00:00Z')
  })

  test('is never when the membership ends before', () => {
    const untilMs = tuesdayAtTenMs + 10 * hour
    assert.equal(secondRetry({ calendar: office, caps: [oneADay] }, {}, { untilMs }), 'never')
  })

  test('is a look a month later when the hours of pool and person never meet', () => {
    const weekend: CalendarSpec = { zone: 'UTC', hours: hoursOn(['sat', 'sun'], '09:00', '17:00') }
    const roster = rosterOf(
      [someone('ann', { calendar: office })],
      [poolOf('desk', [seatFor('ann')], { calendar: weekend })],
    )
    const saturdayMs = Temporal.Instant.from('2026-11-28T09:00:00Z').epochMilliseconds
    assert.equal(retryOf(openDesk(policy, roster).ask({})), saturdayMs + 30 * day)
  })
})

const interval = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 8 }))
  .map(([from, hours]) => ({ from: clock(from), to: clock(Math.min(24, from + hours)) }))

function clock(hours: number): string {
  return `${String(hours).padStart(2, '0')}:00`
}

const calendar = fc
  .record({
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
    days: fc.constantFrom<readonly Weekday[]>(weekdays, ['tue'], ['wed', 'thu'], [...weekdays, 'sat', 'sun']),
    interval,
    absences: fc.array(
      fc.tuple(fc.integer({ min: 24, max: 28 }), fc.integer({ min: 1, max: 2 })).map(([from, days]) => ({
        from: `2026-11-${from}`,
        until: `2026-11-${Math.min(30, from + days)}`,
      })),
      { maxLength: 1 },
    ),
  })
  .map(({ zone, days, interval: { from, to }, absences }): CalendarSpec => ({
    zone,
    hours: hoursOn(days, from, to),
    absences,
  }))

const cap = fc.record({
  kind: fc.constantFrom('day' as const, 'window' as const),
  windowSeconds: fc.constantFrom(3 * 3600, 20 * 3600),
  limit: fc.integer({ min: 0, max: 2 }),
  pool: fc.constantFrom(null, 'desk'),
  segment: fc.constant(null),
})

const moment = fc.option(fc.integer({ min: -20, max: 80 }).map((hours) => tuesdayAtTenMs + hours * hour))

const people = ['ann', 'bob', 'named'] as const

const roster: fc.Arbitrary<Roster> = fc
  .record({
    owners: fc.tuple(
      ...people.map((id) =>
        fc.record({ calendar, caps: fc.array(cap, { maxLength: 2 }) }).map((over) => someone(id, over)),
      ),
    ),
    seats: fc.tuple(
      ...people
        .slice(0, 2)
        .map((id) => fc.record({ fromMs: moment, untilMs: moment }).map((over) => seatFor(id, 1, over))),
    ),
    pool: fc.record({
      calendar: fc.option(calendar),
      caps: fc.array(cap, { maxLength: 1 }),
      respectHours: fc.boolean(),
      active: fc.constantFrom(true, true, true, false),
    }),
  })
  .map(({ owners, seats, pool }) => rosterOf(owners, [poolOf('desk', seats, pool)]))

/** Whether the pool, or the person who is named, could take the lead as the world stands. */
function canBeGiven(world: World, leadId: string): boolean {
  const pool = world.pool('desk')
  const named = world.owner('named')
  assert.ok(pool !== null && named !== null)
  const isNamedFree = findRemoval(named, { poolId: null, respectHours: false }) === null
  return isNamedFree || chooseOwner({ pool, leadId, detail: 'brief' }).ownerId !== null
}

/** Two days, within which each small roster is looked at minute by minute. */
const lookedMs = 2 * day

describe('the next try of a held lead, for any roster', () => {
  test('is the very minute at which somebody could be given it, and no minute before', () => {
    let held = 0
    let freed = 0
    fc.assert(
      fc.property(roster, fc.nat(6), fc.boolean(), (given, leads, isBrief) => {
        const desk = openDesk(policy, given)
        for (let lead = 0; lead < leads; lead += 1) desk.route({}, { nowMs: tuesdayAtTenMs + lead * minute })
        const nowMs = tuesdayAtTenMs + leads * minute
        const decision = desk.ask({}, { nowMs, detail: isBrief ? 'brief' : 'full' })
        if (decision.outcome.kind !== 'held') return
        held += 1
        const { retryAtMs } = decision.outcome
        if (!isBrief) assert.deepEqual(replayDecision(decision, policy), decision)
        const state = createRosterState(given, { saved: desk.state.save() })
        for (let atMs = nowMs; atMs <= nowMs + lookedMs; atMs += minute) {
          // Whoever is free is so for many minutes: far from the instant told, every tenth is enough.
          const isNear = retryAtMs !== null && Math.abs(atMs - retryAtMs) <= 15 * minute
          if (!isLong && !isNear && (atMs / minute) % 10 !== 0) continue
          if (!canBeGiven(state.at(atMs), decision.leadId)) continue
          freed += 1
          assert.equal(retryAtMs, atMs)
          return
        }
        assert.ok(retryAtMs === null || retryAtMs > nowMs + lookedMs, `${retryAtMs}`)
      }),
      { numRuns: isLong ? 4000 : 240 },
    )
    assert.ok(held > 20 && freed > 10, `${held} ${freed}`)
  })
})
