import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  balancesOf,
  enter,
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
import { LEAD_UNITS } from './pool-snapshot.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 5_000 : 150

const weight = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1000 }))
const weights = fc
  .array(weight, { minLength: 2, maxLength: 8 })
  .map((list) => Object.fromEntries(list.map((one, index) => [`m${index}`, one])))

describe('coming back from an absence', () => {
  test('owes nothing in `level`: from then on the returner gets at most a lead more than their share', () => {
    fc.assert(
      fc.property(weights, fc.nat(60), fc.nat(80), (of, before, meanwhile) => {
        const walk = warmWalk(of, before)
        turn(walk, { m0: { availability: onLeave } })
        give(walk, meanwhile)
        turn(walk, { m0: { availability: here } })
        assert.ok((lagsOf(walk)['m0'] ?? 0) <= 0)
        const total = walk.roll.members.reduce((sum, member) => sum + member.weight, 0)
        const got = give(walk, 60)
        let count = 0
        for (const [index, ownerId] of got.entries()) {
          if (ownerId === 'm0') count += 1
          assert.ok(count * total < (index + 1) * (of['m0'] ?? 0) + total, `${count} of ${index + 1} leads`)
        }
      }),
      { numRuns },
    )
  })

  test('owes at most n leads in `capped: n`, so that at most n + 1 come beyond the share', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 4 }), fc.nat(120), (of, leads, meanwhile) => {
        const walk = warmWalk(of, 20, { kind: 'capped', leads })
        turn(walk, { m0: { availability: onLeave } })
        give(walk, meanwhile)
        turn(walk, { m0: { availability: here } })
        const total = walk.roll.members.reduce((sum, member) => sum + member.weight, 0)
        let count = 0
        for (const [index, ownerId] of give(walk, 60).entries()) {
          if (ownerId === 'm0') count += 1
          assert.ok(count * total < (index + 1) * (of['m0'] ?? 0) + (leads + 1) * total)
        }
      }),
      { numRuns },
    )
  })

  test('owes all of it in `full`: the balance stays, and the pool catches up with the returner', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1 }, { onReturn: { kind: 'full' } })
    turn(walk, { a: { availability: onLeave } })
    give(walk, 20)
    turn(walk, { a: { availability: here } })
    assert.deepEqual(
      give(walk, 10),
      Array.from({ length: 10 }, () => 'a'),
    )
    assert.equal(walk.rows.filter((row) => row.kind === 'clamped').length, 0)
    give(walk, 20)
    assert.ok(Object.values(lagsOf(walk)).every((lag) => Math.abs(lag) < 1))
  })

  test('does not forgive being ahead', () => {
    const walk = startWalk({ a: 1, b: 1 })
    for (let bound = 0; bound < 4; bound += 1) enter(walk, { ownerId: 'a', amount: LEAD_UNITS, kind: 'bound_lead' })
    turn(walk, { a: { availability: onLeave } })
    turn(walk, { a: { availability: here } })
    assert.deepEqual(give(walk, 4), ['b', 'b', 'b', 'b'])
  })

  test('floods nobody when everybody returns at once, one of them from three weeks’ leave', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1, d: 1 })
    give(walk, 9)
    turn(walk, { d: { availability: onLeave } })
    for (let day = 0; day < 15; day += 1) {
      turn(walk, { a: { availability: here }, b: { availability: here }, c: { availability: here } })
      give(walk, 7)
      // Each evening the last one switches off the light, so nobody is left to measure by.
      turn(walk, { a: { availability: offShift } })
      turn(walk, { b: { availability: offShift } })
      turn(walk, { c: { availability: offShift } })
    }
    const all = { availability: here }
    turn(walk, { a: all, b: all, c: all, d: all })
    const got = give(walk, 12)
    for (const ownerId of ['a', 'b', 'c', 'd']) {
      const count = got.filter((one) => one === ownerId).length
      assert.ok(count >= 2 && count <= 4, `${ownerId} got ${count} of 12`)
    }
    assert.ok(!/d.?d.?d/.test(got.join('')))
  })

  test('is the same for someone who was inactive, or who left the pool and joined again', () => {
    for (const away of ['inactive', 'removed'] as const) {
      const walk = warmWalk({ a: 1, b: 1, c: 1 }, 10)
      const { members } = walk.roll
      if (away === 'inactive') turn(walk, { a: { availability: { kind: 'inactive' } } })
      else walk.roll = { ...walk.roll, members: members.filter((entry) => entry.ownerId !== 'a') }
      give(walk, 50)
      walk.roll = { ...walk.roll, members: members.map((entry) => ({ ...entry, availability: here })) }
      settle(walk)
      const { a = 0 } = lagsOf(walk)
      assert.ok(a <= 0 && a > -1, `${away}: owed ${a}`)
    }
  })
})

