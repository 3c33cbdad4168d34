import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { calendarCases } from '../testing/arbitrary-calendar.ts'
import type { CalendarCase } from '../testing/arbitrary-calendar.ts'
import { CalendarWalk } from '../testing/calendar-walk.ts'
import { addWorkingSeconds } from './add-working-time.ts'
import { defineCalendar, findCalendarFaults } from './define-calendar.ts'
import type { Calendar } from './define-calendar.ts'
import { isOpen } from './is-open.ts'
import { nextClosing, nextOpening } from './next-opening.ts'
import { statusAtMs } from './status-at.ts'
import { workingMsBetween } from './working-time-between.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 1500 : 14
const days = 12

type Queried = CalendarCase & {
  readonly walk: CalendarWalk
  readonly calendar: Calendar
  readonly instants: readonly number[]
}

/** Calendars whose whole stretch is closed may never open at all; the walk has nothing to say of them. */
const queried: fc.Arbitrary<Queried> = calendarCases(days)
  .filter(({ spec }) => findCalendarFaults(spec).length === 0)
  .chain((found) =>
    fc
      .array(fc.integer({ min: found.fromMs / 1000, max: found.untilMs / 1000 - 1 }), {
        minLength: 30,
        maxLength: 60,
        size: 'max',
      })
      .map((seconds) => ({ ...found, instants: seconds.map((second) => second * 1000) })),
  )
  .map((found) => ({
    ...found,
    walk: new CalendarWalk(found.spec, found.fromMs, found.untilMs),
    calendar: defineCalendar(found.spec),
  }))

/** What lies beyond the walk it cannot tell; the calendar must not name an instant before its end. */
function agrees(walk: CalendarWalk, walked: number | null, answered: number | null): void {
  if (walked === null) assert.ok(answered === null || answered >= walk.untilMs, `${answered} is within the walk`)
  else assert.equal(answered, walked)
}

describe('a calendar', () => {
  // Reading a clock minute by minute is what the rules mean, so the slow walk judges the fast timeline.
  test('is open, opens, closes and adds up as somebody who watches the local clock would say', () => {
    fc.assert(
      fc.property(queried, ({ walk, calendar, instants }) => {
        for (const [index, atMs] of instants.entries()) {
          const instant = Temporal.Instant.fromEpochMilliseconds(atMs)
          assert.equal(isOpen(calendar, instant), walk.isOpen(atMs), `open at ${instant}`)
          agrees(walk, walk.next(atMs, true), nextOpening(calendar, instant)?.epochMilliseconds ?? null)
          agrees(walk, walk.next(atMs, false), nextClosing(calendar, instant)?.epochMilliseconds ?? null)
          const other = instants[(index + 1) % instants.length]
          if (other >= atMs)
            assert.equal(
              workingMsBetween(calendar, atMs, other),
              walk.between(atMs, other),
              `between ${instant} and ${other}`,
            )
        }
      }),
      { numRuns },
    )
  })

  test('reaches, after and before any instant, the one at which so much working time has passed by the clock', () => {
    fc.assert(
      fc.property(
        queried,
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 20, maxLength: 20 }),
        (found, lengths) => {
          for (const [index, seconds] of lengths.entries()) {
            const atMs = found.instants[index % found.instants.length]
            const after = found.walk.add(atMs, seconds * 1000)
            agrees(found.walk, after, addWorkingSeconds(found.calendar, atMs, seconds))
            if (seconds === 0) continue
            const back = found.walk.add(atMs, -seconds * 1000)
            const answered = addWorkingSeconds(found.calendar, atMs, -seconds)
            if (back === null) assert.ok(answered === null || answered < found.fromMs)
            else assert.equal(answered, back, `${seconds} s before ${atMs}`)
          }
        },
      ),
      { numRuns },
    )
  })

  test('says who is absent, with the note and the first instant back at work, and for how long that holds', () => {
    fc.assert(
      fc.property(queried, ({ walk, calendar, instants }) => {
        for (const atMs of instants) {
          const { availability, holdsUntilMs } = statusAtMs(calendar, atMs)
          assert.ok(holdsUntilMs > atMs)
          const lastMs = Math.min(holdsUntilMs, walk.untilMs) - 1000
          const note = walk.note(atMs)
          if (availability.kind === 'absent') {
            assert.equal(availability.note, note)
            assert.equal(walk.note(lastMs), note)
          } else {
            assert.equal(note, null)
            assert.equal(availability.kind, walk.isOpen(atMs) ? 'available' : 'off_shift')
            assert.equal(walk.isOpen(lastMs), walk.isOpen(atMs))
          }
          if (availability.kind === 'absent' || availability.kind === 'off_shift') {
            agrees(walk, walk.next(atMs, true), availability.untilMs)
          }
        }
      }),
      { numRuns },
    )
  })
})
