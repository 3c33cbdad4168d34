import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { CalendarSpec } from './calendar.ts'
import { coverage } from './coverage.ts'
import type { Coverage } from './coverage.ts'
import { defineCalendar } from './define-calendar.ts'

function member(ownerId: string, zone: string, hours: CalendarSpec['hours']) {
  return { ownerId, calendar: defineCalendar({ zone, hours }) }
}

const monday = Temporal.PlainDate.from('2026-11-23')
const early = member('early', 'Europe/Berlin', { mon: [{ from: '08:00', to: '12:30' }] })
const late = member('late', 'Europe/Berlin', { mon: [{ from: '12:00', to: '18:00' }] })

function gapsIn({ gaps }: Coverage, zone: string): readonly string[] {
  const local = (instant: Temporal.Instant): string =>
    instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  return gaps.map((gap) => `${local(gap.from)} ${local(gap.until)}`)
}

describe('coverage of a week', () => {
  test('says for each hour who is on shift, all of it or a part', () => {
    const { hours } = coverage([early, late], monday, { zone: 'Europe/Berlin' })
    assert.equal(hours.length, 168)
    const noon = hours[12]
    assert.equal(noon.from.toString(), '2026-11-23T11:00:00Z')
    assert.deepEqual(
      {
        date: noon.date,
        weekday: noon.weekday,
        hour: noon.hour,
        onShift: noon.onShift,
        partly: noon.partly,
        uncovered: noon.uncoveredSeconds,
      },
      { date: '2026-11-23', weekday: 1, hour: 12, onShift: ['late'], partly: ['early'], uncovered: 0 },
    )
    assert.equal(hours[7].uncoveredSeconds, 3600)
  })

  test('says when nobody is on shift, to the minute, though shifts take over from each other', () => {
    const short = member('short', 'Europe/Berlin', { mon: [{ from: '18:20', to: '19:00' }] })
    const covered = coverage([late, early, short], monday, { zone: 'Europe/Berlin' })
    assert.deepEqual(gapsIn(covered, 'Europe/Berlin'), [
      '2026-11-23T00:00 2026-11-23T08:00',
      '2026-11-23T18:00 2026-11-23T18:20',
      '2026-11-23T19:00 2026-11-30T00:00',
    ])
    assert.equal(covered.hours[18].uncoveredSeconds, 1200)
  })

  test('misses nobody while the pool itself is closed', () => {
    const { calendar } = member('pool', 'Europe/Berlin', {
      mon: [{ from: '07:00', to: '10:00' }],
      wed: [{ from: '09:00', to: '10:00' }],
    })
    const covered = coverage([early], monday, { zone: 'Europe/Berlin', within: calendar })
    assert.deepEqual(gapsIn(covered, 'Europe/Berlin'), [
      '2026-11-23T07:00 2026-11-23T08:00',
      '2026-11-25T09:00 2026-11-25T10:00',
    ])
    assert.equal(
      covered.hours.reduce((sum, hour) => sum + hour.uncoveredSeconds, 0),
      7200,
    )
  })

  test('leaves absences, holidays and overrides aside in the usual week', () => {
    const calendar = defineCalendar({ ...early.calendar.spec, absences: [{ from: '2026-01-01', until: null }] })
    const away = { ownerId: 'early', calendar }
    const shift = (usualWeek: boolean) =>
      coverage([away], monday, { zone: 'Europe/Berlin', usualWeek }).hours[9].onShift
    assert.deepEqual([shift(false), shift(true)], [[], ['early']])
  })

  test('shows members of other zones by the hours of the zone asked for', () => {
    const tokyo = member('tokyo', 'Asia/Tokyo', { tue: [{ from: '09:00', to: '10:00' }] })
    const { hours } = coverage([tokyo], monday, { zone: 'America/New_York' })
    assert.deepEqual(
      hours.filter((hour) => hour.onShift.length > 0).map((hour) => `${hour.date} ${hour.hour}`),
      ['2026-11-23 19'],
    )
  })

  test('leaves out an hour that the clock skips and lengthens one that it repeats', () => {
    const always = member('always', 'Europe/Berlin', 'always')
    const spring = coverage([always], Temporal.PlainDate.from('2026-03-23'), { zone: 'Europe/Berlin' }).hours
    assert.equal(spring.length, 167)
    assert.deepEqual(
      spring
        .filter((hour) => hour.date === '2026-03-29')
        .slice(1, 3)
        .map((hour) => hour.hour),
      [1, 3],
    )
    const autumn = coverage([always], Temporal.PlainDate.from('2026-10-19'), { zone: 'Europe/Berlin' }).hours
    assert.equal(autumn.length, 168)
    assert.equal(autumn[146].until.since(autumn[146].from).total('hours'), 2)
    assert.deepEqual(autumn[146].onShift, ['always'])
  })

  test('of nobody is one gap, and of somebody who is always there is none', () => {
    assert.deepEqual(gapsIn(coverage([], monday, { zone: 'UTC' }), 'UTC'), ['2026-11-23T00:00 2026-11-30T00:00'])
    assert.deepEqual(coverage([member('always', 'UTC', 'always')], monday, { zone: 'UTC' }).gaps, [])
  })
})
