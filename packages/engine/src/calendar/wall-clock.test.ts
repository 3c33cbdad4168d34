import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { firstInstantMs, wallClock } from './wall-clock.ts'

/** The instant a local time stands for, written in its zone. */
function instantOf(zone: string, local: string): string {
  const epochMs = firstInstantMs(zone, Temporal.PlainDateTime.from(local).toZonedDateTime('UTC').epochMilliseconds)
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ timeZone: zone })
}

describe('a local time stands for the first instant at which the clock shows it or something later', () => {
  const cases = [
    ['an ordinary time is itself', 'America/New_York', '2026-06-15T09:00', '2026-06-15T09:00:00-04:00'],
    ['a time the clock jumps over is the jump', 'America/New_York', '2026-03-08T02:30', '2026-03-08T03:00:00-04:00'],
    ['the end of the gap is the jump too', 'America/New_York', '2026-03-08T03:00', '2026-03-08T03:00:00-04:00'],
    ['a time shown twice is its first showing', 'America/New_York', '2026-11-01T01:30', '2026-11-01T01:30:00-04:00'],
    [
      'the end of the repeated hour comes after both',
      'America/New_York',
      '2026-11-01T02:00',
      '2026-11-01T02:00:00-05:00',
    ],
    ['Berlin springs forward', 'Europe/Berlin', '2026-03-29T02:15', '2026-03-29T03:00:00+02:00'],
    ['Berlin falls back', 'Europe/Berlin', '2026-10-25T02:15', '2026-10-25T02:15:00+02:00'],
    ['Lord Howe jumps by half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T02:30:00+11:00'],
    ['Lord Howe repeats half an hour', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-05T01:45:00+11:00'],
    [
      'Casablanca sets its clocks back for Ramadan',
      'Africa/Casablanca',
      '2025-02-23T02:30',
      '2025-02-23T02:30:00+01:00',
    ],
    [
      'Casablanca sets them forward after Ramadan',
      'Africa/Casablanca',
      '2025-04-06T02:30',
      '2025-04-06T03:00:00+01:00',
    ],
    ['Kolkata never changes', 'Asia/Kolkata', '2026-03-29T02:30', '2026-03-29T02:30:00+05:30'],
    ['midnight is skipped in São Paulo', 'America/Sao_Paulo', '2017-10-15T00:00', '2017-10-15T01:00:00-02:00'],
    [
      'the hour before midnight comes twice in São Paulo',
      'America/Sao_Paulo',
      '2018-02-17T23:30',
      '2018-02-17T23:30:00-02:00',
    ],
    ['midnight after that hour comes once', 'America/Sao_Paulo', '2018-02-18T00:00', '2018-02-18T00:00:00-03:00'],
    ['a whole day is skipped in Apia', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-31T00:00:00+14:00'],
  ] as const
  for (const [sentence, zone, local, expected] of cases) {
    test(`${sentence}: ${zone} ${local}`, () => {
      assert.equal(instantOf(zone, local), expected)
    })
  }

  test('the short way of a week without a change is the long way', () => {
    const fromMs = Temporal.Instant.from('2026-06-01T00:00Z').epochMilliseconds
    const clock = wallClock('Asia/Kathmandu', fromMs, fromMs + 604_800_000)
    for (let hour = 0; hour < 168; hour += 1) {
      const localMs = fromMs + hour * 3_600_000
      assert.equal(clock(localMs), firstInstantMs('Asia/Kathmandu', localMs))
    }
  })
})
