import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { calendarCases } from '../testing/arbitrary-calendar.ts'
import { addWorkingSeconds } from './add-working-time.ts'
import { defineCalendar, findCalendarFaults } from './define-calendar.ts'
import type { Calendar } from './define-calendar.ts'
import { isOpen } from './is-open.ts'
import { nextChange, nextOpeningMs } from './next-opening.ts'
import { statusAtMs } from './status-at.ts'
import { workingMsBetween, workingTimeBetween } from './working-time-between.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 50_000 : 250

type Asked = { readonly calendar: Calendar; readonly instants: readonly number[]; readonly seconds: readonly number[] }

const asked: fc.Arbitrary<Asked> = calendarCases(60)
  .filter(({ spec }) => findCalendarFaults(spec).length === 0)
  .chain(({ spec, fromMs, untilMs }) =>
    fc.record({
      calendar: fc.constant(defineCalendar(spec)),
      instants: fc.array(fc.integer({ min: fromMs, max: untilMs }), { minLength: 3, maxLength: 3 }),
      // Quarters of an hour often end on a closing, where the laws are delicate.
      seconds: fc.array(
        fc.oneof(
          fc.integer({ min: 1, max: 200_000 }),
          fc.integer({ min: 1, max: 200 }).map((quarter) => quarter * 900),
        ),
        {
          minLength: 2,
          maxLength: 2,
        },
      ),
    }),
  )

function holds(law: (asked: Asked) => void): void {
  fc.assert(fc.property(asked, law), { numRuns })
}

describe('working time', () => {
  test('between b and a is the negative of that between a and b, and of an instant and itself is zero', () => {
    holds(({ calendar, instants: [a, b] }) => {
      const [from, to] = [a, b].map((epochMs) => Temporal.Instant.fromEpochMilliseconds(epochMs))
      const there = workingTimeBetween(calendar, from, to)
      assert.equal(workingTimeBetween(calendar, to, from).toString(), there.negated().toString())
      assert.ok(Object.is(workingMsBetween(calendar, a, a), 0))
      assert.equal(there.sign === 0 ? 0 : there.sign, workingMsBetween(calendar, a, b) === 0 ? 0 : Math.sign(b - a))
    })
  })

  test('of two stretches that follow each other adds up, and never exceeds the time that passes', () => {
    holds(({ calendar, instants: [a, b, c] }) => {
      assert.equal(
        workingMsBetween(calendar, a, b) + workingMsBetween(calendar, b, c),
        workingMsBetween(calendar, a, c),
      )
      assert.ok(Math.abs(workingMsBetween(calendar, a, b)) <= Math.abs(b - a))
    })
  })

  test('that was added lies between start and end, forwards and backwards', () => {
    holds(({ calendar, instants: [a], seconds: [s] }) => {
      for (const signed of [s, -s]) {
        const end = addWorkingSeconds(calendar, a, signed)
        if (end !== null) assert.equal(workingMsBetween(calendar, a, end), signed * 1000)
      }
    })
  })

  test('ends at the nearest instant at which it has passed', () => {
    holds(({ calendar, instants: [a], seconds: [s] }) => {
      const after = addWorkingSeconds(calendar, a, s)
      if (after !== null) assert.equal(workingMsBetween(calendar, a, after - 1), s * 1000 - 1)
      const before = addWorkingSeconds(calendar, a, -s)
      if (before !== null) assert.equal(workingMsBetween(calendar, before + 1, a), s * 1000 - 1)
    })
  })

  test('added in two steps is added in one, forwards and backwards', () => {
    holds(({ calendar, instants: [a], seconds: [s, t] }) => {
      for (const sign of [1, -1]) {
        const half = addWorkingSeconds(calendar, a, sign * s)
        if (half === null) continue
        assert.equal(addWorkingSeconds(calendar, half, sign * t), addWorkingSeconds(calendar, a, sign * (s + t)))
      }
    })
  })

  test('added and taken back returns to the start, moved to the next opening when that was closed', () => {
    holds(({ calendar, instants: [a], seconds: [s] }) => {
      const end = addWorkingSeconds(calendar, a, s)
      if (end !== null) assert.equal(addWorkingSeconds(calendar, end, -s), nextOpeningMs(calendar, a))
    })
  })

  test('between two instants, added to the first, reaches the second or the closing before it', () => {
    holds(({ calendar, instants: [a, b] }) => {
      const between = workingMsBetween(calendar, a, b)
      if (between <= 0) return
      const reached = addWorkingSeconds(calendar, a, between / 1000)
      assert.ok(reached !== null && reached <= b)
      assert.equal(workingMsBetween(calendar, reached, b), 0)
    })
  })

  test('of nothing moves a closed start to the next opening and leaves an open one', () => {
    holds(({ calendar, instants: [a] }) => {
      const moved = addWorkingSeconds(calendar, a, 0)
      assert.equal(moved, nextOpeningMs(calendar, a))
      if (moved === null) return
      assert.ok(isOpen(calendar, Temporal.Instant.fromEpochMilliseconds(moved)))
      assert.equal(workingMsBetween(calendar, a, moved), 0)
      if (isOpen(calendar, Temporal.Instant.fromEpochMilliseconds(a))) assert.equal(moved, a)
    })
  })

  test('never ends earlier when more is added or when the start is later', () => {
    holds(({ calendar, instants: [a, b], seconds: [s, t] }) => {
      const ends = [Math.min(s, t), Math.max(s, t)].map(
        (seconds) => addWorkingSeconds(calendar, a, seconds) ?? Infinity,
      )
      assert.ok(ends[0] <= ends[1])
      assert.ok(
        (addWorkingSeconds(calendar, Math.min(a, b), s) ?? Infinity) <=
          (addWorkingSeconds(calendar, Math.max(a, b), s) ?? Infinity),
      )
    })
  })
})

describe('what a calendar keeps to answer fast', () => {
  test('changes no answer, in whatever order it is asked', () => {
    const orders = fc.tuple(
      calendarCases(400).filter(({ spec }) => findCalendarFaults(spec).length === 0),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
    )
    fc.assert(
      fc.property(orders, ([{ spec, fromMs, untilMs }, places]) => {
        const instants = places.map((place) => Math.floor(fromMs + place * (untilMs - fromMs)))
        const used = defineCalendar(spec)
        for (const epochMs of instants) {
          const fresh = defineCalendar(spec)
          const instant = Temporal.Instant.fromEpochMilliseconds(epochMs)
          assert.deepEqual(statusAtMs(used, epochMs), statusAtMs(fresh, epochMs))
          assert.deepEqual(nextChange(used, instant), nextChange(fresh, instant))
          assert.equal(addWorkingSeconds(used, epochMs, 90_000), addWorkingSeconds(fresh, epochMs, 90_000))
        }
      }),
      { numRuns: Math.ceil(numRuns / 20) },
    )
  })
})
