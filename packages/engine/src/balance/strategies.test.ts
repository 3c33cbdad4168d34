import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { memberSnapshot, poolSnapshot } from '../testing/small-roster.ts'
import { chooseOwner } from './choose-owner.ts'
import type { MemberSnapshot, PoolSnapshot, Strategy } from './pool-snapshot.ts'

function choose(strategy: Strategy, members: readonly MemberSnapshot[], over: Partial<PoolSnapshot> = {}) {
  return chooseOwner({ pool: poolSnapshot(members, { strategy, ...over }), leadId: 'lead-1' })
}

describe('fair share', () => {
  test('names who is due first among those not ahead of the pool, with the figures', () => {
    const choice = choose('fair_share', [
      memberSnapshot('heavy', { weight: 3, received: 6000 }),
      memberSnapshot('light', { weight: 1, received: 3000 }),
      memberSnapshot('middle', { weight: 2, received: 5000 }),
    ])
    // The pool stands at 14 leads over a weight of 6; only `heavy` (2.00) is not ahead of 2.33.
    assert.deepEqual(choice.poolTime, { numerator: 14_000, denominator: 6 })
    assert.equal(choice.ownerId, 'heavy')
    assert.equal(choice.decidedBy, 'score')
    assert.deepEqual(choice.candidates, [
      { ownerId: 'heavy', removal: null, rank: 0, score: { numerator: 7000, denominator: 3 }, isDue: true },
      { ownerId: 'middle', removal: null, rank: 1, score: { numerator: 6000, denominator: 2 }, isDue: false },
      { ownerId: 'light', removal: null, rank: 2, score: { numerator: 4000, denominator: 1 }, isDue: false },
    ])
  })

  test('prefers someone who is not ahead of the pool over someone who is, though due earlier', () => {
    const choice = choose('fair_share', [
      memberSnapshot('ahead', { weight: 1000, received: 2_010_000 }),
      memberSnapshot('behind', { weight: 1, received: 1000 }),
    ])
    assert.equal(choice.ownerId, 'behind')
  })

  test('gives the lead to the least ahead when all who may take it are ahead', () => {
    const members = [
      memberSnapshot('far ahead', { received: 9000 }),
      memberSnapshot('ahead', { received: 7000 }),
      memberSnapshot('behind', { received: 1000 }),
    ]
    const choice = chooseOwner({
      pool: poolSnapshot(members),
      leadId: 'lead-1',
      requires: [{ constraintId: 'certified', test: (one) => one.ownerId !== 'behind' }],
    })
    assert.equal(choice.ownerId, 'ahead')
    assert.deepEqual(choice.poolTime, { numerator: 17_000, denominator: 3 })
  })

  test('measures the pool by those at work, whether or not they may take this lead', () => {
    const choice = choose('fair_share', [
      memberSnapshot('a', { received: 4000 }),
      memberSnapshot('full', { received: 1000, capacity: 1, openLeads: 1 }),
      memberSnapshot('gone', { received: 90_000, availability: { kind: 'absent', untilMs: null, note: null } }),
    ])
    assert.deepEqual(choice.poolTime, { numerator: 5000, denominator: 2 })
  })

  test('tells apart shares that differ by a thousandth of a lead at any size', () => {
    const choice = choose('fair_share', [
      memberSnapshot('a', { weight: 999, received: 4_007_199_254_739_990 }),
      memberSnapshot('b', { weight: 999, received: 4_007_199_254_739_989 }),
    ])
    assert.equal(choice.ownerId, 'b')
    assert.equal(choice.decidedBy, 'score')
  })
})

describe('least loaded', () => {
  test('compares open leads to capacity when every member has one', () => {
    const choice = choose('least_loaded', [
      memberSnapshot('small', { openLeads: 2, capacity: 4 }),
      memberSnapshot('large', { openLeads: 9, capacity: 20 }),
    ])
    assert.equal(choice.ownerId, 'large')
    assert.deepEqual(choice.candidates[0]?.score, { numerator: 9, denominator: 20 })
  })

  test('compares plain counts when somebody has no capacity, even somebody who is removed', () => {
    const choice = choose('least_loaded', [
      memberSnapshot('small', { openLeads: 2, capacity: 4 }),
      memberSnapshot('large', { openLeads: 9, capacity: 20 }),
      memberSnapshot('no limit', { openLeads: 0, availability: { kind: 'inactive' } }),
    ])
    assert.equal(choice.ownerId, 'small')
    assert.deepEqual(choice.candidates[0]?.score, { numerator: 2, denominator: 1 })
  })
})

