import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parsePolicy } from './parse-policy.ts'
import { policyLimits } from './policy-limits.ts'
import { type PolicyProblemCode, policyProblems } from './policy-problems.ts'

const head = 'policy: p\nfields:\n  country: { type: country }\n  employees: { type: integer }\n'
const routes = 'routes:\n  - { id: r, to: [pool: x] }\n'

/** Code, line and column of each problem. */
function told(text: string): readonly string[] {
  return parsePolicy(text, { file: 'p.yaml' }).problems.map(
    ({ code, place }) => `${code} ${place.line}:${place.column}`,
  )
}

function withField(field: string): string {
  return `policy: p\nfields:\n  f: ${field}\n${routes}`
}

/** For each code a slip that causes it, and where it is told. */
const slips: Readonly<Record<PolicyProblemCode, readonly (readonly [name: string, text: string, at: string])[]>> = {
  policy_type_wrong: [
    ['a document that is a list', '- a\n', '1:1'],
    ['routes that are a text', `${head}routes: all\n`, '5:9'],
    ['a field that is only its type', withField('string'), '3:6'],
    ['a truth that is a word', withField('{ type: string, many: yes }'), '3:28'],
    ['a condition that is a number', `${head}routes:\n  - { id: a, when: 5, to: [pool: x] }\n`, '6:20'],
    ['a name that is a list', `policy: [a]\n${routes}`, '1:9'],
    [
      'an event that is two',
      `${head}${routes}clocks: { first_touch: [{ target: PT1M }] }\nreassign:\n  - on: { changed: [country], breached: first_touch }\n`,
      '9:9',
    ],
  ],
  policy_key_unknown: [
    ['a misspelt section', `${head}ruotes: []\n${routes}`, '5:1'],
    ['a merge key', `${head}routes:\n  - { <<: x, id: r, to: [pool: x] }\n`, '6:7'],
  ],
  policy_key_missing: [['a field without its type', withField('{ many: true }'), '3:6']],
  policy_value_missing: [
    ['a pool without a name', `${head}routes:\n  - { id: r, to: [pool: ] }\n`, '6:25'],
    ['a derived value without cases', `${head}derive: { s: [] }\n${routes}`, '5:14'],
  ],
  policy_text_malformed: [
    ['an empty description', withField('{ type: string, description: "" }'), '3:35'],
    ['a name beyond all bounds', `policy: ${'x'.repeat(policyLimits.nameLengthMax + 1)}\n${routes}`, '1:9'],
  ],
  policy_name_malformed: [
    ['a field with a hyphen', `policy: p\nfields:\n  my-field: { type: string }\n${routes}`, '3:3'],
    ['a name with spaces at its ends', `policy: " p "\n${routes}`, '1:9'],
  ],
  policy_name_reserved: [
    ['a field called like part of the language', `policy: p\nfields:\n  account: { type: string }\n${routes}`, '3:3'],
    ['a derived value called like a field', `${head}derive:\n  country: [{ value: x }]\n${routes}`, '6:3'],
    ['a second owner', `${head}routes:\n  - { id: r, to: [pool: x], also: { owner: [pool: y] } }\n`, '6:37'],
    [
      'an account attribute that every account has',
      `${head}account_fields:\n  owner: { type: string }\n${routes}`,
      '6:3',
    ],
  ],
  policy_name_taken: [
    ['two routes of one id', `${head}routes:\n  - { id: r, to: [pool: x] }\n  - { id: r, to: [pool: y] }\n`, '7:11'],
  ],
  policy_number_malformed: [
    ['a fraction as the least integer', withField('{ type: integer, min: 1.5 }'), '3:28'],
    [
      'a negative count',
      `${head}${routes}reassign:\n  - { on: owner_unavailable, exclude_previous_owners: -1 }\n`,
      '8:55',
    ],
  ],
  policy_choice_unknown: [
    ['a type that does not exist', withField('{ type: strnig }'), '3:14'],
    ['an event that does not exist', `${head}${routes}reassign:\n  - on: owner_gone\n`, '8:9'],
  ],
  policy_version_unknown: [['a version of the policy in place of the format', `${head}version: 17\n${routes}`, '5:10']],
  policy_too_large: [
    [
      'more targets than are tried',
      `${head}routes:\n  - { id: r, to: [${'pool: x, '.repeat(policyLimits.targetsMax)}pool: x] }\n`,
      '6:18',
    ],
  ],
  policy_field_unknown: [
    [
      'a misspelt field to wait for',
      `${head}${routes}fallback:\n  incomplete: { wait: PT1M, for: [contry] }\n`,
      '8:35',
    ],
    [
      'a misspelt attribute of a golden lead',
      `${head}${routes}tests:\n  - { lead: { contry: DE }, expect: { route: r } }\n`,
      '8:15',
    ],
  ],
  policy_field_option_unfit: [['a bound of a text', withField('{ type: string, min: 5 }'), '3:22']],
  policy_field_values_missing: [['an enum without values', withField('{ type: enum, values: [] }'), '3:6']],
  policy_field_bounds_crossed: [['bounds the wrong way round', withField('{ type: number, min: 5, max: 1 }'), '3:22']],
  policy_value_twice: [['a value written twice', withField('{ type: enum, values: [a, b, a] }'), '3:35']],
  policy_alias_unfit: [
    ['an alias for no value', withField('{ type: enum, values: [a], aliases: { x: b } }'), '3:47'],
    ['an alias for no country', withField('{ type: country, aliases: { Holland: Netherlands } }'), '3:43'],
    ['an alias that is a value', withField('{ type: enum, values: [a, b], aliases: { a: b } }'), '3:47'],
  ],
  policy_group_overrides: [['a group called like a built-in one', `${head}groups: { EU: [DE] }\n${routes}`, '5:11']],
  policy_case_unreachable: [
    ['a case after the default', `${head}derive:\n  s:\n    - { value: a }\n    - { value: b }\n${routes}`, '8:7'],
  ],
  policy_derived_mixed: [
    ['cases of two kinds', `${head}derive:\n  s: [{ when: employees > 5, value: 1 }, { value: a }]\n${routes}`, '6:44'],
  ],
  policy_derived_cycle: [
    [
      'values made of each other',
      `${head}derive:\n  a: [{ when: b == "x", value: x }]\n  b: [{ when: a == "x", value: x }]\n${routes}`,
      '6:6',
    ],
  ],
  policy_rule_kind: [
    ['a constraint that does nothing', `${head}constraints:\n  - id: c\n${routes}`, '6:5'],
    [
      'a constraint that does two things',
      `${head}constraints:\n  - { id: c, bind: account.owner, refuse: x }\n${routes}`,
      '6:35',
    ],
  ],
  policy_bind_unfit: [
    ['a misspelt attribute to bind to', `${head}constraints:\n  - { id: c, bind: account.onwer }\n${routes}`, '6:20'],
    ['an attribute that names no owner', `${head}constraints:\n  - { id: c, bind: country }\n${routes}`, '6:20'],
  ],
  policy_option_without_rule: [
    ['a list of fields without a wait', `${head}${routes}fallback:\n  incomplete: { for: [country] }\n`, '8:17'],
  ],
  policy_target_malformed: [
    ['a bare name', `${head}routes:\n  - { id: r, to: desk }\n`, '6:18'],
    ['two places in one item', `${head}routes:\n  - { id: r, to: [{ pool: a, hold: b }] }\n`, '6:19'],
    ['an attribute as an owner', `${head}routes:\n  - { id: r, to: [owner: account.owner] }\n`, '6:26'],
  ],
  policy_target_unreachable: [
    ['a place after a hold', `${head}routes:\n  - { id: r, to: [hold: x, pool: y] }\n`, '6:28'],
  ],
  policy_targets_empty: [['nowhere to go', `${head}routes:\n  - { id: r, to: [] }\n`, '6:18']],
  policy_route_unfit: [['a route that leads nowhere', `${head}routes:\n  - id: r\n`, '6:5']],
  policy_route_unknown: [
    [
      'a test of a route that does not exist',
      `${head}${routes}tests:\n  - { lead: {}, expect: { route: q } }\n`,
      '8:34',
    ],
  ],
  policy_table_missing: [['a table that was not given', `${head}routes:\n  - { id: r, table: t.csv }\n`, '6:21']],
  policy_duration_malformed: [
    ['a duration as people say it', `${head}${routes}clocks: { assignment: [{ target: 10m }] }\n`, '7:34'],
    ['half a second', `${head}${routes}clocks: { assignment: [{ target: PT0.5S }] }\n`, '7:34'],
    ['a negative duration', `${head}${routes}clocks: { assignment: [{ target: -PT5S }] }\n`, '7:34'],
  ],
  policy_duration_calendar: [['a month', `${head}${routes}clocks: { assignment: [{ target: P1M }] }\n`, '7:34']],
  policy_duration_zero: [['no time at all', `${head}${routes}clocks: { assignment: [{ target: PT0S }] }\n`, '7:34']],
  policy_duration_days: [
    ['a day of working time', `${head}${routes}clocks: { first_touch: [{ target: P1D, hours: owner }] }\n`, '7:35'],
  ],
  policy_hours_unfit: [
    [
      'hours of an owner before there is one',
      `${head}${routes}clocks: { assignment: [{ target: PT1M, hours: owner }] }\n`,
      '7:47',
    ],
  ],
  policy_clock_unknown: [
    ['a breach of no clock', `${head}${routes}reassign:\n  - on: { breached: first_touch }\n`, '8:21'],
  ],
  policy_test_empty: [['a test that cannot fail', `${head}${routes}tests:\n  - { lead: {}, expect: {} }\n`, '8:25']],
  policy_problems_cut: [],
}

