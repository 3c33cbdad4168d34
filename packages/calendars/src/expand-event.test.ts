import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { feedEvent, feedText, newYorkHour, toldByFeed } from './testing/feed-text.ts'

const zone = 'Europe/Berlin'

describe('a series', () => {
  test('keeps its local time over a change of clocks', () => {
    const text = feedText(
      ...feedEvent('a', ...newYorkHour.map((line) => line.replace('0105', '0302')), 'RRULE:FREQ=WEEKLY;COUNT=2'),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-03-02T14:00:00Z 2026-03-02T15:00:00Z',
      '2026-03-09T13:00:00Z 2026-03-09T14:00:00Z',
    ])
  })

  test('without an end is followed to the end of the window, and one from long ago from its start', () => {
    const text = feedText(
      ...feedEvent('a', 'DTSTART;TZID=Europe/Berlin:20010105T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=MO'),
    )
    const found = toldByFeed(text)
    assert.equal(found.length, 52)
    assert.equal(found[0], '2026-01-05T08:00:00Z 2026-01-05T09:00:00Z')
    assert.equal(found[51], '2026-12-28T08:00:00Z 2026-12-28T09:00:00Z')
  })

  test('leaves out its exceptions, written as times, as dates, or in UTC', () => {
    const rule = 'RRULE:FREQ=WEEKLY;UNTIL=20260209T140000Z'
    const text = (...lines: readonly string[]): string => feedText(...feedEvent('a', ...newYorkHour, rule, ...lines))
    const starts = (...lines: readonly string[]): readonly string[] =>
      toldByFeed(text(...lines)).map((absence) => absence.slice(5, 10))
    assert.deepEqual(starts(), ['01-05', '01-12', '01-19', '01-26', '02-02', '02-09'])
    assert.deepEqual(starts('EXDATE;TZID=America/New_York:20260112T090000,20260119T090000'), [
      '01-05',
      '01-26',
      '02-02',
      '02-09',
    ])
    assert.deepEqual(starts('EXDATE:20260112T140000Z', 'EXDATE;VALUE=DATE:20260202'), [
      '01-05',
      '01-19',
      '01-26',
      '02-09',
    ])
  })

  test('in the evening leaves out the local date of an exception, not the date in UTC', () => {
    const text = feedText(
      ...feedEvent(
        'a',
        'DTSTART;TZID=America/New_York:20260105T200000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE;VALUE=DATE:20260106',
      ),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-01-06T01:00:00Z 2026-01-06T02:00:00Z',
      '2026-01-08T01:00:00Z 2026-01-08T02:00:00Z',
    ])
  })

  test('of whole days has exceptions and an end however programs write them', () => {
    const days = (home: string, ...lines: readonly string[]): readonly string[] =>
      toldByFeed(
        feedText(...feedEvent('a', 'DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260106', ...lines)),
        home,
      ).map((absence) => absence.slice(5, 10))
    for (const home of [zone, 'America/New_York', 'Asia/Tokyo']) {
      assert.deepEqual(days(home, 'RRULE:FREQ=DAILY;UNTIL=20260108', 'EXDATE;VALUE=DATE:20260106'), [
        '01-05',
        '01-07',
        '01-08',
      ])
      assert.deepEqual(days(home, 'RRULE:FREQ=DAILY;UNTIL=20260108T000000Z', 'EXDATE:20260106T000000Z'), [
        '01-05',
        '01-07',
        '01-08',
      ])
      assert.deepEqual(days(home, 'RRULE:FREQ=DAILY;UNTIL=20260108T235959Z', `EXDATE;TZID=${home}:20260106T000000`), [
        '01-05',
        '01-07',
        '01-08',
      ])
    }
    // Outlook writes the person's own midnight in UTC.
    assert.deepEqual(days(zone, 'RRULE:FREQ=DAILY;UNTIL=20260107T230000Z', 'EXDATE:20260105T230000Z'), [
      '01-05',
      '01-07',
      '01-08',
    ])
    assert.deepEqual(days('America/New_York', 'RRULE:FREQ=DAILY;UNTIL=20260108T050000Z', 'EXDATE:20260106T050000Z'), [
      '01-05',
      '01-07',
      '01-08',
    ])
  })

  test('with dates added takes place on them too', () => {
    const text = feedText(
      ...feedEvent('a', ...newYorkHour, 'RDATE;TZID=America/New_York:20260107T090000', 'RDATE:20260108T140000Z'),
    )
    assert.deepEqual(
      toldByFeed(text).map((absence) => absence.slice(0, 20)),
      ['2026-01-05T14:00:00Z', '2026-01-07T14:00:00Z', '2026-01-08T14:00:00Z'],
    )
  })

  test('has single occurrences moved, made free, or cancelled', () => {
    const replaced = (date: string, ...lines: readonly string[]): readonly string[] =>
      feedEvent('a', `RECURRENCE-ID;TZID=America/New_York:${date}T090000`, ...lines)
    const text = feedText(
      ...feedEvent('a', ...newYorkHour, 'RRULE:FREQ=WEEKLY;COUNT=5', 'SUMMARY:Course'),
      ...replaced('20260112', 'DTSTART:20260113T080000Z', 'DTEND:20260113T090000Z', 'SUMMARY:Course, moved'),
      ...replaced('20260119', ...newYorkHour, 'STATUS:CANCELLED'),
      ...replaced('20260126', ...newYorkHour, 'TRANSP:TRANSPARENT'),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-01-05T14:00:00Z 2026-01-05T15:00:00Z Course',
      '2026-01-13T08:00:00Z 2026-01-13T09:00:00Z Course, moved',
      '2026-02-02T14:00:00Z 2026-02-02T15:00:00Z Course',
    ])
  })

  test('has an occurrence moved into the window from outside of it, and whole days made into hours', () => {
    const text = feedText(
      ...feedEvent('a', 'DTSTART;VALUE=DATE:20261230', 'RRULE:FREQ=DAILY;COUNT=4'),
      ...feedEvent('a', 'RECURRENCE-ID;VALUE=DATE:20270101', 'DTSTART:20261224T080000Z', 'DTEND:20261224T090000Z'),
      ...feedEvent('a', 'RECURRENCE-ID;VALUE=DATE:20261231', 'DTSTART:20261231T080000Z', 'DTEND:20261231T090000Z'),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-12-24T08:00:00Z 2026-12-24T09:00:00Z',
      '2026-12-30 2026-12-31',
      '2026-12-31T08:00:00Z 2026-12-31T09:00:00Z',
    ])
  })

  test('counts in its newest revision only, and not at all when that is cancelled', () => {
    const old = feedEvent('a', 'DTSTART:20260310T080000Z', 'DTEND:20260310T090000Z', 'SEQUENCE:1')
    const moved = feedEvent('a', 'DTSTART:20260311T080000Z', 'DTEND:20260311T090000Z', 'SEQUENCE:2')
    const cancelled = feedEvent('a', 'DTSTART:20260311T080000Z', 'SEQUENCE:3', 'STATUS:CANCELLED')
    assert.deepEqual(toldByFeed(feedText(...moved, ...old)), ['2026-03-11T08:00:00Z 2026-03-11T09:00:00Z'])
    assert.deepEqual(toldByFeed(feedText(...moved, ...cancelled, ...old)), [])
  })

  test('skips dates that do not exist, such as the 31st of short months', () => {
    const text = feedText(...feedEvent('a', 'DTSTART;VALUE=DATE:20260131', 'RRULE:FREQ=MONTHLY'))
    assert.deepEqual(
      toldByFeed(text).map((absence) => absence.slice(5, 7)),
      ['01', '03', '05', '07', '08', '10', '12'],
    )
  })

  test('whose length is a duration keeps the clock, and whose length is an end keeps the time', () => {
    const night = 'DTSTART;TZID=Europe/Berlin:20260321T220000'
    const nominal = feedText(...feedEvent('a', night, 'DURATION:P1D', 'RRULE:FREQ=WEEKLY;COUNT=2'))
    const exact = feedText(
      ...feedEvent('a', night, 'DTEND;TZID=Europe/Berlin:20260322T220000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
    )
    assert.equal(toldByFeed(nominal)[1], '2026-03-28T21:00:00Z 2026-03-29T20:00:00Z')
    assert.equal(toldByFeed(exact)[1], '2026-03-28T21:00:00Z 2026-03-29T21:00:00Z')
  })
})
