import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { memberSnapshot, poolSnapshot } from '../testing/small-roster.ts'
import { chooseOwner } from './choose-owner.ts'
import { lookAhead } from './look-ahead.ts'
import type { CapUse, MemberSnapshot, PoolSnapshot } from './pool-snapshot.ts'

const hour = 3_600_000
const asked = { leadId: 'lead-1', nowMs: 0 }

function ahead(members: readonly MemberSnapshot[], hours: number, over: Partial<PoolSnapshot> = {}) {
  return lookAhead({ ...asked, pool: poolSnapshot(members, over) }, hours * 3600)
}

function offUntil(ownerId: string, hours: number | null, over: Partial<MemberSnapshot> = {}): MemberSnapshot {
  return memberSnapshot(ownerId, {
    availability: { kind: 'off_shift', untilMs: hours === null ? null : hours * hour },
    ...over,
  })
}

const dayCap: CapUse = { kind: 'day', pool: null, segment: null, limit: 8, used: 8, freesAtMs: 3 * hour }

describe('looking ahead', () => {
  test('chooses by the pool’s strategy among those free in time, not who is back first', () => {
    const choice = ahead([offUntil('early', 1, { received: 5000 }), offUntil('late', 3, { received: 4000 })], 4)
    assert.equal(choice.ownerId, 'late')
    assert.deepEqual(
      choice.candidates.map(({ ownerId, rank, freeAtMs }) => ({ ownerId, rank, freeAtMs })),
      [
        { ownerId: 'late', rank: 0, freeAtMs: 3 * hour },
        { ownerId: 'early', rank: 1, freeAtMs: hour },
      ],
    )
    assert.deepEqual(choice.poolTime, { numerator: 9000, denominator: 2 })
  })

  test('includes the last instant of the span and nothing after it', () => {
    assert.equal(ahead([offUntil('a', 4)], 4).ownerId, 'a')
    assert.equal(ahead([offUntil('a', 4.0001)], 4).ownerId, null)
    assert.equal(ahead([offUntil('a', null)], 4).ownerId, null)
  })

  test('never waits for capacity or a cap, so that none is over when the lead is given', () => {
    assert.equal(ahead([offUntil('a', 1, { caps: [dayCap] })], 24).ownerId, null)
    assert.equal(ahead([memberSnapshot('a', { caps: [dayCap] })], 24).ownerId, null)
    assert.equal(ahead([offUntil('a', 1, { capacity: 5, openLeads: 5 })], 24).ownerId, null)
    assert.equal(ahead([offUntil('a', 1, { caps: [{ ...dayCap, used: 0 }] })], 24).ownerId, 'a')
  })

  test('never waits for a hard rule, an exclusion or a membership', () => {
    const pool = poolSnapshot([
      offUntil('a', 1),
      memberSnapshot('b', { availability: { kind: 'not_a_member', fromMs: hour } }),
      memberSnapshot('c', { availability: { kind: 'inactive' } }),
    ])
    const requires = [{ constraintId: 'certified', test: () => false }]
    assert.equal(lookAhead({ ...asked, pool, requires }, 14_400).ownerId, null)
    const excluded = [{ ownerId: 'a', because: 'previous_owner' as const }]
    assert.equal(lookAhead({ ...asked, pool, excluded }, 14_400).ownerId, null)
    assert.equal(lookAhead({ ...asked, pool }, 14_400).ownerId, 'a')
  })

  test('tells why the others were removed, as choosing does', () => {
    const members = [
      offUntil('soon', 1),
      offUntil('tomorrow', 20),
      memberSnapshot('gone', { availability: { kind: 'inactive' } }),
    ]
    const removalsOf = (choice: ReturnType<typeof ahead>) =>
      new Map(choice.candidates.map((one) => [one.ownerId, one.removal] as const))
    const now = removalsOf(chooseOwner({ ...asked, pool: poolSnapshot(members) }))
    const later = removalsOf(ahead(members, 4))
    assert.deepEqual(later.get('tomorrow'), now.get('tomorrow'))
    assert.deepEqual(later.get('gone'), now.get('gone'))
    assert.equal(later.get('soon'), null)
  })

  test('counts in the pool’s own hours and caps', () => {
    const shut = { availability: { kind: 'off_shift', untilMs: 2 * hour } } as const
    assert.equal(ahead([offUntil('a', 1)], 1, shut).ownerId, null)
    assert.equal(ahead([offUntil('a', 1)], 1, shut).closed, 'off_shift')
    assert.equal(ahead([offUntil('a', 1)], 2, shut).candidates[0]?.freeAtMs, 2 * hour)
    assert.equal(ahead([offUntil('a', 1)], 2, { caps: [dayCap] }).closed, 'cap')
    assert.equal(ahead([offUntil('a', 1)], 4, { active: false }).closed, 'inactive')
  })

  test('finds nobody in a pool that stays closed, whoever of its members is free', () => {
    const [here, soon] = [memberSnapshot('here'), offUntil('soon', 1)]
    const tomorrow = { availability: { kind: 'off_shift', untilMs: 24 * hour } } as const
    for (const over of [{ active: false }, tomorrow, { caps: [dayCap] }]) {
      const { ownerId, decidedBy, candidates } = ahead([here, soon], 2, over)
      assert.deepEqual([ownerId, decidedBy, candidates], [null, null, []])
    }
  })

  test('does not ask for hours where the pool does not respect them', () => {
    assert.equal(ahead([offUntil('a', 10)], 4, { respectHours: false }).ownerId, 'a')
  })
})