describe('a slip in a policy', () => {
  test('is known for every code', () => {
    assert.deepEqual(Object.keys(slips), Object.keys(policyProblems))
  })

  for (const [code, examples] of Object.entries(slips)) {
    for (const [name, text, at] of examples) {
      test(`like ${name} is told as ${code} at its place`, () => {
        assert.deepEqual(told(text), [`${code} ${at}`])
      })
    }
  }

  test('is never alone: all are told at once, in the order of the document', () => {
    const text =
      'policy: p\nfields:\n  a: { type: strnig }\n  b: { typ: string }\nconstraints:\n  - id: c\n    when: employes > 5\nroutes:\n  - { id: r, when: f(a, b), to: desk }\nclocks: { assignment: [{ target: 5m }] }\n'
    assert.deepEqual(told(text), [
      'policy_choice_unknown 3:14',
      'policy_key_missing 4:6',
      'policy_key_unknown 4:8',
      'policy_rule_kind 6:5',
      'condition_name_unknown 7:11',
      'document_condition_unquoted 9:20',
      'condition_function_unknown 9:20',
      'policy_target_malformed 9:33',
      'policy_duration_malformed 10:34',
    ])
  })

  test('that comes too often is told only so many times, errors first', () => {
    const fields = Array.from(
      { length: policyLimits.problemsMax + 20 },
      (_, index) => `  f${index}: { type: x }\n`,
    ).join('')
    const { problems } = parsePolicy(`policy: p\nversion: 2\nfields:\n${fields}${routes}`)
    assert.equal(problems.length, policyLimits.problemsMax + 1)
    assert.deepEqual(
      [problems.at(-1)?.code, problems.at(-1)?.message],
      ['policy_problems_cut', 'There are 21 more problems.'],
    )
  })

  test('of form does not make what was lost look missing', () => {
    const text = `${head}routes:\n  - id: a\n    when: employes > 5 && nobody == 1\n    to: [pool: x\n  - id: b\n    when: zzz > 5\n`
    assert.deepEqual(told(text), ['document_not_closed 8:9'])
  })
})

