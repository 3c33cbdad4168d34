import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  balancesOf,
  give,
  here,
  lagsOf,
  offShift,
  onLeave,
  settle,
  startWalk,
  turn,
  warmWalk,
} from '../testing/pool-walk.ts'
import type { OnReturn } from './pool-snapshot.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 5_000 : 150

const weights = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 })
  .map((list) => Object.fromEntries(list.map((one, index) => [`m${index}`, one])))

describe('settling', () => {
  test('changes nothing when nobody came or went', () => {
    fc.assert(
      fc.property(weights, fc.nat(40), (of, before) => {
        const walk = warmWalk(of, before)
        const { standing, rows } = walk
        const count = rows.length
        settle(walk)
        assert.deepEqual(walk.standing, standing)
        assert.equal(walk.rows.length, count)
      }),
      { numRuns },
    )
  })

  test('writes a row for every thousandth it moves', () => {
    const change = fc.record({
      ownerId: fc.constantFrom('m0', 'm1', 'm2'),
      weight: fc.integer({ min: 1, max: 9 }),
      availability: fc.constantFrom(here, here, offShift, onLeave),
      leads: fc.nat(6),
    })
    const onReturn = fc.constantFrom<OnReturn>({ kind: 'level' }, { kind: 'capped', leads: 2 }, { kind: 'full' })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), onReturn, (changes, rule) => {
        const walk = startWalk({ m0: 1, m1: 2, m2: 3 }, { onReturn: rule })
        for (const { ownerId, weight: heavier, availability, leads } of changes) {
          turn(walk, { [ownerId]: { weight: heavier, availability } })
          give(walk, leads)
        }
        const counted: Record<string, number> = { m0: 0, m1: 0, m2: 0 }
        for (const row of walk.rows) counted[row.ownerId] += row.amount
        assert.deepEqual(balancesOf(walk), counted)
        assert.ok(walk.rows.every((row) => row.amount !== 0))
      }),
      { numRuns },
    )
  })

  test('leaves nobody a whole lead off for long: whatever went before, the bound holds again once it is quiet', () => {
    const change = fc.record({
      ownerId: fc.constantFrom('m0', 'm1', 'm2', 'm3'),
      weight: fc.integer({ min: 1, max: 4 }),
      availability: fc.constantFrom(here, offShift, onLeave),
      leads: fc.nat(9),
      alone: fc.boolean(),
    })
    const onReturn = fc.constantFrom<OnReturn>({ kind: 'level' }, { kind: 'capped', leads: 2 })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 15 }), onReturn, (changes, rule) => {
        const walk = startWalk({ m0: 1, m1: 2, m2: 3, m3: 1 }, { onReturn: rule })
        for (const { ownerId, weight, availability, leads, alone } of changes) {
          turn(walk, { [ownerId]: { weight, availability } })
          give(walk, leads, (one) => !alone || one === ownerId)
        }
        const all = { availability: here }
        turn(walk, { m0: all, m1: all, m2: all, m3: all })
        give(walk, 120)
        for (let lead = 0; lead < 30; lead += 1) {
          give(walk, 1)
          settle(walk)
          assert.ok(Object.values(lagsOf(walk)).every((lag) => Math.abs(lag) < 1))
        }
      }),
      { numRuns },
    )
  })

  test('leaves the standing it is given as it was', () => {
    const walk = warmWalk({ a: 1, b: 2 }, 5)
    const before = structuredClone(walk.standing)
    const given = walk.standing
    turn(walk, { a: { availability: onLeave } })
    give(walk, 3)
    assert.deepEqual(given, before)
  })
})
