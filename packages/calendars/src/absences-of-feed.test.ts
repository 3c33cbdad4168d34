import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { defineCalendar, findCalendarFaults, statusAt } from '@rightful/engine'

import { feedEvent, feedText, newYorkHour, readFeed, toldByFeed } from './testing/feed-text.ts'

const zone = 'Europe/Berlin'

describe('a single event', () => {
  test('with times in UTC, in a zone, or in none, is an absence between two instants', () => {
    const text = feedText(
      ...feedEvent('a', 'DTSTART:20260310T080000Z', 'DTEND:20260310T090000Z', 'SUMMARY:Dentist\\, again'),
      ...feedEvent('b', 'DTSTART;TZID=Asia/Kolkata:20260311T100000', 'DTEND;TZID=Asia/Kolkata:20260311T113000'),
      ...feedEvent('c', 'DTSTART:20260312T100000', 'DURATION:PT1H30M'),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-03-10T08:00:00Z 2026-03-10T09:00:00Z Dentist, again',
      '2026-03-11T04:30:00Z 2026-03-11T06:00:00Z',
      '2026-03-12T09:00:00Z 2026-03-12T10:30:00Z',
    ])
    assert.equal(toldByFeed(text, 'America/Los_Angeles')[2], '2026-03-12T17:00:00Z 2026-03-12T18:30:00Z')
  })

  test('of whole days is an absence between two dates, the last one not included', () => {
    const text = feedText(
      ...feedEvent('a', 'DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260715', 'SUMMARY:Rome'),
      ...feedEvent('b', 'DTSTART;VALUE=DATE:20260801'),
      ...feedEvent('c', 'DTSTART;VALUE=DATE:20261101', 'DURATION:P2D'),
      ...feedEvent('d', 'DTSTART:20260901', 'DTEND:20260901'),
      ...feedEvent('e', 'DTSTART;VALUE=DATE:20260910', 'DURATION:P1W'),
    )
    const expected = [
      '2026-07-01 2026-07-15 Rome',
      '2026-08-01 2026-08-02',
      '2026-09-01 2026-09-02',
      '2026-09-10 2026-09-17',
      '2026-11-01 2026-11-03',
    ]
    for (const home of [zone, 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati'])
      assert.deepEqual(toldByFeed(text, home), expected)
  })

  test('that is cancelled, free, without length, or out of the window is none', () => {
    const times = ['DTSTART:20260310T080000Z', 'DTEND:20260310T090000Z']
    const text = feedText(
      ...feedEvent('a', ...times, 'STATUS:CANCELLED'),
      ...feedEvent('b', ...times, 'TRANSP:TRANSPARENT'),
      ...feedEvent('c', ...times, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'),
      ...feedEvent('d', 'DTSTART:20260310T080000Z'),
      ...feedEvent('e', 'DTSTART:20251231T220000Z', 'DTEND:20260101T000000Z'),
      ...feedEvent('f', 'DTSTART:20270101T000000Z', 'DTEND:20270101T010000Z'),
    )
    assert.deepEqual(toldByFeed(text), [])
    assert.deepEqual(toldByFeed(feedText('METHOD:CANCEL', ...feedEvent('a', ...times))), [])
  })

  test('that reaches into the window is kept whole', () => {
    const text = feedText(...feedEvent('a', 'DTSTART:20251220T080000Z', 'DTEND:20260102T080000Z'))
    assert.deepEqual(toldByFeed(text), ['2025-12-20T08:00:00Z 2026-01-02T08:00:00Z'])
  })

  test('that is private keeps its name to itself', () => {
    const text = feedText(...feedEvent('a', 'DTSTART;VALUE=DATE:20260701', 'SUMMARY:Surgery', 'CLASS:PRIVATE'))
    assert.deepEqual(toldByFeed(text), ['2026-07-01 2026-07-02'])
  })

  test('at a time that does not exist, or exists twice, is read as the standard says', () => {
    const text = feedText(
      ...feedEvent(
        'gap',
        'DTSTART;TZID=America/New_York:20260308T023000',
        'DTEND;TZID=America/New_York:20260308T040000',
      ),
      ...feedEvent(
        'fold',
        'DTSTART;TZID=America/New_York:20261101T013000',
        'DTEND;TZID=America/New_York:20261101T030000',
      ),
    )
    assert.deepEqual(toldByFeed(text), [
      '2026-03-08T07:30:00Z 2026-03-08T08:00:00Z',
      '2026-11-01T05:30:00Z 2026-11-01T08:00:00Z',
    ])
  })
})

test('what a feed gives is what a calendar takes', () => {
  const text = feedText(
    ...feedEvent('a', 'DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260715', 'SUMMARY:Rome'),
    ...feedEvent('b', ...newYorkHour, 'RRULE:FREQ=DAILY'),
  )
  const spec = { zone, hours: { wed: [{ from: '09:00', to: '17:00' }] }, absences: readFeed(text).absences }
  assert.deepEqual(findCalendarFaults(spec), [])
  assert.deepEqual(statusAt(defineCalendar(spec), Temporal.Instant.from('2026-07-08T10:00Z')), {
    kind: 'absent',
    untilMs: Temporal.Instant.from('2026-07-15T07:00Z').epochMilliseconds,
    note: 'Rome',
  })
})
