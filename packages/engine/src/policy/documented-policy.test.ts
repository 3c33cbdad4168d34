import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { inboundPolicyText, territoriesText } from '../testing/inbound-policy.ts'
import { canonicalTarget } from './canonical-policy.ts'
import { listPolicyTables } from './list-policy-tables.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Policy, Target } from './policy.ts'

const tables = { 'territories.csv': territoriesText }

function inbound(): Policy {
  const { policy, problems } = parsePolicy(inboundPolicyText, { file: 'inbound.yaml', tables })
  assert.deepEqual(problems, [])
  assert.ok(policy !== null)
  return policy
}

function named(targets: readonly Target[]): readonly string[] {
  return targets.map(canonicalTarget)
}

describe('the policy of the documentation', () => {
  test('is read without a problem, section by section', () => {
    const policy = inbound()
    assert.equal(policy.name, 'inbound')
    assert.deepEqual(
      policy.fields.map(({ name, type, slot }) => [name, type, slot]),
      [
        ['country', 'country', 0],
        ['employees', 'integer', 1],
        ['product', 'enum', 2],
        ['consent', 'boolean', 3],
      ],
    )
    assert.deepEqual(policy.fields[1]?.min, 0)
    assert.deepEqual(policy.fields[2]?.values, ['GTX Basic', 'GTX Pro', 'MG Special'])
    assert.deepEqual(policy.fields[2]?.aliases, { GTXPro: 'GTX Pro' })
    assert.deepEqual(
      policy.derived.map(({ name, cases }) => [name, cases.map(({ when, value }) => [when?.text ?? null, value])]),
      [
        [
          'segment',
          [
            ['employees >= 1000', 'enterprise'],
            ['employees >= 100', 'mid'],
            [null, 'small'],
          ],
        ],
      ],
    )
  })

  test('has its constraints with the safe default for what is unknown', () => {
    const constraints = inbound().constraints.map((constraint) => [
      constraint.id,
      constraint.kind,
      constraint.when?.text,
      constraint.whenUnknown,
    ])
    assert.deepEqual(constraints, [
      ['do-not-contact', 'refuse', 'restricted("any")', 'incomplete'],
      ['eu-certified', 'require', 'country in group("EU")', 'applies'],
      ['strategic', 'bind', 'account.tier == "strategic"', 'skip'],
    ])
    const bind = inbound().constraints[2]
    assert.ok(bind?.kind === 'bind')
    assert.equal(bind.bind.path, 'account.owner')
    assert.deepEqual(named(bind.otherwise), ['pool strategic-desk'])
  })

  test('has its routes, the rows of the table among them', () => {
    const { routes } = inbound()
    assert.deepEqual(
      routes.map(({ id, plan, whenUnknown }) => [id, plan, whenUnknown]),
      [
        ['dach-enterprise', 'enterprise-first-week', 'skip'],
        ['territories', null, 'skip'],
      ],
    )
    assert.deepEqual(named(routes[0]?.rules[0]?.to ?? []), ['pool dach-ent', 'pool dach'])
    assert.deepEqual(
      Object.entries(routes[0]?.also ?? {}).map(([role, targets]) => [role, named(targets)]),
      [['sdr', ['pool sdr-dach']]],
    )
    assert.deepEqual(routes[1]?.table, {
      file: 'territories.csv',
      columns: ['country', 'employees', 'product', 'pool'],
    })
    assert.deepEqual(
      routes[1]?.rules.map(({ id, when, to, place }) => [
        id,
        when?.text ?? null,
        ...named(to),
        `${place.file}:${place.line}`,
      ]),
      [
        ['territories:1', 'country == "DE" && employees >= 100', 'pool dach', 'territories.csv:2'],
        ['territories:2', 'country in ["AT", "CH"]', 'pool dach', 'territories.csv:3'],
        [
          'territories:3',
          'country in group("NORDICS") && product != "MG Special"',
          'pool nordics',
          'territories.csv:4',
        ],
        [
          'territories:4',
          'country in ["US", "CA"] && employees >= 1 && employees <= 999',
          'pool americas',
          'territories.csv:5',
        ],
        ['territories:5', null, 'pool rest-of-world', 'territories.csv:6'],
      ],
    )
  })

  test('has its fallback, reassignment, clocks and tests', () => {
    const { fallback, reassign, clocks, tests } = inbound()
    assert.deepEqual(named(fallback.unmatched), ['pool inbound-desk', 'hold triage'])
    assert.deepEqual(
      [fallback.incomplete.waitSeconds, fallback.incomplete.waitFor, named(fallback.incomplete.then)],
      [600, ['country', 'employees'], ['pool inbound-desk', 'hold needs-data']],
    )
    assert.deepEqual(
      [fallback.nobody.lookAheadSeconds, named(fallback.nobody.then)],
      [14_400, ['pool overflow', 'hold waiting']],
    )
    assert.deepEqual(
      reassign.map((rule) => ({ ...rule, place: null })),
      [
        {
          on: { kind: 'changed', fields: ['country', 'employees', 'product'] },
          until: 'touched',
          keepOwnerIfEligible: true,
          excludePreviousOwners: 0,
          atMost: null,
          coolDownSeconds: 0,
          place: null,
        },
        {
          on: { kind: 'owner_unavailable' },
          until: 'touched',
          keepOwnerIfEligible: false,
          excludePreviousOwners: 0,
          atMost: null,
          coolDownSeconds: 0,
          place: null,
        },
        {
          on: { kind: 'breached', clock: 'first_touch' },
          until: 'touched',
          keepOwnerIfEligible: false,
          excludePreviousOwners: 5,
          atMost: 3,
          coolDownSeconds: 0,
          place: null,
        },
      ],
    )
    assert.deepEqual(
      Object.entries(clocks).map(([name, cases]) => [
        name,
        cases.map(({ when, targetSeconds, hours }) => [when?.text ?? null, targetSeconds, hours]),
      ]),
      [
        ['assignment', [[null, 60, 'wall']]],
        [
          'first_touch',
          [
            ['segment == "enterprise"', 900, 'owner'],
            [null, 7200, 'owner'],
          ],
        ],
      ],
    )
    assert.deepEqual(
      tests.map((golden) => ({ ...golden, place: null })),
      [
        {
          name: 'test 1',
          lead: { country: 'DE', employees: 5000 },
          account: null,
          expect: { route: 'dach-enterprise', pool: 'dach-ent' },
          place: null,
        },
      ],
    )
  })

  test('gives every name its slot: fields, mail, account, facts asked for, derived values', () => {
    const policy = inbound()
    const paths = [
      'country',
      'employees',
      'product',
      'consent',
      'mail.domain',
      'mail.kind',
      'account.id',
      'account.name',
      'account.tier',
      'account.owner',
      'account.parent',
      'account.country',
      'account.subdivision',
      'restricted("any")',
      'segment',
    ]
    assert.deepEqual(
      policy.leadSymbols.map(({ path, slot }) => [path, slot]),
      paths.map((path, slot) => [path, slot]),
    )
    assert.deepEqual(
      policy.ownerSymbols.map(({ path, slot }) => [path, slot]),
      ['id', 'name', 'team', 'zone', 'country', 'certifications', 'skills', 'languages'].map((name, slot) => [
        `owner.${name}`,
        slot,
      ]),
    )
    assert.equal(policy.derived[0]?.slot, 14)
    const expression = policy.routes[0]?.rules[0]?.when?.expression
    const segment = expression?.kind === 'all' ? expression.operands[1] : undefined
    assert.ok(segment?.kind === 'compare' && segment.left.kind === 'symbol')
    assert.equal(segment.left.symbol.slot, 14)
  })

  test('names the tables that must be fetched', () => {
    assert.deepEqual(listPolicyTables(inboundPolicyText), ['territories.csv'])
    assert.deepEqual(listPolicyTables('routes: 5'), [])
    assert.deepEqual(
      listPolicyTables('{"routes": [{"table": "a.csv"}, {"table": "b.csv"}, {"table": "a.csv"}]}', { format: 'json' }),
      ['a.csv', 'b.csv'],
    )
  })

  test('keeps the built-in groups it uses, so that they are part of its content', () => {
    assert.deepEqual(Object.keys(inbound().groups), ['EU', 'NORDICS'])
    assert.equal(inbound().groups['EU']?.length, 27)
  })
})

test('the reference shows a policy and a table that are read without a problem', () => {
  const reference = readFileSync(new URL('../../../../docs/reference/policy.md', import.meta.url), 'utf8')
  const block = (language: string): string =>
    new RegExp(`\\\`\\\`\\\`${language}\\n([\\s\\S]*?)\\\`\\\`\\\``).exec(reference)?.[1] ?? ''
  const { policy, problems } = parsePolicy(block('yaml'), { tables: { 'territories.csv': block('csv') } })
  assert.deepEqual(problems, [])
  assert.equal(policy?.routes[1]?.rules.length, 5)
})
