import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { CalendarSpec } from './calendar.ts'
import { defineCalendar } from './define-calendar.ts'
import { statusAt, statusAtMs } from './status-at.ts'

const nineToFive = [{ from: '09:00', to: '17:00' }]
const spec: CalendarSpec = {
  zone: 'UTC',
  hours: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
}
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds

function said(from: Partial<CalendarSpec>, instant: string): readonly string[] {
  const { availability, holdsUntilMs } = statusAtMs(defineCalendar({ ...spec, ...from }), ms(instant))
  const until =
    'untilMs' in availability && availability.untilMs !== null
      ? new Date(availability.untilMs).toISOString().slice(0, 16)
      : 'never'
  const note = availability.kind === 'absent' ? [String(availability.note)] : []
  const holds = Number.isFinite(holdsUntilMs) ? new Date(holdsUntilMs).toISOString().slice(0, 16) : 'for ever'
  return availability.kind === 'available' ? ['available', holds] : [availability.kind, until, ...note, holds]
}

describe('the status of a person', () => {
  test('is available until the closing', () => {
    assert.deepEqual(said({}, '2026-11-23T09:00Z'), ['available', '2026-11-23T17:00'])
  })

  test('is off shift until the next opening', () => {
    assert.deepEqual(said({}, '2026-11-27T17:00Z'), ['off_shift', '2026-11-30T09:00', '2026-11-30T09:00'])
  })

  test('is absent until the end of the absence moved to the next opening', () => {
    const absences = [{ from: '2026-11-23', until: '2026-11-28', note: 'holiday in Rome' }]
    assert.deepEqual(said({ absences }, '2026-11-25T10:00Z'), [
      'absent',
      '2026-11-30T09:00',
      'holiday in Rome',
      '2026-11-28T00:00',
    ])
  })

  test('is absent, not off shift, at night during an absence', () => {
    const absences = [{ from: '2026-11-23', until: '2026-11-25' }]
    assert.deepEqual(said({ absences }, '2026-11-23T02:00Z'), [
      'absent',
      '2026-11-25T09:00',
      'null',
      '2026-11-25T00:00',
    ])
  })

  test('is off shift before an absence, until the first opening after it', () => {
    const absences = [{ from: '2026-11-24', until: '2026-11-26' }]
    assert.deepEqual(said({ absences }, '2026-11-23T20:00Z'), ['off_shift', '2026-11-26T09:00', '2026-11-24T00:00'])
  })

  test('is absent until after all absences that follow each other, with only closed time between', () => {
    const absences = [
      { from: '2026-11-23', until: '2026-11-25', note: 'training' },
      { from: '2026-11-24T12:00', until: '2026-11-26', note: 'sick' },
      { from: '2026-11-26T08:00', until: '2026-11-28', note: 'moving house' },
    ]
    assert.deepEqual(said({ absences }, '2026-11-24T13:00Z'), [
      'absent',
      '2026-11-30T09:00',
      'training',
      '2026-11-25T00:00',
    ])
    assert.deepEqual(said({ absences }, '2026-11-25T13:00Z'), [
      'absent',
      '2026-11-30T09:00',
      'sick',
      '2026-11-26T00:00',
    ])
  })

  test('has no end where the person never comes back', () => {
    const absences = [{ from: '2026-11-24', until: null, note: 'left' }]
    assert.deepEqual(said({ absences }, '2026-11-24T13:00Z'), ['absent', 'never', 'left', 'for ever'])
    assert.deepEqual(said({ absences }, '2026-11-23T18:00Z'), ['off_shift', 'never', '2026-11-24T00:00'])
    assert.deepEqual(said({ hours: 'always' }, '2026-11-23T18:00Z'), ['available', 'for ever'])
  })

  test('is told of an instant as of its millisecond, and refused outside the years calendars know', () => {
    const calendar = defineCalendar(spec)
    assert.deepEqual(statusAt(calendar, Temporal.Instant.from('2026-11-23T16:59:59.999999Z')), { kind: 'available' })
    assert.deepEqual(statusAt(calendar, Temporal.Instant.from('2026-11-23T17:00Z')), {
      kind: 'off_shift',
      untilMs: ms('2026-11-24T09:00Z'),
    })
    for (const epochMs of [NaN, Infinity, -Infinity, ms('2200-01-01T00:00Z'), ms('1899-12-31T23:00Z')]) {
      assert.throws(() => statusAtMs(calendar, epochMs), { name: 'EngineError', code: 'calendar_instant_out_of_range' })
    }
  })

  test('cannot be changed by who is told', () => {
    const status = statusAtMs(defineCalendar(spec), ms('2026-11-23T18:00Z'))
    assert.ok(Object.isFrozen(status) && Object.isFrozen(status.availability))
  })
})
