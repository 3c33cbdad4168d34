import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { CalendarSpec } from './calendar.ts'
import { defineCalendar } from './define-calendar.ts'
import { isOpen } from './is-open.ts'
import { nextChange, nextClosing, nextOpening } from './next-opening.ts'

const weekdays = {
  mon: [{ from: '09:00', to: '17:00' }],
  tue: [{ from: '09:00', to: '17:00' }],
  wed: [{ from: '09:00', to: '17:00' }],
}

/** The openings and closings of a calendar within some local days, as local times. */
function changes(spec: CalendarSpec, fromDate: string, untilDate: string): readonly string[] {
  const calendar = defineCalendar(spec)
  const [start, end] = [fromDate, untilDate].map((date) =>
    Temporal.PlainDate.from(date).toZonedDateTime(spec.zone).toInstant(),
  )
  const found: string[] = []
  let next = nextOpening(calendar, start)
  while (next !== null && Temporal.Instant.compare(next, end) < 0) {
    const local = next.toZonedDateTimeISO(spec.zone)
    found.push(
      `${isOpen(calendar, next) ? 'opens' : 'closes'} ${local.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${local.offset}`,
    )
    next = nextChange(calendar, next)
  }
  return found
}

describe('a calendar over a change of clocks', () => {
  test('a shift over the skipped hour of New York is an hour shorter', () => {
    const spec: CalendarSpec = { zone: 'America/New_York', hours: { sat: [{ from: '22:00', to: '06:00' }] } }
    assert.deepEqual(changes(spec, '2026-03-07', '2026-03-09'), [
      'opens 2026-03-07T22:00 -05:00',
      'closes 2026-03-08T06:00 -04:00',
    ])
  })

  test('a shift that starts at a time the clock jumps over starts at the jump', () => {
    const spec: CalendarSpec = { zone: 'America/New_York', hours: { sun: [{ from: '02:30', to: '10:00' }] } }
    assert.deepEqual(changes(spec, '2026-03-08', '2026-03-09'), [
      'opens 2026-03-08T03:00 -04:00',
      'closes 2026-03-08T10:00 -04:00',
    ])
  })

  test('a shift within the skipped hour does not take place', () => {
    const spec: CalendarSpec = { zone: 'Europe/Berlin', hours: { sun: [{ from: '02:10', to: '02:50' }] } }
    assert.deepEqual(changes(spec, '2026-03-28', '2026-03-31'), [])
    assert.deepEqual(changes(spec, '2026-04-05', '2026-04-06'), [
      'opens 2026-04-05T02:10 +02:00',
      'closes 2026-04-05T02:50 +02:00',
    ])
  })

  test('a shift over the repeated hour is one stretch, an hour longer', () => {
    const spec: CalendarSpec = { zone: 'Europe/Berlin', hours: { sun: [{ from: '02:30', to: '03:30' }] } }
    assert.deepEqual(changes(spec, '2026-10-25', '2026-10-26'), [
      'opens 2026-10-25T02:30 +02:00',
      'closes 2026-10-25T03:30 +01:00',
    ])
  })

  test('a shift that ends in the repeated hour ends at its first showing', () => {
    const spec: CalendarSpec = { zone: 'Australia/Lord_Howe', hours: { sat: [{ from: '20:00', to: '01:45' }] } }
    assert.deepEqual(changes(spec, '2026-04-04', '2026-04-06'), [
      'opens 2026-04-04T20:00 +11:00',
      'closes 2026-04-05T01:45 +11:00',
    ])
  })

  test('a day without a midnight opens when it begins', () => {
    const spec: CalendarSpec = { zone: 'America/Sao_Paulo', hours: { sun: [{ from: '00:00', to: '24:00' }] } }
    assert.deepEqual(changes(spec, '2017-10-15', '2017-10-17'), [
      'opens 2017-10-15T01:00 -02:00',
      'closes 2017-10-16T00:00 -02:00',
    ])
  })

  test('the day that Apia skipped has no hours, and a night into it ends when the next day begins', () => {
    const spec: CalendarSpec = {
      zone: 'Pacific/Apia',
      hours: {
        thu: [{ from: '20:00', to: '04:00' }],
        fri: [{ from: '09:00', to: '17:00' }],
        sat: [{ from: '10:00', to: '12:00' }],
      },
    }
    assert.deepEqual(changes(spec, '2011-12-28', '2012-01-01'), [
      'opens 2011-12-29T20:00 -10:00',
      'closes 2011-12-31T00:00 +14:00',
      'opens 2011-12-31T10:00 +14:00',
      'closes 2011-12-31T12:00 +14:00',
    ])
  })
})

