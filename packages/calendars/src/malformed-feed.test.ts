import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { findCalendarFaults } from '@rightful/engine'
import fc from 'fast-check'

import { feedEvent, feedText, newYorkHour, readFeed, toldByFeed } from './testing/feed-text.ts'

/** The problems of a feed as `severity code line`. */
function problems(text: string): readonly string[] {
  return readFeed(text).problems.map(({ code, severity, place }) => `${severity} ${code} ${place.line}`)
}

describe('a text that is not as it should be', () => {
  const good = feedEvent('good', 'DTSTART;VALUE=DATE:20260701')

  test('is told when it is no calendar at all', () => {
    for (const text of [
      '',
      '   \n',
      '<html><body>404</body></html>',
      '{"error":"gone"}',
      'BEGIN:VEVENT\nEND:VEVENT',
      '\u0000\u0001',
    ]) {
      assert.deepEqual(readFeed(text).absences, [])
      assert.deepEqual(problems(text), ['error feed_not_calendar 1'], text)
    }
  })

  test('loses the event that cannot be read, and no other', () => {
    const broken: readonly (readonly string[])[] = [
      [],
      ['DTSTART:tomorrow'],
      ['DTSTART:20260230T100000Z'],
      ['DTSTART:20260310T080000Z', 'DTEND:20260309T080000Z'],
      ['DTSTART:20260310T080000Z', 'DURATION:-PT1H'],
      ['DTSTART:20260310T080000Z', 'DURATION:soon'],
      ['DTSTART:20260310T080000Z', 'DURATION:PT9999999999H'],
      ['DTSTART;VALUE=DATE:00010101', 'DTEND;VALUE=DATE:99991231'],
    ]
    for (const lines of broken) {
      const text = feedText(...feedEvent('bad', ...lines), ...good)
      assert.deepEqual(problems(text), ['warning feed_event_unreadable 4'], lines.join())
      assert.equal(readFeed(text).absences.length, 1)
    }
  })

  test('keeps the first time of an event whose rule cannot be followed', () => {
    const rules = [
      'FREQ=SOMETIMES',
      'COUNT=3',
      'FREQ=DAILY;COUNT=many',
      'FREQ=DAILY;UNTIL=soon',
      'FREQ=SECONDLY',
      'FREQ=MINUTELY',
      'FREQ=DAILY;INTERVAL=0',
    ]
    rules.push('FREQ=WEEKLY;BYDAY=XX', 'FREQ=HOURLY;BYMINUTE=0,1,2,3', '')
    for (const rule of rules) {
      const text = feedText(...feedEvent('bad', 'DTSTART:20260310T080000Z', 'DURATION:PT1H', `RRULE:${rule}`), ...good)
      assert.deepEqual(problems(text), ['warning feed_rule_unreadable 9'], rule)
      assert.equal(readFeed(text).absences.length, 2, rule)
    }
  })

  test('is used as far as it goes when it was cut short', () => {
    const whole = feedText(...good, ...feedEvent('b', 'DTSTART;VALUE=DATE:20260801'))
    const cut = whole.slice(0, whole.lastIndexOf('20260801') + 4)
    assert.deepEqual(readFeed(cut).absences, [{ from: '2026-07-01', until: '2026-07-02' }])
    assert.deepEqual(problems(cut), ['warning feed_cut_short 1', 'warning feed_cut_short 9'])
  })

  test('has its odd lines told and passed over', () => {
    const text = feedText('this is a note', ...good, '=?broken')
    assert.deepEqual(problems(text), ['warning feed_line_unreadable 4', 'warning feed_line_unreadable 10'])
    assert.equal(readFeed(text).absences.length, 1)
  })

  test('may have any line ending, folded lines, a byte-order mark, lower case and alarms', () => {
    const lines = [
      'begin:vcalendar',
      'begin:vevent',
      'dtstart;value=date:2026',
      ' 0701',
      'summary:A long',
      '\t story',
      'begin:valarm',
      'duration:PT5M',
      'end:valarm',
    ]
    for (const end of ['\n', '\r', '\r\n']) {
      assert.deepEqual(toldByFeed(`\uFEFF${[...lines, 'end:vevent', 'end:vcalendar'].join(end)}`), [
        '2026-07-01 2026-07-02 A long story',
      ])
    }
  })

  test('has what is not followed told: busy lists, rules of exceptions, changes of all that follows', () => {
    const text = feedText(
      'BEGIN:VFREEBUSY',
      'END:VFREEBUSY',
      ...feedEvent('a', ...newYorkHour, 'RRULE:FREQ=WEEKLY;COUNT=2', 'EXRULE:FREQ=MONTHLY'),
    )
    assert.deepEqual(problems(text), ['notice feed_part_unused 4', 'warning feed_rule_unreadable 12'])
    assert.deepEqual(
      problems(feedText(...feedEvent('a', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260105T140000Z', ...newYorkHour))),
      ['warning feed_rule_unreadable 7'],
    )
    assert.deepEqual(
      problems(feedText(...feedEvent('a', ...newYorkHour, 'RDATE;VALUE=PERIOD:20260110T080000Z/PT1H'))),
      ['warning feed_event_unreadable 9'],
    )
  })

  test('is bounded in what it may bring', () => {
    const hourly = Array.from({ length: 4 }, (_, index) =>
      feedEvent(
        `${index}`,
        `DTSTART:20260101T0${index}1500Z`,
        'DURATION:PT1M',
        'RRULE:FREQ=HOURLY;BYMINUTE=15,45',
        `SUMMARY:${index}`,
      ),
    )
    const found = readFeed(feedText(...hourly.flat()))
    assert.equal(found.absences.length, 20_000)
    assert.deepEqual(
      found.problems.map((problem) => problem.code),
      ['feed_too_long'],
    )
    const wrong = readFeed(feedText(...Array.from({ length: 500 }, () => 'nonsense'), ...good))
    assert.equal(wrong.problems.length, 100)
    assert.equal(wrong.absences.length, 1)
  })

  test('never makes the reader fail, whatever was torn out of it or written into it', () => {
    const lines = feedText(
      'BEGIN:VTIMEZONE',
      'TZID:Mine',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'END:VTIMEZONE',
      ...feedEvent(
        'a',
        ...newYorkHour,
        'RRULE:FREQ=WEEKLY;UNTIL=20260301T000000Z;BYDAY=MO',
        'EXDATE;VALUE=DATE:20260112',
      ),
      ...feedEvent(
        'a',
        'RECURRENCE-ID:20260119T140000Z',
        'DTSTART;TZID=Mine:20260120T090000',
        'DURATION:P1DT2H',
        'SEQUENCE:2',
      ),
      ...feedEvent('b', 'DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260715', 'SUMMARY:Rome\\, again'),
    ).split('\r\n')
    const scraps = fc.constantFrom(
      '',
      '9',
      '999999999',
      ':',
      ';',
      '"',
      '-',
      'T',
      'Z',
      '=',
      ',',
      ' ',
      '\n',
      'BEGIN:VEVENT',
      'END:VCALENDAR',
      '__proto__',
      '\u0000',
      'ß',
    )
    const wounds = fc.array(fc.tuple(fc.nat(lines.join('\r\n').length), fc.nat(12), scraps), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        wounds,
        fc.shuffledSubarray(lines, { minLength: lines.length - 2 }),
        fc.boolean(),
        (cuts, shuffled, isShuffled) => {
          let text = (isShuffled ? shuffled : lines).join('\r\n')
          for (const [at, length, scrap] of cuts) text = text.slice(0, at) + scrap + text.slice(at + length)
          const { absences } = readFeed(text)
          assert.deepEqual(findCalendarFaults({ zone: 'Europe/Berlin', hours: 'always', absences }), [])
        },
      ),
      { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 100_000 : 300 },
    )
  })
})
