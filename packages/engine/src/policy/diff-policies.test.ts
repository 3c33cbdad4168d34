import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { inboundPolicyText, territoriesText } from '../testing/inbound-policy.ts'
import { describeDiff } from './describe-diff.ts'
import { diffPolicies } from './diff-policies.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Policy } from './policy.ts'

function parse(text: string, table = territoriesText): Policy {
  const { policy, problems } = parsePolicy(text, { tables: { 'territories.csv': table, 'other.csv': table } })
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  )
  assert.ok(policy !== null)
  return policy
}

const before = parse(inboundPolicyText)

/** The sentences for an edit of the document. */
function said(edits: Readonly<Record<string, string>>, table = territoriesText): readonly string[] {
  return describeDiff(diffPolicies(before, parse(edit(edits), table))).split('\n')
}

function edit(edits: Readonly<Record<string, string>>): string {
  return Object.entries(edits).reduce((text, [piece, by]) => {
    assert.ok(text.includes(piece), piece)
    return text.replace(piece, by)
  }, inboundPolicyText)
}

const dnc = '  - id: do-not-contact\n    when: restricted("any")\n    refuse: do_not_contact\n'

describe('the difference of two policies', () => {
  test('is empty when only the layout differs', () => {
    const text = edit({
      'country in ["DE", "AT", "CH"] && segment': '(country in ["DE","AT","CH"])  &&  segment',
      PT2H: 'PT120M',
      'territories.csv': 'other.csv',
    })
    const diff = diffPolicies(before, parse(`# a comment\n${text}`))
    assert.deepEqual(diff.changes, [])
    assert.equal(describeDiff(diff), 'The policies mean the same.')
  })

  test('is data first', () => {
    assert.deepEqual(diffPolicies(before, parse(edit({ 'pool: dach]': 'pool: dach-2]' }))).changes, [
      {
        section: 'route',
        within: null,
        id: 'dach-enterprise',
        kind: 'changed',
        position: 1,
        details: [{ what: 'to', before: 'pool dach-ent, pool dach', after: 'pool dach-ent, pool dach-2' }],
      },
    ])
  })

  test('names what was changed in every section, with its old and its new value', () => {
    const lines = said({
      'policy: inbound': 'policy: outbound',
      'min: 0': 'max: 100000',
      'value: mid }': 'value: middle }',
      '    require: \'"gdpr" in owner.certifications\'\n':
        '    require: \'"gdpr" in owner.certifications\'\n    when_unknown: skip\n',
      '"CH"] && segment': '"CH", "LI"] && segment',
      'sdr-dach': 'sdr-eu',
      'hold: triage': 'hold: later',
      PT10M: 'PT1H30M',
      'at_most: 3': 'at_most: 4',
      'target: PT15M': 'target: PT20M',
      'pool: dach-ent }': 'pool: dach }',
    })
    assert.deepEqual(lines, [
      'The policy changed: name was inbound, is outbound.',
      'Field employees changed: min is gone (was 0); max is now 100000.',
      'Derived value segment changed: cases was "enterprise" when employees >= 1000, "mid" when employees >= 100, "small" otherwise, is "enterprise" when employees >= 1000, "middle" when employees >= 100, "small" otherwise.',
      'Constraint eu-certified changed: when_unknown was applies, is skip.',
      'Route dach-enterprise changed: when was country in ["DE", "AT", "CH"] && segment == "enterprise", is country in ["DE", "AT", "CH", "LI"] && segment == "enterprise"; also sdr was pool sdr-dach, is pool sdr-eu.',
      'The fallback changed: unmatched was pool inbound-desk, hold triage, is pool inbound-desk, hold later; incomplete.wait was PT10M, is PT1H30M.',
      'Reassignment on breached first_touch changed: at_most was 3, is 4.',
      'Clock first_touch changed: cases was PT15M in owner time when segment == "enterprise", PT2H in owner time otherwise, is PT20M in owner time when segment == "enterprise", PT2H in owner time otherwise.',
      'Test of country: DE, employees: 5000 changed: expect was pool: dach-ent, route: dach-enterprise, is pool: dach, route: dach-enterprise.',
    ])
  })

  test('names what was added and removed, and what it says', () => {
    assert.deepEqual(
      said({
        [dnc]: '  - { id: spam, when: mail.kind == "disposable", refuse: spam }\n',
        '  consent:   { type: boolean }\n': '',
      }),
      [
        'Field consent was removed: type boolean; many false; infer true.',
        'Constraint do-not-contact was removed: kind refuse; when restricted("any"); when_unknown incomplete; reason do_not_contact.',
        'Constraint spam was added at place 1: kind refuse; when mail.kind == "disposable"; when_unknown incomplete; reason spam.',
      ],
    )
  })

  test('names what was moved, and only that', () => {
    assert.deepEqual(said({ [dnc]: '', 'routes:': `${dnc}routes:` }), [
      'Constraint do-not-contact moved from place 1 to 3.',
    ])
  })

  test('tells groups by their members, and not the built-in ones that are merely used', () => {
    const grouped = edit({ 'policy: inbound\n': 'policy: inbound\ngroups: { home: [DE, AT] }\n' })
    assert.deepEqual(describeDiff(diffPolicies(before, parse(grouped))), 'Group home was added: members DE, AT.')
    assert.deepEqual(
      describeDiff(diffPolicies(parse(grouped), parse(grouped.replace('[DE, AT]', '[DE]')))),
      'Group home changed: members was DE, AT, is DE.',
    )
    assert.deepEqual(said({ 'group("EU")': 'group("EEA")' }), [
      'Constraint eu-certified changed: when was country in group("EU"), is country in group("EEA").',
    ])
  })

  test('knows table rows by their content', () => {
    const table = territoriesText
      .replace('DE,>=100,*,dach\n', '')
      .replace('"AT, CH",,,dach', '"AT, CH",,,alps')
      .replace('"US|CA"', 'MX,,,latam\n"US|CA"')
    assert.deepEqual(said({}, table), [
      'Table territories: row country == "DE" && employees >= 100 was removed: when country == "DE" && employees >= 100; to pool dach.',
      'Table territories: row country == "MX" was added at place 3: when country == "MX"; to pool latam.',
      'Table territories: row country in ["AT", "CH"] changed: to was pool dach, is pool alps.',
    ])
  })

  test('tells a row that changed its place', () => {
    const rows = territoriesText.trim().split('\n')
    const moved = [rows[0], rows[2], rows[3], rows[1], ...rows.slice(4)].join('\n')
    assert.deepEqual(said({}, moved), [
      'Table territories: row country == "DE" && employees >= 100 moved from place 1 to 3.',
    ])
  })

  test('counts the rows beyond the first fifty', () => {
    const many = Array.from({ length: 80 }, (_, index) => `DE,${index},,pool-${index}\n`).join('')
    const lines = said({}, territoriesText + many)
    assert.equal(lines.length, 51)
    assert.equal(lines.at(-1), 'Table territories: 30 more rows differ.')
  })
})