describe('being merely off shift', () => {
  test('and back changes nothing to the thousandth when nothing was given meanwhile, in whatever order people go', () => {
    const order = fc.shuffledSubarray(['m0', 'm1', 'm2', 'm3'], { minLength: 1 })
    fc.assert(
      fc.property(
        fc.tuple(weight, weight, weight, weight),
        fc.nat(40),
        fc.tuple(order, order),
        (list, before, [leaving, coming]) => {
          const walk = warmWalk(Object.fromEntries(list.map((one, index) => [`m${index}`, one])), before)
          const balances = balancesOf(walk)
          const rowCount = walk.rows.length
          for (const ownerId of leaving) turn(walk, { [ownerId]: { availability: offShift } })
          for (const ownerId of [...coming, ...leaving]) turn(walk, { [ownerId]: { availability: here } })
          // Who leaves after others may be owed more than the lead one can take along; nothing else moves anybody.
          const rows = walk.rows.slice(rowCount)
          assert.ok(rows.every((row) => row.kind === 'left'))
          if (rows.length === 0) assert.deepEqual(balancesOf(walk), balances)
        },
      ),
      { numRuns },
    )
  })

  test('keeps what one is owed: a part-timer’s fractions add up to whole leads', () => {
    // Nine work all day, the tenth one hour in which one lead comes: a tenth of a lead a day is theirs.
    const walk = startWalk(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, 1])))
    for (let day = 0; day < 200; day += 1) {
      turn(walk, { m9: { availability: here } })
      give(walk, 1)
      turn(walk, { m9: { availability: offShift } })
      give(walk, 9)
    }
    const count = walk.received.get('m9') ?? 0
    assert.ok(count >= 18 && count <= 22, `${count} of 20`)
  })

  test('keeps a lag of at most one lead at leaving', () => {
    const walk = startWalk({ a: 1, b: 1 })
    give(walk, 5, (ownerId) => ownerId === 'b')
    turn(walk, { a: { availability: offShift } })
    const left = walk.rows.filter((row) => row.kind === 'left')
    assert.deepEqual(
      left.map(({ ownerId, amount }) => [ownerId, amount]),
      [['a', 3000]],
    )
    assert.deepEqual(balancesOf(walk), { a: 3000, b: 5000 })
    give(walk, 10)
    turn(walk, { a: { availability: here } })
    assert.equal(lagsOf(walk)['a'], 1)
    assert.ok(/^aa.*b/.test(give(walk, 4).join('')))
  })

  test('keeps a credit whole over night', () => {
    const walk = startWalk({ a: 1, b: 1, c: 1, d: 1 })
    for (let credit = 0; credit < 5; credit += 1) enter(walk, { ownerId: 'a', amount: -LEAD_UNITS, kind: 'rejected' })
    settle(walk)
    const owed = lagsOf(walk)['a']
    turn(walk, { a: { availability: offShift } })
    give(walk, 30)
    turn(walk, { a: { availability: here } })
    assert.equal(lagsOf(walk)['a'], owed)
    assert.deepEqual(
      walk.rows.filter((row) => row.kind === 'left' || row.kind === 'clamped'),
      [],
    )
  })

  test('is not asked about where the pool ignores hours', () => {
    const walk = startWalk({ a: 1, b: 1 }, { respectHours: false })
    turn(walk, { a: { availability: offShift } })
    assert.equal(walk.standing.members[0]?.presence, 'here')
    assert.deepEqual(walk.rows, [])
  })
})

