import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canonicalTarget } from './canonical-policy.ts'
import { type ParsedPolicy, parsePolicy } from './parse-policy.ts'
import type { Policy, Target } from './policy.ts'

function named(targets: readonly Target[]): readonly string[] {
  return targets.map(canonicalTarget)
}

const small =
  'policy: small\nfields:\n  country: { type: country }\n  employees: { type: integer }\n  wanted_owner: { type: string }\n'

function parse(rest: string): ParsedPolicy {
  return parsePolicy(small + rest, { file: 'p.yaml' })
}

function read(rest: string): Policy {
  const { policy, problems } = parse(rest)
  assert.deepEqual(problems, [])
  assert.ok(policy !== null)
  return policy
}

describe('a policy', () => {
  test('that says little gets sensible defaults', () => {
    const { fallback, constraints, reassign, clocks, tests, description } = read('routes: []\n')
    assert.deepEqual(
      [named(fallback.unmatched), named(fallback.incomplete.then), named(fallback.nobody.then)],
      [['hold unmatched'], ['hold incomplete'], ['hold nobody_eligible']],
    )
    assert.deepEqual([fallback.incomplete.waitSeconds, fallback.nobody.lookAheadSeconds], [0, 0])
    assert.deepEqual([constraints, reassign, clocks, tests, description], [[], [], {}, [], null])
  })

  test('may leave a section empty, its entries commented out', () => {
    assert.deepEqual(read('constraints:\n#  - id: x\nroutes:\nfallback:\ntests:\n').constraints, [])
  })

  test('may write the short forms: one place without its list, a fallback as a list', () => {
    const { routes, fallback } = read(
      'routes:\n  - { id: a, to: { pool: x } }\nfallback:\n  incomplete: [hold: later]\n  nobody: [hold: waiting]\n',
    )
    assert.deepEqual(named(routes[0]?.rules[0]?.to ?? []), ['pool x'])
    assert.deepEqual([named(fallback.incomplete.then), named(fallback.nobody.then)], [['hold later'], ['hold waiting']])
  })

  test('may send a lead to every kind of place', () => {
    const { routes } = read(
      'routes:\n  - id: a\n    to: [pool: p, owner: eve, bound: account.owner, bound: wanted_owner, hold: q]\n  - id: b\n    to: [refuse: spam]\n',
    )
    assert.deepEqual(
      routes.map(({ rules }) => named(rules[0]?.to ?? [])),
      [['pool p', 'owner eve', 'bound account.owner', 'bound wanted_owner', 'hold q'], ['refuse spam']],
    )
  })

  test('may take names that YAML reads as numbers or truths for texts', () => {
    const { routes } = read('routes:\n  - id: 2026\n    to: [pool: 007, hold: true]\n')
    assert.equal(routes[0]?.id, '2026')
    assert.deepEqual(named(routes[0]?.rules[0]?.to ?? []), ['pool 007', 'hold true'])
  })

  test('may choose what an unknown condition means', () => {
    const { constraints, routes } = read(
      `constraints:\n  - { id: a, when: employees > 5, require: '"x" in owner.skills', when_unknown: skip }\nroutes:\n  - { id: r, when: employees > 5, to: [pool: x], when_unknown: incomplete }\n`,
    )
    assert.deepEqual([constraints[0]?.whenUnknown, routes[0]?.whenUnknown], ['skip', 'incomplete'])
  })

  test('may declare what accounts and owners carry beside what all have', () => {
    const policy = read(
      'account_fields:\n  sector: { type: enum, values: [retail, medical] }\n  tier: { type: enum, values: [strategic, standard] }\nowner_fields:\n  seniority: { type: integer }\nconstraints:\n  - id: a\n    when: account.sector == "medical" && account.tier == "strategic"\n    require: owner.seniority >= 3\nroutes: []\n',
    )
    assert.deepEqual(
      policy.leadSymbols.slice(5).map(({ path, slot }) => `${slot} ${path}`),
      [
        '5 account.id',
        '6 account.name',
        '7 account.tier',
        '8 account.owner',
        '9 account.parent',
        '10 account.country',
        '11 account.subdivision',
        '12 account.sector',
      ],
    )
    assert.equal(policy.ownerSymbols.at(-1)?.path, 'owner.seniority')
    const { problems } = parse(
      'account_fields:\n  tier: { type: enum, values: [strategic, standard] }\nroutes:\n  - { id: a, when: account.tier == "strategik", to: [pool: x] }\n',
    )
    assert.deepEqual(
      problems.map(({ code, hint }) => [code, hint]),
      [['condition_value_unknown', 'Did you mean "strategic"?']],
    )
  })

  test('may derive values from each other in any order; slots follow what reads what', () => {
    const { derived } = read(
      'derive:\n  tier:\n    - { when: segment == "big", value: 1 }\n    - { value: 2 }\n  segment:\n    - { when: employees > 5, value: big }\n    - { value: small }\nroutes:\n  - { id: a, when: tier == 1, to: [pool: x] }\n',
    )
    assert.deepEqual(
      derived.map(({ name, slot }) => [name, slot]),
      [
        ['segment', 12],
        ['tier', 13],
      ],
    )
  })

  test('may use its own groups, and one in place of a built-in one', () => {
    const { policy, problems } = parse(
      'groups:\n  home: [DE, AT]\n  EU: [FR]\nroutes:\n  - id: a\n    when: country in group("home")\n    to: [pool: x]\n',
    )
    assert.deepEqual(policy?.groups, { home: ['DE', 'AT'], EU: ['FR'] })
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['policy_group_overrides', 'notice']],
    )
  })

  test('may guard a table by a condition, which holds for every row', () => {
    const text = `${small}routes:\n  - id: t\n    when: employees > 5 || wanted_owner == "x" // or so\n    table: t.csv\n`
    const { policy, problems } = parsePolicy(text, { tables: { 't.csv': 'country,pool\nDE,a\n,b\n' } })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      policy?.routes[0]?.rules.map(({ when }) => when?.text),
      ['(employees > 5 || wanted_owner == "x") && country == "DE"', 'employees > 5 || wanted_owner == "x" // or so'],
    )
  })

  test('names the rows of a table by their ids', () => {
    const { policy } = parsePolicy(`${small}routes:\n  - id: t\n    table: ./t.csv\n`, {
      tables: { 't.csv': 'id,country,pool\nde,DE,a\n,AT,b\n' },
    })
    assert.deepEqual(
      policy?.routes[0]?.rules.map(({ id }) => id),
      ['t:de', 't:2'],
    )
  })

  test('may be JSON, under either name of the format', () => {
    const document = {
      policy: 'small',
      fields: { country: { type: 'country' } },
      routes: [{ id: 'a', when: 'country in ["DE"]', to: [{ pool: 'x' }] }],
    }
    const asJson = parsePolicy(JSON.stringify(document, null, '\t'), { file: 'p.json' })
    const asYaml = parsePolicy(JSON.stringify(document), { file: 'p.yaml' })
    assert.deepEqual([asJson.problems, asYaml.problems], [[], []])
    assert.equal(asJson.policy?.hash, asYaml.policy?.hash)
  })

  test('keeps its conditions as written, with their place', () => {
    const { routes } = read(
      'routes:\n  - id: a\n    when: >\n      country == "DE"\n      && employees > 5\n    to: [pool: x]\n',
    )
    const when = routes[0]?.rules[0]?.when
    assert.equal(when?.text, 'country == "DE" && employees > 5')
    assert.deepEqual([when?.place.line, when?.place.column], [8, 11])
  })
})
