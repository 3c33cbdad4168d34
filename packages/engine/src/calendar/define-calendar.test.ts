import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { EngineError } from '../engine-error.ts'
import type { CalendarSpec, DayInterval } from './calendar.ts'
import { defineCalendar, findCalendarFaults } from './define-calendar.ts'

const office: CalendarSpec = { zone: 'Europe/Berlin', hours: { mon: [{ from: '09:00', to: '17:00' }] } }

function hours(...mon: readonly (readonly [string, string])[]): CalendarSpec {
  return { zone: 'Europe/Berlin', hours: { mon: mon.map(([from, to]): DayInterval => ({ from, to })) } }
}

/** What a caller from plain JavaScript may pass by mistake. */
function broken(spec: object): CalendarSpec {
  return JSON.parse(JSON.stringify({ ...office, ...spec }))
}

describe('defining a calendar', () => {
  const refused: readonly (readonly [string, CalendarSpec, string, string])[] = [
    ['an unknown zone', broken({ zone: 'Europe/Berln' }), 'calendar_zone_unknown', 'zone'],
    ['an offset in place of a zone', broken({ zone: '+05:30' }), 'calendar_zone_unknown', 'zone'],
    ['no zone', broken({ zone: null }), 'calendar_zone_unknown', 'zone'],
    ['no hours', broken({ hours: null }), 'calendar_hours_malformed', 'hours'],
    ['a weekday that is none', broken({ hours: { monday: [] } }), 'calendar_hours_malformed', 'hours.monday'],
    ['hours that are no list', broken({ hours: { mon: '09:00-17:00' } }), 'calendar_hours_malformed', 'hours.mon'],
    ['a time without its leading zero', hours(['9:00', '17:00']), 'calendar_hours_malformed', 'hours.mon[0].from'],
    ['a minute that does not exist', hours(['09:00', '17:60']), 'calendar_hours_malformed', 'hours.mon[0].to'],
    ['24:00 as a start', hours(['24:00', '17:00']), 'calendar_hours_malformed', 'hours.mon[0].from'],
    ['a missing end', broken({ hours: { mon: [{ from: '09:00' }] } }), 'calendar_hours_malformed', 'hours.mon[0].to'],
    [
      'a number for a time',
      broken({ hours: { mon: [{ from: 540, to: '17:00' }] } }),
      'calendar_hours_malformed',
      'hours.mon[0].from',
    ],
    ['intervals that overlap', hours(['09:00', '13:00'], ['12:00', '17:00']), 'calendar_hours_overlap', 'hours.mon'],
    [
      'a night that runs into the next morning',
      broken({ hours: { mon: [{ from: '22:00', to: '06:00' }], tue: [{ from: '05:00', to: '09:00' }] } }),
      'calendar_hours_overlap',
      'hours.tue[0]',
    ],
    [
      'a Sunday night that runs into Monday',
      broken({ hours: { sun: [{ from: '22:00', to: '10:00' }], mon: [{ from: '09:00', to: '17:00' }] } }),
      'calendar_hours_overlap',
      'hours.mon[0]',
    ],
    [
      'a date that does not exist',
      broken({ holidays: [{ date: '2026-02-30' }] }),
      'calendar_date_malformed',
      'holidays[0].date',
    ],
    [
      'a date in another style',
      broken({ holidays: [{ date: '24.12.2026' }] }),
      'calendar_date_malformed',
      'holidays[0].date',
    ],
    [
      'a year calendars do not know',
      broken({ holidays: [{ date: '2200-01-01' }] }),
      'calendar_date_malformed',
      'holidays[0].date',
    ],
    [
      'two overrides of one date',
      broken({
        overrides: [
          { date: '2026-12-24', hours: [] },
          { date: '2026-12-24', hours: [] },
        ],
      }),
      'calendar_date_malformed',
      'overrides[1].date',
    ],
    [
      'overlapping hours in an override',
      broken({
        overrides: [
          {
            date: '2026-12-24',
            hours: [
              { from: '09:00', to: '12:00' },
              { from: '11:00', to: '13:00' },
            ],
          },
        ],
      }),
      'calendar_hours_overlap',
      'overrides[0].hours',
    ],
    [
      'an absence without a start',
      broken({ absences: [{ until: '2026-12-24' }] }),
      'calendar_absence_malformed',
      'absences[0].from',
    ],
    [
      'an absence that ends before it starts',
      broken({ absences: [{ from: '2026-12-24', until: '2026-12-23' }] }),
      'calendar_absence_malformed',
      'absences[0]',
    ],
    ['a week without hours', broken({ hours: {} }), 'calendar_never_opens', 'hours'],
    ['a week of empty lists', broken({ hours: { mon: [], tue: [] } }), 'calendar_never_opens', 'hours'],
    [
      'an absence of all time',
      broken({ absences: [{ from: '1800-01-01', until: null }] }),
      'calendar_never_opens',
      'absences',
    ],
    [
      'no weekly hours and an override that is closed',
      broken({ hours: {}, overrides: [{ date: '2026-12-24', hours: [] }] }),
      'calendar_never_opens',
      'hours',
    ],
    [
      'no weekly hours and absences over every override',
      broken({
        hours: {},
        overrides: [{ date: '2026-12-24', hours: [{ from: '10:00', to: '12:00' }] }],
        absences: [{ from: '2026-12-24T10:00', until: '2026-12-24T12:00' }],
      }),
      'calendar_never_opens',
      'hours',
    ],
    [
      'hours only at a time the clock jumps over',
      broken({ hours: {}, overrides: [{ date: '2026-03-29', hours: [{ from: '02:00', to: '03:00' }] }] }),
      'calendar_never_opens',
      'hours',
    ],
  ]
  for (const [sentence, spec, code, where] of refused) {
    test(`${sentence} is refused as ${code} at ${where}`, () => {
      assert.throws(
        () => defineCalendar(spec),
        (error: unknown) => error instanceof EngineError && error.code === code && error.details['where'] === where,
      )
    })
  }

  test('an error says where, what, and how to mend it', () => {
    assert.throws(() => defineCalendar(hours(['9am', '17:00'])), {
      message:
        'Hours are local times such as 09:00, with a start and an end. (where: hours.mon[0].from, what: "9am" is not a time of day, ' +
        'mend: write HH:MM, from 00:00 to 23:59 (24:00 as an end), faults: 1)',
    })
  })

  test('an unknown zone is answered with the names that come near', () => {
    assert.equal(findCalendarFaults(broken({ zone: 'Europe/Berln' }))[0].mend, 'did you mean Europe/Berlin?')
    assert.equal(findCalendarFaults(broken({ zone: 'New York' }))[0].mend, 'did you mean America/New_York?')
    assert.equal(findCalendarFaults(broken({ zone: 'Middle-earth' }))[0].mend, 'name a place, such as Europe/Berlin')
  })

  test('every fault is found at once', () => {
    const faults = findCalendarFaults(
      broken({
        zone: 'Mars',
        hours: { mon: [{ from: '9', to: '10' }] },
        holidays: [{ date: 'x' }],
        absences: [{ from: 'y', until: 'z' }],
      }),
    )
    assert.deepEqual(
      faults.map((fault) => fault.where),
      ['zone', 'hours.mon[0].from', 'hours.mon[0].to', 'holidays[0].date', 'absences[0].from', 'absences[0].until'],
    )
  })

  test('a calendar knows its zone in the usual spelling', () => {
    assert.equal(defineCalendar(broken({ zone: 'europe/berlin' })).zone, 'Europe/Berlin')
  })

  const accepted: readonly (readonly [string, CalendarSpec])[] = [
    ['intervals that touch', hours(['09:00', '12:00'], ['12:00', '17:00'])],
    [
      'a night shift every night',
      broken({ hours: { mon: [{ from: '22:00', to: '06:00' }], tue: [{ from: '06:00', to: '24:00' }] } }),
    ],
    ['a full day written 00:00 to 00:00', hours(['00:00', '00:00'])],
    ['seconds', hours(['09:00:30', '17:00:15'])],
    ['an absence of no length', broken({ absences: [{ from: '2026-12-24', until: '2026-12-24' }] })],
    ['an absence without end that has a beginning', broken({ absences: [{ from: '2026-12-24', until: null }] })],
    [
      'hours on a single date only',
      broken({ hours: {}, overrides: [{ date: '2026-12-24', hours: [{ from: '10:00', to: '12:00' }] }] }),
    ],
    [
      'the same holiday twice',
      broken({ holidays: [{ date: '2026-12-25' }, { date: '2026-12-25', name: 'Christmas' }] }),
    ],
  ]
  for (const [sentence, spec] of accepted) {
    test(`${sentence}: no fault`, () => {
      assert.deepEqual(findCalendarFaults(spec), [])
    })
  }
})
