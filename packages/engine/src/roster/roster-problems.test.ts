import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Problem } from '../policy/problem.ts'
import { rosterWith } from '../testing/roster-text.ts'
import { parseRoster } from './parse-roster.ts'
import { rosterProblems } from './roster-problems.ts'

/** A slip, the problem it makes, the part of the document that is marked, and what the hint has to say. */
const slips: readonly (readonly [code: string, text: string, marked: string, hint: RegExp])[] = [
  ['roster_type_wrong', rosterWith({ owner: 'active: no' }), 'no', /`false`/],
  [
    'roster_key_unknown',
    rosterWith({ owner: 'certfications: [gdpr]' }),
    'certfications',
    /Did you mean `certifications`/,
  ],
  ['roster_key_missing', 'owners: []\npools: []', '', /`roster:`/],
  ['roster_value_missing', rosterWith({ pool: 'members:' }), '', /list of owner ids/],
  ['roster_value_missing', rosterWith({ pool: 'members: [ada]\n    on_return: capped' }), 'capped', /capped: 2/],
  ['roster_text_malformed', rosterWith({ owner: 'name: ""' }), '""', /plain/],
  ['roster_name_malformed', rosterWith({ owner: 'team: " dach"' }), '" dach"', /'dach'/],
  ['roster_name_taken', rosterWith({}).replace('bob', 'ada'), 'ada', /own id/],
  ['roster_number_malformed', rosterWith({ owner: 'capacity: -1' }), '-1', /at least 0/],
  ['roster_number_malformed', rosterWith({ pool: 'members: [{ owner: ada, weight: 1001 }]' }), '1001', /at least 1/],
  ['roster_number_malformed', rosterWith({ pool: 'members: [{ owner: ada, received: 0.0001 }]' }), '0.0001', /`0`/],
  [
    'roster_choice_unknown',
    rosterWith({ pool: 'strategy: fairshare\n    members: [ada]' }),
    'fairshare',
    /`fair_share`/,
  ],
  ['roster_choice_unknown', rosterWith({ owner: 'caps: [{ per: weak, max: 1 }]' }), 'weak', /`week`/],
  ['roster_value_twice', rosterWith({ owner: 'skills: [a, a]' }), 'a', /Remove one/],
  ['roster_too_large', rosterWith({ owner: 'hours: { mon: [' + '"09:00-10:00",'.repeat(21) + '] }' }), '', /Split/],
  ['roster_zone_unknown', rosterWith({ owner: 'zone: Europe/Berln' }), 'Europe/Berln', /Europe\/Berlin/],
  ['roster_zone_unknown', rosterWith({ top: 'zone: "+01:00"' }), '"+01:00"', /Asia\/Kolkata/],
  ['roster_hours_malformed', rosterWith({ owner: 'hours: { mon: ["9am-5 pm"] }' }), '"9am-5 pm"', /"09:00-17:00"/],
  [
    'roster_hours_malformed',
    rosterWith({ owner: 'hours: { mon: ["09:00 to 17:00"] }' }),
    '"09:00 to 17:00"',
    /"09:00-17:00"/,
  ],
  ['roster_hours_malformed', rosterWith({ owner: 'hours: { mon: ["all day"] }' }), '"all day"', /start and an end/],
  ['roster_hours_malformed', rosterWith({ top: 'hours: { always: { mon: [] } }' }), '{ mon: [] }', /another name/],
  [
    'roster_hours_unknown',
    rosterWith({ top: 'hours: { office: always }', owner: 'hours: ofice' }),
    'ofice',
    /`office`/,
  ],
  [
    'roster_day_unknown',
    rosterWith({ owner: 'hours: { monday-friday: ["09:00-17:00"] }' }),
    'monday-friday',
    /`mon-fri`/,
  ],
  ['roster_day_unknown', rosterWith({ owner: 'hours: { workdays: ["09:00-17:00"] }' }), 'workdays', /`mon-fri`/],
  ['roster_day_twice', rosterWith({ owner: 'hours: { mon-wed: [], tue: ["09:00-17:00"] }' }), 'tue', /once/],
  ['roster_calendar_faulty', rosterWith({ owner: 'hours: { mon: ["09:00-17:00", "16:00-18:00"] }' }), '', /[Jj]oin/],
  ['roster_calendar_faulty', rosterWith({ owner: 'hours: { mon: [] }' }), '', /inactive/],
  ['roster_calendar_faulty', rosterWith({ owner: 'absences: [{ from: 2026-12-24, until: 2026-12-20 }]' }), '', /swap/],
  [
    'roster_calendar_faulty',
    rosterWith({ owner: 'overrides: [{ date: "2026-02-03T10:00", hours: [] }]' }),
    '',
    /YYYY-MM-DD/,
  ],
  ['roster_moment_malformed', rosterWith({ owner: 'absences: [{ from: 24.12.2026 }]' }), '24.12.2026', /2026-12-24/],
  ['roster_moment_malformed', rosterWith({ owner: 'absences: [{ from: 2026-02-30 }]' }), '2026-02-30', /2026-11-26/],
  [
    'roster_interval_empty',
    rosterWith({ pool: 'members: [{ owner: ada, from: 2026-03-01, until: 2026-03-01 }]' }),
    '2026-03-01',
    /next day/,
  ],
  ['roster_country_unknown', rosterWith({ owner: 'country: Atlantis' }), 'Atlantis', /two letters/],
  ['roster_attribute_malformed', rosterWith({ owner: 'attributes: { team: x }' }), 'team', /out of/],
  ['roster_attribute_malformed', rosterWith({ owner: 'attributes: { "a b": x }' }), '"a b"', /underscores/],
  ['roster_cap_malformed', rosterWith({ owner: 'caps: [{ per: day, max: 1, segment: {} }]' }), '', /segment: mid/],
  ['roster_duration_malformed', rosterWith({ owner: 'caps: [{ per: 2h, max: 1 }]' }), '2h', /`PT2H`/],
  ['roster_duration_calendar', rosterWith({ owner: 'caps: [{ per: P1M, max: 1 }]' }), 'P1M', /`P30D`/],
  ['roster_duration_zero', rosterWith({ owner: 'caps: [{ per: PT0S, max: 1 }]' }), 'PT0S', /one second/],
  ['roster_owner_unknown', rosterWith({ pool: 'members: [ada, bop]' }), 'bop', /`bob`/],
  ['roster_pool_unknown', rosterWith({ owner: 'caps: [{ per: day, max: 1, pool: doch }]' }), 'doch', /`dach`/],
  ['roster_member_twice', rosterWith({ pool: 'members: [ada, { owner: ada, weight: 2 }]' }), 'ada', /larger weight/],
  ['roster_member_inactive', rosterWith({ owner: 'active: false' }), 'ada', /Remove/],
  ['roster_pool_empty', rosterWith({ pool: 'members: []' }), '', /active: false/],
  ['roster_owner_idle', rosterWith({ pool: 'members: [ada]' }), '', /pool/],
  ['roster_contact_malformed', rosterWith({ restriction: '{ email: ada }' }), 'ada', /`domain`/],
  ['roster_contact_malformed', rosterWith({ restriction: '{ phone: "030 123456" }' }), '"030 123456"', /calling code/],
  ['roster_contact_malformed', rosterWith({ restriction: '{ channel: email }' }), '', /Add one/],
  [
    'roster_contact_malformed',
    rosterWith({ restriction: '{ email: a@b.co, domain: b.co }' }),
    '',
    /one entry for each/,
  ],
  [
    'roster_licence_malformed',
    rosterWith({ owner: 'licences: [{ kind: insurance, area: Atlantis }]' }),
    'Atlantis',
    /US-CA/,
  ],
  [
    'roster_licence_malformed',
    rosterWith({ owner: 'licences: [{ kind: real-estate, area: US-CA }]' }),
    'real-estate',
    /underscores/,
  ],
  [
    'roster_problems_cut',
    rosterWith({ pool: `members: [${Array.from({ length: 600 }, (_, index) => `x${index}`).join(', ')}]` }),
    '',
    /first/,
  ],
]

