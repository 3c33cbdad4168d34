import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse, stringify } from 'yaml'
import { inboundPolicyText, territoriesText } from '../testing/inbound-policy.ts'
import { canonicalText } from './content-hash.ts'
import { parsePolicy } from './parse-policy.ts'

function hashOf(text: string, table = territoriesText, format: 'yaml' | 'json' = 'yaml'): string {
  const { policy, problems } = parsePolicy(text, { format, tables: { 'territories.csv': table, 'other.csv': table } })
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  )
  assert.ok(policy !== null)
  return policy.hash
}

const hash = hashOf(inboundPolicyText)

/** The document with one piece replaced, which must be there. */
function edited(piece: string, by: string): string {
  assert.ok(inboundPolicyText.includes(piece), piece)
  return inboundPolicyText.replace(piece, by)
}

describe('the address of a policy', () => {
  test('is a hex SHA-256', () => {
    assert.match(hash, /^[0-9a-f]{64}$/)
  })

  const same: readonly (readonly [name: string, text: string, table?: string])[] = [
    ['comments', inboundPolicyText.replaceAll(/ +#.*$/gm, '').replaceAll('\n', '\n# why\n')],
    [
      'blanks and brackets in a condition',
      edited('country in ["DE", "AT", "CH"] && segment', '( country in ["DE","AT",  "CH"] )&&segment'),
    ],
    ['quotes in a condition', edited('segment == "enterprise"\n', "segment == 'enterprise'\n")],
    ['line ends', inboundPolicyText.replaceAll('\n', '\r\n')],
    [
      'a block text',
      edited(
        '    when: country in ["DE", "AT", "CH"] && segment == "enterprise"\n',
        '    when: >\n      country in ["DE", "AT", "CH"]\n      && segment == "enterprise"\n',
      ),
    ],
    [
      'the order of keys',
      edited(
        '  - id: do-not-contact\n    when: restricted("any")\n    refuse: do_not_contact\n',
        '  - refuse: do_not_contact\n    when: restricted("any")\n    id: do-not-contact\n',
      ),
    ],
    [
      'a default written out',
      edited('    refuse: do_not_contact\n', '    refuse: do_not_contact\n    when_unknown: incomplete\n'),
    ],
    ['another way to write a duration', edited('PT2H', 'PT120M')],
    ['the name of a table’s file', edited('territories.csv', 'other.csv')],
    [
      'quotes and blanks in a table',
      inboundPolicyText,
      territoriesText.replace('DE,>=100,*,dach', '"DE", >= 100 ,,dach'),
    ],
    [
      'another delimiter and line end in a table',
      inboundPolicyText,
      territoriesText.replace('"AT, CH"', 'AT|CH').replaceAll(',', ';').replaceAll('\n', '\r\n'),
    ],
  ]
  for (const [name, text, table] of same) {
    test(`does not change with ${name}`, () => {
      assert.equal(hashOf(text, table), hash)
    })
  }

  test('does not change when the document is written as JSON, or with its keys turned round', () => {
    const document = parse(inboundPolicyText)
    assert.equal(hashOf(JSON.stringify(document), territoriesText, 'json'), hash)
    const turned = Object.fromEntries(Object.entries(document).toReversed())
    assert.equal(hashOf(stringify(turned)), hash)
  })

  const different: readonly (readonly [name: string, text: string, table?: string])[] = [
    ['the name', edited('policy: inbound', 'policy: outbound')],
    ['a description', `description: x\n${inboundPolicyText}`],
    ['a bound of a field', edited('min: 0', 'min: 1')],
    ['an alias', edited('GTXPro: GTX Pro', 'GTX-Pro: GTX Pro')],
    ['a derived value', edited('value: mid', 'value: middle')],
    ['a condition', edited('"CH"] && segment', '"CH", "LI"] && segment')],
    [
      'the order of constraints',
      edited('  - id: do-not-contact\n    when: restricted("any")\n    refuse: do_not_contact\n', '').replace(
        'routes:',
        '  - id: do-not-contact\n    when: restricted("any")\n    refuse: do_not_contact\nroutes:',
      ),
    ],
    [
      'what an unknown condition means',
      edited('    refuse: do_not_contact\n', '    refuse: do_not_contact\n    when_unknown: skip\n'),
    ],
    ['a target', edited('pool: dach]', 'pool: dach-2]')],
    ['a further role', edited('sdr-dach', 'sdr-eu')],
    ['a fallback', edited('hold: triage', 'hold: later')],
    ['a wait', edited('PT10M', 'PT20M')],
    ['a reassignment rule', edited('at_most: 3', 'at_most: 4')],
    ['a clock', edited('PT15M', 'PT16M')],
    ['a golden test', edited('employees: 5000', 'employees: 6000')],
    ['a cell of a table', inboundPolicyText, territoriesText.replace('>=100', '>=200')],
    [
      'the order of a table’s rows',
      inboundPolicyText,
      `${territoriesText.split('\n').toSpliced(1, 2, '"AT, CH",,,dach', 'DE,>=100,*,dach').join('\n')}`,
    ],
  ]
  for (const [name, text, table] of different) {
    test(`changes with ${name}`, () => {
      assert.notEqual(hashOf(text, table), hash)
    })
  }

  test('is made of sorted keys and plain JSON', () => {
    assert.equal(
      canonicalText({ b: [1, -0, 'é"\n'], a: { d: null, c: true } }),
      '{"a":{"c":true,"d":null},"b":[1,0,"é\\"\\n"]}',
    )
  })
})