describe('the law of the difference', () => {
  const edits: Readonly<Record<string, string>> = {
    'policy: inbound': 'policy: inbound\ndescription: x',
    'min: 0': 'min: 0, infer: false',
    GTXPro: 'GTX_Pro',
    'value: small': 'value: tiny',
    'restricted("any")': 'restricted("email")',
    [dnc]: '',
    "owner.certifications'": "owner.skills'",
    'otherwise: [pool: strategic-desk]': 'otherwise: [hold: strategic]',
    '["DE", "AT", "CH"]': '["DE","AT","CH"]',
    'plan: enterprise-first-week': 'description: y',
    'look_ahead: PT4H': 'look_ahead: PT240M',
    'wait: PT10M': 'wait: PT10S',
    'until: touched': 'until: closed',
    'keep_owner_if_eligible: true': 'keep_owner_if_eligible: false',
    '[country, employees, product]': '[product, country, employees]',
    'target: PT1M': 'target: PT60S',
    'target: PT2H': 'target: PT3H',
    'employees: 5000': 'employees: 5001',
  }
  const tableEdits: Readonly<Record<string, string>> = {
    '>=100': '>= 100',
    'rest-of-world': 'world',
    '"AT, CH"': 'AT|CH',
    'DE,': '"!DE",',
    'country,': 'id,country,',
  }

  test('is that it is empty exactly when the addresses are the same', () => {
    const chosen = fc.subarray(Object.keys(edits))
    const rows = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 3 })
    fc.assert(
      fc.property(chosen, fc.subarray(Object.keys(tableEdits)), rows, (inText, inTable, order) => {
        const text = inText.reduce((done, piece) => done.replace(piece, edits[piece] ?? ''), inboundPolicyText)
        const lines = territoriesText.trim().split('\n')
        const kept = [lines[0], ...order.map((index) => lines[index])].join('\n')
        const changed = inTable.reduce((done, piece) => done.replace(piece, tableEdits[piece] ?? ''), kept)
        const table = inTable.includes('country,')
          ? changed.replaceAll(/\n/g, '\n,').replace(/,(?=[^\n]*world)/, 'last,')
          : changed
        const after = parse(text, table)
        for (const [old, fresh] of [
          [before, after],
          [after, before],
        ] as const) {
          assert.equal(diffPolicies(old, fresh).changes.length === 0, old.hash === fresh.hash)
        }
      }),
      { numRuns: 200 },
    )
  })
})
