import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRetryAfter, retryDelayMs } from './retry-schedule.ts'

const HOUR_MS = 3_600_000

describe('the schedule of attempts', () => {
  test('goes from seconds to hours and ends a little after three days', () => {
    const delays: number[] = []
    for (let attempts = 1; ; attempts += 1) {
      const delay = retryDelayMs(attempts, null, 0)
      if (delay === null) break
      delays.push(delay)
    }
    assert.deepEqual(delays.slice(0, 6), [5000, 30_000, 120_000, 600_000, HOUR_MS, 6 * HOUR_MS])
    const total = delays.reduce((sum, delay) => sum + delay, 0)
    assert.ok(total >= 72 * HOUR_MS && total < 75 * HOUR_MS, `${total / HOUR_MS} hours`)
  })

  test('is spread by chance, never to sooner', () => {
    assert.equal(retryDelayMs(1, null, 1), 6000)
  })

  test('gives way to what the receiver asks for, up to a day', () => {
    assert.equal(retryDelayMs(1, 60_000, 0), 60_000)
    assert.equal(retryDelayMs(6, 60_000, 0), 6 * HOUR_MS)
    assert.equal(retryDelayMs(1, 100 * HOUR_MS, 0), 24 * HOUR_MS)
  })
})

describe('Retry-After', () => {
  test('is read in seconds and as a date, and nothing else', () => {
    const now = Date.UTC(2026, 10, 24, 9, 0, 0)
    assert.equal(readRetryAfter('120', now), 120_000)
    assert.equal(readRetryAfter('Tue, 24 Nov 2026 09:01:00 GMT', now), 60_000)
    assert.equal(readRetryAfter('Tue, 24 Nov 2026 08:00:00 GMT', now), 0)
    for (const header of [null, '', '-5', '1.5', 'soon', '2026-11-24T09:01:00Z', '99999999999999']) {
      assert.equal(readRetryAfter(header, now), null, String(header))
    }
  })
})
