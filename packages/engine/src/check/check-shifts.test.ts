import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkWith, rosterOfThree, routeTo } from '../testing/check-with-roster.ts'

describe('hours with nobody on shift', () => {
  const officeHours = (zone: string, id: string): string =>
    `  - { id: ${id}, zone: ${zone}, hours: { mon-fri: ["09:00-17:00"] } }\n`
  const pools = (more = ''): string => `  - { id: dach, members: [eve, fay]${more} }\n`
  const owners = officeHours('Europe/Berlin', 'eve') + officeHours('Europe/Berlin', 'fay')

  test('are told in the zone of most members, as a person says them', () => {
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: rosterOfThree(pools(), owners) }), [
      [
        'check_hours_uncovered',
        'notice',
        'Nobody of the pool `dach` is on shift Mon–Thu 17:00–09:00; Fri 17:00–Mon 09:00 (Europe/Berlin).',
      ],
    ])
  })

  test('are told only within the pool’s own hours, and not where the pool does not look at hours', () => {
    const within = rosterOfThree(pools(', zone: Europe/Berlin, hours: { mon-fri: ["08:00-18:00"] }'), owners)
    assert.deepEqual(
      checkWith(routeTo('[pool: dach]'), { roster: within }).map(([, , message]) => message),
      ['Nobody of the pool `dach` is on shift Mon–Fri 08:00–09:00; Mon–Fri 17:00–18:00 (Europe/Berlin).'],
    )
    assert.deepEqual(
      checkWith(routeTo('[pool: dach]'), { roster: rosterOfThree(pools(', respect_hours: false'), owners) }),
      [],
    )
  })

  test('are those of a given week with its absences, when one is given', () => {
    const away =
      '  - { id: eve, zone: Europe/Berlin, hours: always, absences: [{ from: "2026-06-02T12:00", until: "2026-06-02T13:30" }] }\n'
    const one = rosterOfThree('  - { id: dach, members: [eve] }\n', away)
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: one }), [])
    assert.deepEqual(
      checkWith(routeTo('[pool: dach]'), { roster: one, weekOf: Temporal.PlainDate.from('2026-06-01') }).map(
        ([, , message]) => message,
      ),
      ['Nobody of the pool `dach` is on shift Tue 12:00–13:30 (Europe/Berlin, week of 2026-06-01).'],
    )
  })
})
