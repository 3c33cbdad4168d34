import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import { readPeriod } from './period.ts'

const nowMs = Date.UTC(2026, 10, 24, 23, 30)

describe('the period of a report', () => {
  test('ends before today where the zone has it, or begins today when the report looks ahead', () => {
    const berlin = readPeriod({ zone: 'Europe/Berlin', days: 7, nowMs })
    assert.deepEqual([berlin.from, berlin.to], ['2026-11-18', '2026-11-25'])
    const newYork = readPeriod({ zone: 'America/New_York', days: 7, looksAhead: true, nowMs })
    assert.deepEqual([newYork.from, newYork.to], ['2026-11-24', '2026-12-01'])
  })

  test('has days of 23 and 25 hours where clocks are changed', () => {
    const { days, untilMs } = readPeriod({
      from: '2026-10-24',
      to: '2026-10-27',
      zone: 'Europe/Berlin',
      days: 7,
      nowMs,
    })
    const starts = [...days.map(({ fromMs }) => fromMs), untilMs]
    const hours = starts.slice(1).map((ms, index) => (ms - (starts[index] ?? 0)) / 3_600_000)
    assert.deepEqual(hours, [24, 25, 24])
  })

  test('is refused where it is empty, too long, or in no zone', () => {
    const zone = 'UTC'
    const faulty = [
      { from: '2026-11-24', to: '2026-11-24', zone },
      { from: '2025-01-01', to: '2026-11-24', zone },
      { zone: 'Mars/Olympus' },
    ]
    for (const ask of faulty) {
      const isRefusal = (error: unknown): boolean => error instanceof RoutingError && error.code === 'report_invalid'
      assert.throws(() => readPeriod({ ...ask, days: 7, nowMs }), isRefusal)
    }
    assert.equal(readPeriod({ from: '2025-11-23', to: '2026-11-24', zone, days: 7, nowMs }).days.length, 366)
  })
})