describe('overrides, holidays and absences', () => {
  const berlin: CalendarSpec = { zone: 'Europe/Berlin', hours: weekdays }

  test('an override stands in place of the weekly hours of its date', () => {
    const spec = {
      ...berlin,
      overrides: [
        { date: '2026-11-23', hours: [{ from: '12:00', to: '13:00' }] },
        { date: '2026-11-24', hours: [] },
      ],
    }
    assert.deepEqual(changes(spec, '2026-11-23', '2026-11-26'), [
      'opens 2026-11-23T12:00 +01:00',
      'closes 2026-11-23T13:00 +01:00',
      'opens 2026-11-25T09:00 +01:00',
      'closes 2026-11-25T17:00 +01:00',
    ])
  })

  test('a holiday is closed, and an override of the same date wins over it', () => {
    const holidays = [{ date: '2026-11-23' }, { date: '2026-11-24' }]
    const spec = { ...berlin, holidays, overrides: [{ date: '2026-11-24', hours: [{ from: '10:00', to: '11:00' }] }] }
    assert.deepEqual(changes(spec, '2026-11-23', '2026-11-25'), [
      'opens 2026-11-24T10:00 +01:00',
      'closes 2026-11-24T11:00 +01:00',
    ])
  })

  test('a shift past midnight ends at midnight when the next date is a holiday', () => {
    const spec: CalendarSpec = {
      ...berlin,
      hours: { mon: [{ from: '22:00', to: '06:00' }] },
      holidays: [{ date: '2026-11-24' }],
    }
    assert.deepEqual(changes(spec, '2026-11-23', '2026-11-26'), [
      'opens 2026-11-23T22:00 +01:00',
      'closes 2026-11-24T00:00 +01:00',
    ])
  })

  test("an override's shift past midnight runs into the next date", () => {
    const spec = { ...berlin, overrides: [{ date: '2026-11-22', hours: [{ from: '22:00', to: '09:30' }] }] }
    assert.deepEqual(changes(spec, '2026-11-22', '2026-11-24'), [
      'opens 2026-11-22T22:00 +01:00',
      'closes 2026-11-23T17:00 +01:00',
    ])
  })

  test('an absence of dates ends at the midnight that begins its end', () => {
    const spec = { ...berlin, hours: 'always' as const, absences: [{ from: '2026-11-23', until: '2026-11-24' }] }
    assert.deepEqual(changes(spec, '2026-11-22', '2026-11-25'), [
      'opens 2026-11-22T00:00 +01:00',
      'closes 2026-11-23T00:00 +01:00',
      'opens 2026-11-24T00:00 +01:00',
    ])
  })

  test('absences of a part of a day, in local time and as instants, are cut out', () => {
    const absences = [
      { from: '2026-11-23T10:00', until: '2026-11-23T11:30' },
      { from: '2026-11-23T13:00:00Z', until: '2026-11-23T15:00:00+01:00' },
      { from: '2026-11-23T15:30:00+01:00[Europe/Berlin]', until: '2026-11-23T17:30' },
    ]
    assert.deepEqual(changes({ ...berlin, absences }, '2026-11-23', '2026-11-24'), [
      'opens 2026-11-23T09:00 +01:00',
      'closes 2026-11-23T10:00 +01:00',
      'opens 2026-11-23T11:30 +01:00',
      'closes 2026-11-23T14:00 +01:00',
      'opens 2026-11-23T15:00 +01:00',
      'closes 2026-11-23T15:30 +01:00',
    ])
  })
})

describe('the next opening and closing', () => {
  const berlin = defineCalendar({ zone: 'Europe/Berlin', hours: weekdays })
  const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

  test('of an instant that is open, or closed, is that instant itself', () => {
    assert.equal(nextOpening(berlin, at('2026-11-23T08:00Z'))?.toString(), '2026-11-23T08:00:00Z')
    assert.equal(nextClosing(berlin, at('2026-11-23T16:00Z'))?.toString(), '2026-11-23T16:00:00Z')
    assert.equal(
      nextOpening(berlin, at('2026-11-23T08:00:00.000000001Z'))?.toString(),
      '2026-11-23T08:00:00.000000001Z',
    )
  })

  test('lie over the weekend where they must', () => {
    assert.equal(nextOpening(berlin, at('2026-11-25T16:00Z'))?.toString(), '2026-11-30T08:00:00Z')
    assert.equal(nextClosing(berlin, at('2026-11-30T08:00Z'))?.toString(), '2026-11-30T16:00:00Z')
  })

  test('are null where a calendar never opens, closes or changes again', () => {
    const gone = defineCalendar({ ...berlin.spec, absences: [{ from: '2026-11-24', until: null }] })
    assert.equal(nextOpening(gone, at('2026-11-23T20:00Z')), null)
    assert.equal(nextChange(gone, at('2026-11-23T20:00Z')), null)
    const always = defineCalendar({ zone: 'Europe/Berlin', hours: 'always' })
    assert.equal(nextClosing(always, at('2026-11-23T20:00Z')), null)
    assert.equal(nextChange(always, at('2026-11-23T20:00Z')), null)
    const once = defineCalendar({
      zone: 'UTC',
      hours: {},
      overrides: [{ date: '2026-12-24', hours: [{ from: '10:00', to: '12:00' }] }],
    })
    assert.equal(nextOpening(once, at('2000-01-01T00:00Z'))?.toString(), '2026-12-24T10:00:00Z')
    assert.equal(nextOpening(once, at('2026-12-24T12:00Z')), null)
  })

  test('are found across decades of absence, and of being open', () => {
    const long = defineCalendar({ ...berlin.spec, absences: [{ from: '2026-11-24', until: '2099-01-01' }] })
    assert.equal(nextOpening(long, at('2026-11-24T00:00Z'))?.toString(), '2099-01-05T08:00:00Z')
    const rarely = defineCalendar({
      zone: 'UTC',
      hours: 'always',
      holidays: [{ date: '2150-07-04' }],
      absences: [{ from: '2160-01-01', until: null }],
    })
    assert.equal(nextClosing(rarely, at('1999-01-01T00:00Z'))?.toString(), '2150-07-04T00:00:00Z')
    assert.equal(nextClosing(rarely, at('2150-07-05T00:00Z'))?.toString(), '2160-01-01T00:00:00Z')
  })

  test('an instant outside the years 1900 to 2199 is refused', () => {
    for (const instant of [at('1899-12-31T23:59:59Z'), at('2200-01-01T00:00Z')]) {
      for (const ask of [isOpen, nextOpening, nextClosing, nextChange]) {
        assert.throws(() => ask(berlin, instant), { name: 'EngineError', code: 'calendar_instant_out_of_range' })
      }
    }
  })
})
