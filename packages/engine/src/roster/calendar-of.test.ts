import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { statusAtMs } from '../calendar/status-at.ts'
import { calendarOf } from './calendar-of.ts'

const hours = { mon: [{ from: '09:00', to: '17:00' }] }
const mondayNoonMs = Temporal.Instant.from('2026-11-23T12:00:00Z').epochMilliseconds

describe('people who keep the same hours', () => {
  test('have one calendar, but for who has another zone or dates of their own', () => {
    const plain = calendarOf({ zone: 'UTC', hours })
    assert.equal(calendarOf({ zone: 'UTC', hours, overrides: [], absences: [] }), plain)
    for (const own of [
      { zone: 'Asia/Tokyo', hours },
      { zone: 'UTC', hours: 'always' as const },
      { zone: 'UTC', hours, absences: [{ from: '2026-11-23', until: '2026-11-24' }] },
      { zone: 'UTC', hours, holidays: [{ date: '2026-11-23' }] },
      { zone: 'UTC', hours, overrides: [{ date: '2026-11-23', hours: [] }] },
    ]) {
      assert.notEqual(calendarOf(own), plain, JSON.stringify(own))
    }
  })

  test('are not absent when one of them is', () => {
    const away = calendarOf({ zone: 'UTC', hours, absences: [{ from: '2026-11-23', until: null }] })
    const colleague = calendarOf({ zone: 'UTC', hours })
    assert.equal(statusAtMs(away, mondayNoonMs).availability.kind, 'absent')
    assert.equal(statusAtMs(colleague, mondayNoonMs).availability.kind, 'available')
  })
})