describe('longest idle', () => {
  test('takes who never had a lead, then who has waited longest', () => {
    const members = [
      memberSnapshot('yesterday', { lastAssignedMs: 86_400_000 }),
      memberSnapshot('never'),
      memberSnapshot('last week', { lastAssignedMs: 1 }),
    ]
    const choice = choose('longest_idle', members)
    assert.deepEqual(
      choice.candidates.map((one) => one.ownerId),
      ['never', 'last week', 'yesterday'],
    )
    assert.deepEqual(
      choice.candidates.map((one) => one.score?.numerator ?? null),
      [null, 1, 86_400_000],
    )
  })
})

describe('most spare', () => {
  test('takes the largest free capacity, and before it whoever has no limit', () => {
    const members = [
      memberSnapshot('three free', { openLeads: 7, capacity: 10 }),
      memberSnapshot('no limit', { openLeads: 500 }),
      memberSnapshot('five free', { openLeads: 95, capacity: 100 }),
    ]
    const choice = choose('most_spare', members)
    assert.deepEqual(
      choice.candidates.map((one) => one.ownerId),
      ['no limit', 'five free', 'three free'],
    )
    assert.deepEqual(choice.candidates[1]?.score, { numerator: -5, denominator: 1 })
  })
})

describe('ties', () => {
  test('go to the longest unassigned, never assigned first', () => {
    const level = [
      memberSnapshot('recent', { lastAssignedMs: 900 }),
      memberSnapshot('never'),
      memberSnapshot('earlier', { lastAssignedMs: 100 }),
    ]
    const choice = choose('fair_share', level)
    assert.equal(choice.ownerId, 'never')
    assert.equal(choice.decidedBy, 'longest_unassigned')
    assert.equal(choose('fair_share', [level[0], level[2]]).ownerId, 'earlier')
  })

  test('go by the hash when the figures and the last leads are level', () => {
    const level = ['a', 'b', 'c'].map((ownerId) => memberSnapshot(ownerId, { lastAssignedMs: 5 }))
    const winners = new Set(
      Array.from(
        { length: 60 },
        (_, index) => chooseOwner({ pool: poolSnapshot(level), leadId: `lead-${index}` }).ownerId,
      ),
    )
    assert.equal(choose('fair_share', level).decidedBy, 'hash')
    assert.deepEqual(winners, new Set(['a', 'b', 'c']))
  })

  test('do not arise where only one person may take the lead', () => {
    assert.equal(choose('fair_share', [memberSnapshot('a')]).decidedBy, 'only_candidate')
  })
})

describe('a closed pool', () => {
  const members = [memberSnapshot('a')]

  test('gives nobody, and says why and until when', () => {
    const off = choose('fair_share', members, { availability: { kind: 'off_shift', untilMs: 7_000 } })
    assert.deepEqual([off.ownerId, off.closed, off.freesAtMs], [null, 'off_shift', 7_000])
    const inactive = choose('fair_share', members, { active: false })
    assert.deepEqual([inactive.ownerId, inactive.closed, inactive.freesAtMs], [null, 'inactive', null])
    const cap = { kind: 'day', pool: null, segment: null, limit: 2, used: 2, freesAtMs: 9_000 } as const
    const capped = choose('fair_share', members, { caps: [cap] })
    assert.deepEqual([capped.ownerId, capped.closed, capped.freesAtMs], [null, 'cap', 9_000])
  })

  test('asks nobody, in brief as in full', () => {
    const pool = poolSnapshot(members, { active: false })
    assert.deepEqual(chooseOwner({ pool, leadId: 'x', detail: 'brief' }), chooseOwner({ pool, leadId: 'x' }))
    assert.deepEqual(chooseOwner({ pool, leadId: 'x' }).candidates, [])
  })
})

describe('a pool where nobody may take the lead', () => {
  test('says when time alone could free the first of them', () => {
    const choice = choose('fair_share', [
      memberSnapshot('on leave', { availability: { kind: 'absent', untilMs: 9_000, note: null } }),
      memberSnapshot('at home', { availability: { kind: 'off_shift', untilMs: 4_000 } }),
      memberSnapshot('gone', { availability: { kind: 'inactive' } }),
    ])
    assert.deepEqual([choice.ownerId, choice.decidedBy, choice.freesAtMs], [null, null, 4_000])
  })

  test('does not exist: a pool without members gives nobody either', () => {
    const choice = choose('fair_share', [])
    assert.deepEqual([choice.ownerId, choice.closed, choice.poolTime], [null, null, null])
  })
})
