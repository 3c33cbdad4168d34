import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { giveLead, poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { createRosterState } from './roster-state.ts'
import type { Cap } from './roster.ts'

const hour = 3_600_000

function cap(over: Partial<Cap>): Cap {
  return { kind: 'day', windowSeconds: null, limit: 1, pool: null, segment: null, ...over }
}

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds
}

function stateWith(caps: readonly Cap[], zone = 'Europe/Berlin') {
  const owner = someone('a', { caps, calendar: { zone, hours: 'always' } })
  const seats = [seatFor('a')]
  return createRosterState(rosterOf([owner], [poolOf('p', seats), poolOf('q', seats)]))
}

let serial = 0

/** Who got the lead, or until when the cap keeps it away. */
function tried(
  state: ReturnType<typeof stateWith>,
  text: string,
  lead: { poolId?: string; values?: Record<string, string> } = {},
) {
  serial += 1
  const choice = giveLead(state, {
    poolId: lead.poolId ?? 'p',
    leadId: `lead-${serial}`,
    atMs: at(text),
    values: lead.values,
  })
  return choice?.ownerId ?? choice?.freesAtMs ?? null
}

describe('a cap', () => {
  test('by day starts anew at midnight where the owner lives', () => {
    const state = stateWith([cap({ limit: 2 })])
    assert.equal(tried(state, '2026-11-24T21:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T22:59:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T22:59:59Z'), at('2026-11-24T23:00:00Z'))
    assert.equal(tried(state, '2026-11-24T23:00:00Z'), 'a')
  })

  test('by day knows that the day the clocks go back has 25 hours', () => {
    const state = stateWith([cap({})])
    assert.equal(tried(state, '2026-10-24T22:00:00Z'), 'a')
    assert.equal(tried(state, '2026-10-25T22:30:00Z'), at('2026-10-25T23:00:00Z'))
  })

  test('by week starts anew on Monday', () => {
    const state = stateWith([cap({ kind: 'week' })])
    assert.equal(tried(state, '2026-11-24T09:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-29T22:59:00Z'), at('2026-11-29T23:00:00Z'))
    assert.equal(tried(state, '2026-11-29T23:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-30T09:00:00Z'), at('2026-12-06T23:00:00Z'))
  })

  test('on a window rolls: there is room again as soon as the oldest of the last leads is old enough', () => {
    const state = stateWith([cap({ kind: 'window', windowSeconds: 7200, limit: 2 })])
    assert.equal(tried(state, '2026-11-24T08:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T09:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T09:30:00Z'), at('2026-11-24T10:00:00Z'))
    assert.equal(tried(state, '2026-11-24T09:59:59.999Z'), at('2026-11-24T10:00:00Z'))
    assert.equal(tried(state, '2026-11-24T10:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T10:30:00Z'), at('2026-11-24T11:00:00Z'))
  })

  test('on open leads frees when one is closed, never by time', () => {
    const state = stateWith([cap({ kind: 'open', pool: 'p' })])
    assert.equal(tried(state, '2026-11-24T08:00:00Z'), 'a')
    assert.equal(tried(state, '2026-12-24T08:00:00Z'), null)
    state.close({ ownerId: 'a', poolId: 'q' })
    assert.equal(tried(state, '2026-12-24T08:00:00Z'), null)
    state.close({ ownerId: 'a', poolId: 'p' })
    assert.equal(tried(state, '2026-12-24T08:00:01Z'), 'a')
  })

  test('on one pool counts and stops that pool’s leads only', () => {
    const state = stateWith([cap({ pool: 'p' })])
    assert.equal(tried(state, '2026-11-24T08:00:00Z', { poolId: 'q' }), 'a')
    assert.equal(tried(state, '2026-11-24T08:00:00Z'), 'a')
    assert.equal(tried(state, '2026-11-24T08:00:01Z'), at('2026-11-24T23:00:00Z'))
    assert.equal(tried(state, '2026-11-24T08:00:02Z', { poolId: 'q' }), 'a')
  })

  test('on a segment counts and stops leads of that segment only', () => {
    const state = stateWith([cap({ segment: { field: 'segment', value: 'mid' } })])
    assert.equal(tried(state, '2026-11-24T08:00:00Z', { values: { segment: 'small' } }), 'a')
    assert.equal(tried(state, '2026-11-24T08:00:01Z', { values: { segment: 'mid' } }), 'a')
    assert.equal(tried(state, '2026-11-24T08:00:02Z', { values: { segment: 'mid' } }), at('2026-11-24T23:00:00Z'))
    assert.equal(tried(state, '2026-11-24T08:00:03Z', { values: { segment: 'small' } }), 'a')
    assert.equal(tried(state, '2026-11-24T08:00:04Z'), 'a')
  })

  test('on a pool as a whole closes it, by the days of its own place', () => {
    const calendar = { zone: 'America/New_York', hours: 'always' } as const
    const pool = poolOf('p', [seatFor('a'), seatFor('b')], { caps: [cap({ limit: 2 })], calendar })
    const state = createRosterState(rosterOf([someone('a'), someone('b')], [pool]))
    assert.notEqual(tried(state, '2026-11-24T22:00:00Z'), null)
    assert.notEqual(tried(state, '2026-11-25T03:00:00Z'), null)
    const closed = giveLead(state, { poolId: 'p', leadId: 'x', atMs: at('2026-11-25T04:00:00Z') })
    assert.deepEqual([closed?.closed, closed?.freesAtMs], ['cap', at('2026-11-25T05:00:00Z')])
    assert.notEqual(tried(state, '2026-11-25T05:00:00Z'), null)
  })

  test('goes on counting in the next run, and takes the roster’s new limit', () => {
    const caps = [cap({ limit: 2 }), cap({ kind: 'window', windowSeconds: 7200, limit: 2 })]
    const state = stateWith(caps)
    tried(state, '2026-11-24T08:00:00Z')
    tried(state, '2026-11-24T08:30:00Z')
    const seats = [seatFor('a')]
    const resumed = (limit: number) => {
      const owner = someone('a', {
        caps: caps.map((one) => ({ ...one, limit })),
        calendar: { zone: 'Europe/Berlin', hours: 'always' },
      })
      return createRosterState(rosterOf([owner], [poolOf('p', seats)]), {
        saved: JSON.parse(JSON.stringify(state.save())),
      })
    }
    assert.equal(tried(resumed(2), '2026-11-24T09:00:00Z'), at('2026-11-24T23:00:00Z'))
    assert.equal(tried(resumed(3), '2026-11-24T09:00:00Z'), 'a')
    assert.equal(tried(resumed(2), '2026-11-24T23:00:00Z'), 'a')
    const half = at('2026-11-24T08:00:00Z') + 2 * hour
    assert.equal(
      giveLead(resumed(2), { poolId: 'p', leadId: 'x', atMs: half - 1 })?.candidates[0]?.removal?.kind,
      'cap',
    )
  })
})
