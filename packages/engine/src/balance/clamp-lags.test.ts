import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { enter, give, here, lagsOf, onLeave, settle, startWalk, turn } from '../testing/pool-walk.ts'
import { LAG_MAX, LAG_SLACK } from './clamp-lags.ts'
import { LEAD_UNITS } from './pool-snapshot.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 4_000 : 120

const weight = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1000 }))
const owners = ['m0', 'm1', 'm2', 'm3', 'm4'] as const
const weights = fc
  .tuple(weight, weight, weight, weight, weight)
  .map((list) => Object.fromEntries(list.map((one, index) => [`m${index}`, one])))

describe('clamping', () => {
  test('never happens when everybody may take every lead', () => {
    fc.assert(
      fc.property(weights, fc.nat(200), (of, leads) => {
        const walk = startWalk(of)
        give(walk, leads)
        settle(walk)
        assert.deepEqual(
          walk.rows.filter((row) => row.kind !== 'lead'),
          [],
        )
      }),
      { numRuns },
    )
  })

  test('keeps what anybody is owed or ahead bounded, whoever may take which leads', () => {
    const phase = fc.record({ may: fc.subarray([...owners], { minLength: 1 }), leads: fc.integer({ min: 1, max: 40 }) })
    const limit = (LAG_MAX + LAG_SLACK) / LEAD_UNITS
    fc.assert(
      fc.property(weights, fc.array(phase, { maxLength: 8 }), (of, phases) => {
        const walk = startWalk(of)
        for (const { may, leads } of phases) {
          for (let lead = 0; lead < leads; lead += 1) {
            give(walk, 1, (ownerId) => may.some((one) => one === ownerId))
            settle(walk)
            for (const lag of Object.values(lagsOf(walk))) assert.ok(Math.abs(lag) <= limit + 0.01, `a lag of ${lag}`)
          }
        }
      }),
      { numRuns },
    )
  })

  test('keeps somebody who is seldom eligible from a flood once they are', () => {
    const walk = startWalk({ rare: 1, a: 1, b: 1, c: 1 })
    give(walk, 400, (ownerId) => ownerId !== 'rare')
    const got = give(walk, 12)
    assert.ok(got.filter((ownerId) => ownerId === 'rare').length <= 8)
    assert.ok(got.slice(0, 8).some((ownerId) => ownerId !== 'rare'))
    const later = give(walk, 40).filter((ownerId) => ownerId === 'rare').length
    assert.ok(later >= 9 && later <= 11, `then ${later} of 40`)
  })

  test('lets the only one who could take special leads have ordinary ones again soon after', () => {
    const walk = startWalk({ special: 1, a: 1, b: 1, c: 1 })
    give(walk, 100, (ownerId) => ownerId === 'special')
    const wait = give(walk, 40).indexOf('special')
    assert.ok(wait > 0 && wait <= 17, `waited for ${wait} leads`)
  })

  test('leaves shares exact where special leads are few enough to be evened out', () => {
    const walk = startWalk({ special: 1, a: 1, b: 1, c: 1 })
    for (let round = 0; round < 100; round += 1) {
      give(walk, 1, (ownerId) => ownerId === 'special')
      give(walk, 9)
    }
    for (const ownerId of ['special', 'a', 'b', 'c']) {
      assert.ok(Math.abs((walk.received.get(ownerId) ?? 0) - 250) <= 1, `${ownerId}: ${walk.received.get(ownerId)}`)
    }
  })

  test('never takes away what was credited or debited', () => {
    const credited = startWalk({ a: 1, b: 1, c: 1 })
    for (let credit = 0; credit < 9; credit += 1)
      enter(credited, { ownerId: 'a', amount: -LEAD_UNITS, kind: 'rejected' })
    assert.deepEqual(new Set(give(credited, 9)), new Set(['a']))

    const debited = startWalk({ a: 1, b: 1, c: 1 })
    for (let bound = 0; bound < 9; bound += 1) enter(debited, { ownerId: 'a', amount: LEAD_UNITS, kind: 'bound_lead' })
    assert.equal(give(debited, 18).includes('a'), false)
    assert.deepEqual(
      [...credited.rows, ...debited.rows].filter((row) => row.kind === 'clamped'),
      [],
    )
  })

  test('takes the grant of a credit as used up once it was served', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1 })
    for (let credit = 0; credit < 9; credit += 1) enter(walk, { ownerId: 'a', amount: -LEAD_UNITS, kind: 'rejected' })
    give(walk, 30)
    give(walk, 200, (ownerId) => ownerId !== 'a')
    settle(walk)
    assert.ok((lagsOf(walk)['a'] ?? 0) <= (LAG_MAX + LAG_SLACK) / LEAD_UNITS)
  })

  test('spares what `capped` grants on return, and no more', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1 }, { onReturn: { kind: 'capped', leads: 8 } })
    turn(walk, { a: { availability: onLeave } })
    give(walk, 200)
    turn(walk, { a: { availability: here } })
    assert.deepEqual(
      walk.rows.filter((row) => row.kind === 'clamped'),
      [],
    )
    assert.deepEqual(new Set(give(walk, 8)), new Set(['a']))
  })

  test('is left to fair share: other strategies do not rotate, so nothing has to be evened out', () => {
    const walk = startWalk({ a: 1, b: 1 }, { strategy: 'longest_idle' })
    give(walk, 50, (ownerId) => ownerId === 'a')
    assert.deepEqual(
      walk.rows.filter((row) => row.kind === 'clamped'),
      [],
    )
  })
})
