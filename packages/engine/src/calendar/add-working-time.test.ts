import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { addWorkingSeconds, addWorkingTime } from './add-working-time.ts'
import { defineCalendar } from './define-calendar.ts'
import { workingTimeBetween } from './working-time-between.ts'

const nineToFive = [{ from: '09:00', to: '17:00' }]
const office = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive }
const berlin = defineCalendar({ zone: 'Europe/Berlin', hours: office })

function added(start: string, duration: string, calendar = berlin): string | undefined {
  return addWorkingTime(calendar, Temporal.Instant.from(start), Temporal.Duration.from(duration))?.toString()
}

function between(zone: string, from: string, until: string): string {
  const calendar = defineCalendar({ zone, hours: 'always' })
  const [a, b] = [from, until].map((local) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant())
  return workingTimeBetween(calendar, a, b).toString()
}

describe('adding working time', () => {
  test('passes over nights and weekends', () => {
    assert.equal(added('2026-11-27T15:50:00Z', 'PT15M'), '2026-11-30T08:05:00Z')
    assert.equal(added('2026-11-23T08:00:00Z', 'PT40H30M'), '2026-11-30T08:30:00Z')
  })

  test('ends at the closing when it is used up there', () => {
    assert.equal(added('2026-11-23T08:00:00Z', 'PT8H'), '2026-11-23T16:00:00Z')
  })

  test('of a closed start counts from the next opening', () => {
    assert.equal(added('2026-11-28T12:00:00Z', 'PT1H'), '2026-11-30T09:00:00Z')
  })

  test('of nothing returns the start, moved to the next opening when closed', () => {
    assert.equal(added('2026-11-23T09:30:00Z', 'PT0S'), '2026-11-23T09:30:00Z')
    assert.equal(added('2026-11-23T16:00:00Z', 'PT0S'), '2026-11-24T08:00:00Z')
    assert.equal(added('2026-11-28T12:00:00Z', 'PT0S'), '2026-11-30T08:00:00Z')
  })

  test('of less than nothing goes back, and ends at the opening when it is used up there', () => {
    assert.equal(added('2026-11-30T08:05:00Z', '-PT15M'), '2026-11-27T15:50:00Z')
    assert.equal(added('2026-11-23T16:00:00Z', '-PT8H'), '2026-11-23T08:00:00Z')
    assert.equal(added('2026-11-28T12:00:00Z', '-PT1H'), '2026-11-27T15:00:00Z')
  })

  test('takes seconds as well, down to a millisecond', () => {
    assert.equal(
      addWorkingTime(berlin, Temporal.Instant.from('2026-11-23T08:00:00Z'), 90)?.toString(),
      '2026-11-23T08:01:30Z',
    )
    assert.equal(
      addWorkingSeconds(berlin, Date.parse('2026-11-23T15:59:59.999Z'), 0.002),
      Date.parse('2026-11-24T08:00:00.001Z'),
    )
  })

  test('is refused in days, whose working time has no fixed length, and in what is no number', () => {
    for (const duration of ['P1D', 'P1W', 'P1M', 'P1Y', 'P1DT1H']) {
      assert.throws(() => added('2026-11-23T08:00:00Z', duration), {
        name: 'EngineError',
        code: 'calendar_duration_malformed',
      })
    }
    for (const seconds of [NaN, Infinity]) {
      assert.throws(() => addWorkingSeconds(berlin, 0, seconds), {
        name: 'EngineError',
        code: 'calendar_duration_malformed',
      })
    }
    assert.throws(() => addWorkingSeconds(berlin, NaN, 1), {
      name: 'EngineError',
      code: 'calendar_instant_out_of_range',
    })
  })

  test('is null when so much never comes, or never was', () => {
    const gone = defineCalendar({ ...berlin.spec, absences: [{ from: '2026-11-24', until: null }] })
    assert.equal(added('2026-11-23T08:00:00Z', 'PT8H', gone), '2026-11-23T16:00:00Z')
    assert.equal(added('2026-11-23T08:00:00Z', 'PT8H0.001S', gone), undefined)
    assert.equal(added('2026-11-24T08:00:00Z', 'PT0S', gone), undefined)
    const once = defineCalendar({
      zone: 'UTC',
      hours: {},
      overrides: [{ date: '2026-12-24', hours: [{ from: '10:00', to: '12:00' }] }],
    })
    assert.equal(added('2026-12-31T00:00:00Z', '-PT2H', once), '2026-12-24T10:00:00Z')
    assert.equal(added('2026-12-31T00:00:00Z', '-PT2H1S', once), undefined)
  })

  test('counts through a change of clocks exactly', () => {
    const night = defineCalendar({ zone: 'America/New_York', hours: { sat: [{ from: '22:00', to: '06:00' }] } })
    assert.equal(added('2026-03-08T03:00:00Z', 'PT7H', night), '2026-03-08T10:00:00Z')
    assert.equal(added('2026-11-01T02:00:00Z', 'PT9H', night), '2026-11-01T11:00:00Z')
  })
})

describe('working time between', () => {
  test('of a day that is always open is as long as that day', () => {
    assert.equal(between('America/New_York', '2026-11-01T00:00', '2026-11-02T00:00'), 'PT25H')
    assert.equal(between('America/New_York', '2026-03-08T00:00', '2026-03-09T00:00'), 'PT23H')
    assert.equal(between('Europe/Berlin', '2026-10-25T00:00', '2026-10-26T00:00'), 'PT25H')
    assert.equal(between('Australia/Lord_Howe', '2026-04-05T00:00', '2026-04-06T00:00'), 'PT24H30M')
    assert.equal(between('Australia/Lord_Howe', '2026-10-04T00:00', '2026-10-05T00:00'), 'PT23H30M')
    assert.equal(between('America/Sao_Paulo', '2018-02-17T00:00', '2018-02-18T00:00'), 'PT25H')
    assert.equal(between('America/Sao_Paulo', '2017-10-15T00:00', '2017-10-16T00:00'), 'PT23H')
    assert.equal(between('Africa/Casablanca', '2025-02-23T00:00', '2025-02-24T00:00'), 'PT25H')
    assert.equal(between('Asia/Kolkata', '2026-03-29T00:00', '2026-03-30T00:00'), 'PT24H')
    assert.equal(between('Pacific/Apia', '2011-12-29T00:00', '2012-01-01T00:00'), 'PT48H')
  })

  test('of the ends the wrong way round is negative', () => {
    const [a, b] = ['2026-11-23T08:00:00Z', '2026-11-24T09:00:00Z'].map((text) => Temporal.Instant.from(text))
    assert.equal(workingTimeBetween(berlin, a, b).toString(), 'PT9H')
    assert.equal(workingTimeBetween(berlin, b, a).toString(), '-PT9H')
    assert.equal(workingTimeBetween(berlin, a, a).toString(), 'PT0S')
  })

  test('of three centuries is exact', () => {
    const calendar = defineCalendar({ zone: 'Asia/Kolkata', hours: 'always' })
    const [a, b] = ['1900-01-01T00:00:00Z', '2199-12-31T23:59:59.999Z'].map((text) => Temporal.Instant.from(text))
    assert.equal(workingTimeBetween(calendar, a, b).total('milliseconds'), b.epochMilliseconds - a.epochMilliseconds)
  })
})