describe('changing the pool', () => {
  test('changes what nobody else is owed when a weight changes, and keeps the member’s own', () => {
    fc.assert(
      fc.property(weights, fc.nat(60), weight, (of, before, changed) => {
        const walk = warmWalk(of, before)
        const lags = lagsOf(walk)
        turn(walk, { m0: { weight: changed } })
        const after = lagsOf(walk)
        for (const ownerId of Object.keys(of)) {
          assert.ok(Math.abs((after[ownerId] ?? 0) - (lags[ownerId] ?? 0)) <= 0.001, `${ownerId} moved`)
        }
        const total = walk.roll.members.reduce((sum, member) => sum + member.weight, 0)
        // Whoever is ahead under the old weights need not wait long for the others to draw level under the new ones: until
        // then the leads that these are due come together, and the last of them is late by what the others are ahead.
        const aheadInAll = Object.values(after).reduce((sum, lag) => sum + Math.max(0, -lag), 0)
        for (let lead = 0; lead < total % 97; lead += 1) {
          give(walk, 1)
          const now = lagsOf(walk)
          for (const member of walk.roll.members) {
            const lateMax = (member.weight / total) * Math.max(0, aheadInAll - 1)
            const lag = now[member.ownerId] ?? 0
            assert.ok(lag > -1.001 && lag <= 1.001 + lateMax, `${member.ownerId} ${lag} of ${1 + lateMax}`)
          }
        }
      }),
      { numRuns },
    )
  })

  test('lets a new member join level, here or not, and moves nobody', () => {
    const newcomer = fc.record({
      ownerId: fc.constant('new'),
      weight,
      received: fc.constant(0),
      availability: fc.constantFrom(here, offShift, onLeave),
    })
    fc.assert(
      fc.property(weights, fc.nat(60), newcomer, (of, before, entry) => {
        const walk = warmWalk(of, before, { kind: 'full' })
        const lags = lagsOf(walk)
        const balances = balancesOf(walk)
        walk.roll = { ...walk.roll, members: [...walk.roll.members, entry] }
        settle(walk)
        assert.deepEqual({ ...balancesOf(walk), new: 0 }, { ...balances, new: 0 })
        turn(walk, { new: { availability: here } })
        const after = lagsOf(walk)
        assert.ok((after['new'] ?? 1) <= 0 && (after['new'] ?? 1) > -0.001)
        for (const ownerId of Object.keys(of))
          assert.ok(Math.abs((after[ownerId] ?? 0) - (lags[ownerId] ?? 0)) <= of[ownerId])
      }),
      { numRuns },
    )
  })

  test('never touches the balance of those who stay, whatever else is edited', () => {
    const few = fc.integer({ min: 1, max: 9 })
    const edit = fc.record({ ownerId: fc.constantFrom('m0', 'm1'), weight: few, leaves: fc.boolean() })
    fc.assert(
      fc.property(few, few, fc.array(edit, { maxLength: 6 }), (m0, m1, edits) => {
        const walk = warmWalk({ m0, m1, m2: 1, stays: 3 }, 30)
        const before = balancesOf(walk)['stays']
        for (const one of edits)
          turn(walk, { [one.ownerId]: { weight: one.weight, availability: one.leaves ? onLeave : here } })
        assert.equal(balancesOf(walk)['stays'], before)
      }),
      { numRuns },
    )
  })

  test('starts a ledger with the opening balances, and treats them as meant', () => {
    const walk = startWalk({})
    const members = [
      { ownerId: 'a', weight: 1, received: 40_000, availability: here },
      { ownerId: 'b', weight: 1, received: 0, availability: here },
    ]
    walk.roll = { ...walk.roll, members }
    settle(walk)
    assert.deepEqual(balancesOf(walk), { a: 40_000, b: 0 })
    assert.deepEqual(new Set(give(walk, 40)), new Set(['b']))
  })
})