function markedText(text: string, { place }: Problem): string {
  const line = text.split('\n')[place.line - 1] ?? ''
  return place.endColumn === undefined ? '' : line.slice(place.column - 1, place.endColumn - 1)
}

describe('a slip in a roster', () => {
  for (const [code, text, marked, hint] of slips) {
    test(`is told where it stands and how to mend it: ${code}${marked === '' ? '' : `, ${marked}`}`, () => {
      const { problems } = parseRoster(text)
      const found = problems.filter((problem) => problem.code === code)
      assert.ok(found.length > 0, JSON.stringify(problems, null, 1))
      assert.ok(
        found.some((problem) => markedText(text, problem) === marked && hint.test(problem.hint ?? '')),
        JSON.stringify(found, null, 1),
      )
    })
  }

  test('is shown above for every code there is', () => {
    assert.deepEqual([...new Set(slips.map(([code]) => code))].sort(), Object.keys(rosterProblems).sort())
  })

  test('does not keep the others from being told, and is told once', () => {
    const text = rosterWith({
      top: 'zone: Europe/Berln',
      owner: 'hours: ofice\ncapacity: -1\nattributes: { team: x }',
      pool: 'strategy: none\n    members: [adda]',
    })
    const codes = parseRoster(text)
      .problems.filter((problem) => problem.severity === 'error')
      .map((problem) => problem.code)
    assert.deepEqual(codes, [
      'roster_zone_unknown',
      'roster_hours_unknown',
      'roster_number_malformed',
      'roster_attribute_malformed',
      'roster_choice_unknown',
      'roster_owner_unknown',
    ])
  })

  test('in the form of the text is not followed by complaints about what it hid', () => {
    const { roster, problems } = parseRoster(
      'roster: test\nowners:\n  - id: ada\n    skills: [a\npools:\n  - id: dach\n    members: [ada]',
    )
    assert.equal(roster, null)
    assert.ok(
      problems.every((problem) => problem.code.startsWith('document_')),
      JSON.stringify(problems, null, 1),
    )
  })
})