describe('the place of a problem in a condition', () => {
  const cases: readonly (readonly [name: string, when: string, at: string])[] = [
    ['a plain text', 'employes > 5', '7:11'],
    ['a plain text over two lines', 'employees > 1\n      && employes > 5', '8:10'],
    ['single quotes', `'country == ''DE'' && employes > 5'`, '7:33'],
    ['double quotes', String.raw`"country == \"DE\" && employes > 5"`, '7:33'],
    ['a literal block', '|\n      country == "DE" &&\n        employes > 5', '9:9'],
    ['a folded block', '>-  # why\n\n      country == "DE" &&\n      employes > 5', '10:7'],
    ['a condition that lacks its quotes', '!(employes > 5)', '7:11 7:13'],
  ]
  for (const [name, when, at] of cases) {
    test(`is the place in the file, in ${name}`, () => {
      const text = `${head}routes:\n  - id: a\n    when: ${when}\n    to: [pool: x]\n`
      assert.deepEqual(
        parsePolicy(text)
          .problems.map(({ place }) => `${place.line}:${place.column}`)
          .join(' '),
        at,
      )
    })
  }

  test('knows which quotes were misplaced', () => {
    assert.deepEqual(
      told(`${head}routes:\n  - id: a\n    when: "country in ["DE"] && employes > 5"\n    to: [pool: x]\n`),
      ['document_condition_unquoted 7:11', 'condition_name_unknown 7:33'],
    )
    assert.deepEqual(told(`${head}routes:\n  - id: a\n    when: "country in ["DE"]"\n    to: [pool: x]\n`), [
      'document_condition_unquoted 7:11',
    ])
  })
})
