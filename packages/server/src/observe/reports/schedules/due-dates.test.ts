import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dueAtMs, dueDate, lastDueDate, nextDueDate, periodBefore, type Rhythm } from './due-dates.ts'

const daily: Rhythm = { every: 'day', weekday: 1, at: '07:30', zone: 'Europe/Berlin' }
const weekly: Rhythm = { every: 'week', weekday: 1, at: '07:30', zone: 'Europe/Berlin' }
const berlin = (text: string): number => Temporal.ZonedDateTime.from(`${text}[Europe/Berlin]`).epochMilliseconds

describe('when a report is due', () => {
  test('is its local time of day, on both sides of a change of the clocks', () => {
    assert.equal(dueAtMs(daily, '2026-10-24'), Date.UTC(2026, 9, 24, 5, 30))
    assert.equal(dueAtMs(daily, '2026-10-25'), Date.UTC(2026, 9, 25, 6, 30))
    // 02:30 is skipped that night.
    assert.equal(dueAtMs({ ...daily, at: '02:30' }, '2026-03-29'), Date.UTC(2026, 2, 29, 1, 30))
  })

  test('is each day, or each week on its day', () => {
    assert.equal(nextDueDate(daily, '2026-02-28'), '2026-03-01')
    assert.equal(nextDueDate(weekly, '2026-11-23'), '2026-11-30')
    assert.equal(nextDueDate(weekly, '2026-11-24'), '2026-11-30')
    assert.equal(lastDueDate(daily, berlin('2026-11-24T07:29')), '2026-11-23')
    assert.equal(lastDueDate(daily, berlin('2026-11-24T07:30')), '2026-11-24')
    assert.equal(lastDueDate(weekly, berlin('2026-11-23T07:29')), '2026-11-16')
    assert.equal(lastDueDate(weekly, berlin('2026-11-29T23:00')), '2026-11-23')
  })

  test('comes once for each period that was missed, the oldest first, and not for those long past', () => {
    const nowMs = berlin('2026-11-24T12:00')
    assert.equal(dueDate(daily, '2026-11-24', nowMs), null)
    assert.equal(dueDate(daily, '2026-11-21', nowMs), '2026-11-22')
    assert.equal(dueDate(daily, '2026-01-01', nowMs), '2026-11-18')
    assert.equal(dueDate(weekly, '2026-11-23', nowMs), null)
    assert.equal(dueDate(weekly, '2026-11-09', nowMs), '2026-11-16')
    assert.equal(dueDate(weekly, '2026-01-05', nowMs), '2026-11-02')
  })

  test('is about the day or the week before', () => {
    assert.deepEqual(periodBefore(daily, '2026-03-01'), { from: '2026-02-28', to: '2026-03-01' })
    assert.deepEqual(periodBefore(weekly, '2026-11-23'), { from: '2026-11-16', to: '2026-11-23' })
  })
})
