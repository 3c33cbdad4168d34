import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { enter, give, here, offShift, onLeave, settle, startWalk, turn } from '../testing/pool-walk.ts'
import { LEAD_UNITS } from './pool-snapshot.ts'
import { shareReport } from './share-report.ts'

describe('the report of shares', () => {
  test('sets what each got against what exact division gives', () => {
    const walk = startWalk({ a: 2, b: 1 })
    give(walk, 4)
    const { received, members, parity } = shareReport(walk.standing)
    assert.equal(received, 4)
    assert.deepEqual(members, [
      { ownerId: 'a', weight: 2, received: 3, exactShare: 2.667, difference: 0.333 },
      { ownerId: 'b', weight: 1, received: 1, exactShare: 1.333, difference: -0.333 },
    ])
    assert.equal(parity, 1 - 0.333 / 4)
  })

  test('is at parity when every lead went where exact division sends it, and has none before the first lead', () => {
    const walk = startWalk({ a: 2, b: 1 })
    assert.equal(shareReport(walk.standing).parity, null)
    give(walk, 3)
    assert.equal(shareReport(walk.standing).parity, 1)
  })

  test('falls to the part that went right when hard rules send the leads elsewhere', () => {
    const walk = startWalk({ a: 1, b: 1 })
    give(walk, 40, (ownerId) => ownerId === 'a')
    assert.equal(shareReport(walk.standing).parity, 0.5)
  })

  test('counts nobody’s absence or free time as a share they missed', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1 })
    give(walk, 3)
    turn(walk, { b: { availability: offShift }, c: { availability: onLeave } })
    give(walk, 10)
    turn(walk, { b: { availability: here }, c: { availability: here } })
    give(walk, 3)
    const { members, parity } = shareReport(walk.standing)
    assert.deepEqual(
      members.map((member) => member.exactShare),
      [12, 2, 2],
    )
    assert.equal(parity, 1)
  })

  test('adds up: the differences of a pool come to nothing, whatever happened to its leads', () => {
    const walk = startWalk({ a: 3, b: 2, c: 1 })
    give(walk, 11)
    enter(walk, { ownerId: 'a', amount: -LEAD_UNITS, kind: 'rejected' })
    enter(walk, { ownerId: 'b', amount: -LEAD_UNITS, kind: 'hand_over' })
    enter(walk, { ownerId: 'c', amount: LEAD_UNITS, kind: 'hand_over' })
    turn(walk, { c: { availability: offShift } })
    enter(walk, { ownerId: 'c', amount: LEAD_UNITS, kind: 'lead' })
    enter(walk, { ownerId: 'a', amount: LEAD_UNITS, kind: 'bound_lead' })
    give(walk, 5)
    settle(walk)
    const { members, received } = shareReport(walk.standing)
    assert.equal(received, 17)
    assert.ok(Math.abs(members.reduce((sum, member) => sum + member.difference, 0)) < 0.01)
  })
})
