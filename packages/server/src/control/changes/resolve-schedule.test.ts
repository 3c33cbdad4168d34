import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readZone, resolveLocalTime } from './resolve-schedule.ts'

const at = (local: string, zone: string): string => new Date(resolveLocalTime(local, zone).atMs).toISOString()

describe('a local time', () => {
  test('is an instant by its zone', () => {
    assert.equal(at('2026-12-01T00:00', 'Europe/Berlin'), '2026-11-30T23:00:00.000Z')
    assert.equal(resolveLocalTime('2026-12-01T00:00', 'Europe/Berlin').note, null)
  })

  test('that is there twice is the first of both, and it is said', () => {
    assert.equal(at('2026-10-25T02:30', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z')
    assert.match(resolveLocalTime('2026-10-25T02:30', 'Europe/Berlin').note ?? '', /twice.*\+02:00, not \+01:00/)
  })

  test('that is skipped is as much later as clocks are put forward, and it is said', () => {
    assert.equal(at('2026-03-29T02:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z')
    assert.match(resolveLocalTime('2026-03-29T02:30', 'Europe/Berlin').note ?? '', /no 02:30:00.*03:30:00 is meant/)
  })

  test('that no calendar has is refused, as is a zone that is none', () => {
    assert.throws(() => resolveLocalTime('2026-02-30T00:00', 'Europe/Berlin'), { code: 'schedule_invalid' })
    for (const zone of ['+01:00', 'Berlin', 'Europe/Nowhere', '']) {
      assert.throws(() => readZone(zone), { code: 'schedule_invalid' })
    }
  })
})
