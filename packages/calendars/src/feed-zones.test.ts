import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { feedEvent, feedText, readFeed, toldByFeed } from './testing/feed-text.ts'

describe('a zone in a feed', () => {
  const inZone = (tzid: string, ...rules: readonly string[]): string =>
    feedText(...rules, ...feedEvent('a', `DTSTART;TZID=${tzid}:20260701T090000`, `DTEND;TZID=${tzid}:20260701T100000`))

  test('is known by its names of Windows, with a path before it, by its cities, and as an offset', () => {
    const cases = [
      ['W. Europe Standard Time', '2026-07-01T07:00:00Z'],
      ['"Pacific Standard Time"', '2026-07-01T16:00:00Z'],
      ['/mozilla.org/20050126_1/Asia/Tokyo', '2026-07-01T00:00:00Z'],
      ['/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires', '2026-07-01T12:00:00Z'],
      ['"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', '2026-07-01T07:00:00Z'],
      ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', '2026-07-01T07:00:00Z'],
      ['UTC+02:00', '2026-07-01T07:00:00Z'],
      ['GMT-0530', '2026-07-01T14:30:00Z'],
      ['tzone://Microsoft/Utc', '2026-07-01T09:00:00Z'],
    ] as const
    for (const [tzid, start] of cases) assert.equal(toldByFeed(inZone(tzid))[0].slice(0, 20), start, tzid)
  })

  const rules = (tzid: string, ...parts: readonly (readonly string[])[]): readonly string[] => [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...parts.flatMap(([kind, offsets, ...lines]) => [
      `BEGIN:${kind}`,
      `TZOFFSETFROM:${offsets.split(' ')[0]}`,
      `TZOFFSETTO:${offsets.split(' ')[1]}`,
      ...lines,
      `END:${kind}`,
    ]),
    'END:VTIMEZONE',
  ]
  const european = [
    ['STANDARD', '+0200 +0100', 'DTSTART:16010101T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
    ['DAYLIGHT', '+0100 +0200', 'DTSTART:16010101T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
  ]

  test('of a name of its own is known by its rules, for exceptions too', () => {
    const text = feedText(
      ...rules('Customized Time Zone', ...european),
      ...feedEvent(
        'a',
        'DTSTART;TZID=Customized Time Zone:20260323T090000',
        'DURATION:PT1H',
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'EXDATE;TZID=Customized Time Zone:20260406T090000',
      ),
    )
    assert.deepEqual(
      toldByFeed(text, 'America/Chicago').map((absence) => absence.slice(0, 20)),
      ['2026-03-23T08:00:00Z', '2026-03-30T07:00:00Z'],
    )
  })

  test('that never changes is an offset, and one with a place says it', () => {
    assert.equal(
      toldByFeed(inZone('Mine', ...rules('Mine', ['STANDARD', '+0545 +0545', 'DTSTART:16010101T000000'])))[0].slice(
        0,
        20,
      ),
      '2026-07-01T03:15:00Z',
    )
    const placed = ['BEGIN:VTIMEZONE', 'TZID:Mine', 'X-LIC-LOCATION:Asia/Kathmandu', 'END:VTIMEZONE']
    assert.equal(toldByFeed(inZone('Mine', ...placed))[0].slice(0, 20), '2026-07-01T03:15:00Z')
  })

  test('that nobody knows is told, and its times are the person’s', () => {
    const found = readFeed(inZone('Middle-earth/Shire'))
    assert.equal(found.absences[0].from, '2026-07-01T07:00:00Z')
    assert.deepEqual(
      found.problems.map(({ code, place, message }) => [code, place.line, message]),
      [
        ['feed_zone_unknown', 7, 'the zone "Middle-earth/Shire" is not known, so its times are read as Europe/Berlin'],
        ['feed_zone_unknown', 8, 'the zone "Middle-earth/Shire" is not known, so its times are read as Europe/Berlin'],
      ],
    )
  })
})
