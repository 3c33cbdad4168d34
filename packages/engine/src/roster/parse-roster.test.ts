import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { rosterWith } from '../testing/roster-text.ts'
import { parseRoster } from './parse-roster.ts'
import { createRosterState } from './roster-state.ts'

const root = join(import.meta.dirname, '../../../..')
const example = readFileSync(join(root, 'examples/halden/roster.yaml'), 'utf8')

describe('a roster document', () => {
  test('of the example is read without an error, and a state can start from it', () => {
    const { roster, problems } = parseRoster(example, { file: 'roster.yaml' })
    assert.ok(roster !== null)
    assert.deepEqual(
      problems.filter((problem) => problem.severity !== 'notice'),
      [],
    )
    const world = createRosterState(roster).at(Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds)
    assert.ok(roster.pools.every((pool) => world.pool(pool.id)?.members.length === pool.members.length))
  })

  test('of the reference is read without a problem worth more than a notice', () => {
    const reference = readFileSync(join(root, 'docs/reference/roster.md'), 'utf8')
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(reference) ?? []
    const { roster, problems } = parseRoster(text)
    assert.deepEqual(
      problems.filter((problem) => problem.severity !== 'notice'),
      [],
    )
    assert.equal(roster?.owners[0]?.attributes['seniority'], 3)
  })

  test('fills in what is left out', () => {
    const { roster } = parseRoster(rosterWith({ top: 'zone: Europe/Berlin' }))
    assert.deepEqual(roster?.owners[0], {
      id: 'ada',
      name: 'ada',
      email: null,
      active: true,
      team: null,
      country: null,
      calendar: { zone: 'Europe/Berlin', hours: 'always', overrides: [], absences: [] },
      holidayRegion: null,
      calendarFeeds: [],
      capacity: null,
      caps: [],
      openLeads: 0,
      attributes: { id: 'ada', name: 'ada', zone: 'Europe/Berlin', certifications: [], skills: [], languages: [] },
      place: { file: 'roster.yaml', line: 4, column: 5 },
    })
    assert.deepEqual(roster?.pools[0], {
      id: 'dach',
      name: 'dach',
      active: true,
      strategy: 'fair_share',
      onReturn: { kind: 'level' },
      respectHours: true,
      calendar: null,
      caps: [],
      countBound: false,
      members: ['ada', 'bob'].map((ownerId) => ({ ownerId, weight: 1, fromMs: null, untilMs: null, received: 0 })),
      place: { file: 'roster.yaml', line: 7, column: 5 },
    })
  })

  test('shares named hours, spreads ranges of days over the week’s end, and keeps days apart', () => {
    const text = rosterWith({
      top: 'hours:\n  office: { mon-fri: ["09:00-12:30", "13:30-24:00"] }\n  weekend: { sat-mon: ["22:00-06:00"], wed: [] }',
      owner: 'hours: office',
      pool: 'hours: weekend\n    zone: UTC\n    members: [ada, bob]',
    })
    const { roster, problems } = parseRoster(text)
    assert.deepEqual(problems, [])
    const office = roster?.owners[0]?.calendar.hours
    assert.deepEqual(Object.keys(office ?? {}), ['mon', 'tue', 'wed', 'thu', 'fri'])
    const night = [{ from: '22:00', to: '06:00' }]
    assert.deepEqual(roster?.pools[0]?.calendar?.hours, { sat: night, sun: night, mon: night, wed: [] })
  })

  test('reads members, caps, returns and further attributes', () => {
    const text = rosterWith({
      owner:
        'country: Deutschland\ncaps:\n  - { per: day, max: 8, pool: dach }\n  - { per: PT2H, max: 3, segment: { segment: mid } }\nattributes: { seniority: 3, books: [a, 2, true] }',
      pool: 'on_return: { capped: 2 }\n    zone: Europe/Berlin\n    members: [{ owner: ada, weight: 3, from: 2026-03-01, until: 2026-04-01T09:00:00Z, received: 12.5 }, bob]',
    })
    const { roster, problems } = parseRoster(text)
    assert.deepEqual(problems, [])
    assert.equal(roster?.owners[0]?.country, 'DE')
    assert.deepEqual(roster?.owners[0]?.caps, [
      { kind: 'day', windowSeconds: null, limit: 8, pool: 'dach', segment: null },
      { kind: 'window', windowSeconds: 7200, limit: 3, pool: null, segment: { field: 'segment', value: 'mid' } },
    ])
    assert.deepEqual(
      [roster?.owners[0]?.attributes['seniority'], roster?.owners[0]?.attributes['books']],
      [3, ['a', 2, true]],
    )
    assert.deepEqual(roster?.pools[0]?.onReturn, { kind: 'capped', leads: 2 })
    assert.deepEqual(roster?.pools[0]?.members[0], {
      ownerId: 'ada',
      weight: 3,
      fromMs: Temporal.Instant.from('2026-02-28T23:00:00Z').epochMilliseconds,
      untilMs: Temporal.Instant.from('2026-04-01T09:00:00Z').epochMilliseconds,
      received: 12_500,
    })
  })

  test('brings restrictions into the form that leads are compared in', () => {
    const read = (entry: string) => parseRoster(rosterWith({ restriction: entry })).roster?.restrictions[0]
    assert.equal(read('{ email: Ada@Example.COM }')?.value, 'ada@example.com')
    assert.equal(read('{ domain: "https://www.Example.com/contact" }')?.value, 'example.com')
    assert.equal(read('{ phone: "+49 (0)30 123456" }')?.value, '+4930123456')
    const whole = read('{ account: a-1, channel: phone, from: 2026-01-01, reason: asked }')
    const fromMs = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds
    assert.deepEqual(whole, { kind: 'account', value: 'a-1', channel: 'phone', fromMs, untilMs: null, reason: 'asked' })
  })

  test('means the same in JSON as in YAML, and has the same hash', () => {
    const yaml = parseRoster(rosterWith({ owner: 'team: dach\nskills: [a]' })).roster
    const json = JSON.stringify({
      pools: [{ members: ['ada', 'bob'], id: 'dach' }],
      owners: [{ skills: ['a'], id: 'ada', team: 'dach' }, { id: 'bob' }],
      roster: 'test',
    })
    const fromJson = parseRoster(json, { file: 'roster.json' }).roster
    assert.match(yaml?.hash ?? '', /^[0-9a-f]{64}$/)
    assert.equal(fromJson?.hash, yaml?.hash)
    assert.notEqual(parseRoster(rosterWith({ owner: 'team: uk\nskills: [a]' })).roster?.hash, yaml?.hash)
  })

  test('survives any damage: every text ends in problems or in a roster, never in a throw', () => {
    const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 5_000 : 60
    const damage = fc.record({
      at: fc.nat(),
      length: fc.nat(40),
      by: fc.oneof(
        fc.string(),
        fc.constantFrom('[', '{', ': ', '- ', '"', '\n', '\t', 'null', '[]', '{}', '-1', '1e999'),
      ),
    })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const lines = example.split('\n').slice(0, 90)
        let text = [...lines, 'pools:', '  - { id: p, members: [lena-vogt, { owner: owen-price, weight: 2 }] }'].join(
          '\n',
        )
        for (const { at, length, by } of damages) {
          const from = at % text.length
          text = text.slice(0, from) + by + text.slice(from + length)
        }
        const { roster, problems } = parseRoster(text)
        if (roster === null) assert.ok(problems.some((problem) => problem.severity === 'error'))
        else createRosterState(roster).at(0).pool('p')
        assert.ok(problems.every(({ place, message }) => place.line >= 1 && place.column >= 1 && message !== ''))
      }),
      { numRuns },
    )
  })
})
