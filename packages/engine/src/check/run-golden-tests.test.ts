import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { policyOf } from '../testing/parsed-policy.ts'
import { runGoldenTests } from './run-golden-tests.ts'
import { prepareTrial } from './try-lead.ts'

const policy = `
policy: test
fields:
  country:   { type: country }
  employees: { type: integer, min: 0 }
  consent:   { type: boolean }
derive:
  segment:
    - { when: "employees >= 100", value: large }
    - { value: small }
constraints:
  - { id: no-consent, when: "!consent", when_unknown: skip, refuse: no_consent }
  - { id: strategic, when: 'account.tier == "strategic"', bind: account.owner, otherwise: [pool: desk] }
routes:
  - { id: dach, when: 'country in ["DE", "AT", "CH"] && segment == "large"', to: [pool: dach, pool: desk] }
  - { id: swiss, when: 'country == "CH"', to: [owner: reto] }
  - { id: odd, when: 'country == "FR"', to: [hold: odd] }
fallback:
  unmatched: [pool: desk, hold: triage]
  incomplete: { wait: PT10M, for: [country], then: [pool: desk, hold: needs-data] }
tests:
`

/** The result of one golden lead; `expect` and the lead as in the document. */
function run(test: string) {
  const [result] = runGoldenTests(policyOf(`${policy}  - ${test}\n`))
  assert.ok(result !== undefined)
  return result
}

describe('a golden lead', () => {
  test('is read like any other lead and comes to the first place of its plan', () => {
    const { planned, mismatches } = run(
      '{ name: a, lead: { country: Deutschland, employees: "1,200" }, expect: { route: dach, pool: dach, outcome: assigned, derived: { segment: large } } }',
    )
    assert.deepEqual(planned, {
      outcome: 'assigned',
      route: 'dach',
      pool: 'dach',
      owner: null,
      queue: null,
      reason: null,
      derived: { segment: 'large' },
    })
    assert.deepEqual(mismatches, [])
  })

  test('says of each expectation that is not met what was expected and what was found', () => {
    const { mismatches } = run(
      '{ name: a, lead: { country: CH, employees: 5 }, expect: { route: dach, pool: dach, owner: reto, derived: { segment: large } } }',
    )
    assert.deepEqual(mismatches, [
      { what: 'route', expected: 'dach', found: 'swiss' },
      { what: 'pool', expected: 'dach', found: 'none' },
      { what: 'segment', expected: 'large', found: 'small' },
    ])
  })

  test('may be expected to find no route', () => {
    assert.deepEqual(
      run('{ name: a, lead: { country: US, employees: 5 }, expect: { route: null, pool: desk } }').mismatches,
      [],
    )
    assert.deepEqual(run('{ name: a, lead: { country: CH, employees: 5 }, expect: { route: null } }').mismatches, [
      { what: 'route', expected: 'none', found: 'swiss' },
    ])
  })

  test('is bound to the owner of the account it names, or goes to the alternative where that one has none', () => {
    assert.deepEqual(
      run(
        '{ name: a, lead: { country: DE }, account: { id: x, tier: strategic, owner: lena }, expect: { owner: lena, outcome: assigned } }',
      ).mismatches,
      [],
    )
    assert.deepEqual(
      run('{ name: a, lead: { country: DE }, account: { id: x, tier: strategic }, expect: { pool: desk } }').mismatches,
      [],
    )
  })

  test('is refused, held or waits with the reason that a real lead would get', () => {
    assert.deepEqual(
      run('{ name: a, lead: { consent: "no" }, expect: { outcome: refused, reason: no_consent } }').mismatches,
      [],
    )
    assert.deepEqual(run('{ name: a, lead: { country: FR }, expect: { outcome: held, queue: odd } }').mismatches, [])
    assert.deepEqual(
      run(
        '{ name: a, lead: { employees: 500 }, expect: { outcome: held, queue: needs-data, reason: waiting_for_attributes } }',
      ).mismatches,
      [],
    )
    // Waiting is for the country only.
    assert.deepEqual(
      run('{ name: a, lead: { country: DE }, expect: { outcome: assigned, pool: desk } }').mismatches,
      [],
    )
  })
})

describe('a lead that is tried', () => {
  const tryLead = prepareTrial(policyOf(`${policy}  - { lead: {}, expect: { outcome: held } }\n`))

  test('tells what was asked of it, hard rules first, and which attribute was missing', () => {
    const { planned, steps, missing } = tryLead({ id: 'a', attributes: { country: 'Schweiz' }, account: null })
    assert.deepEqual([planned.outcome, planned.route, planned.owner], ['assigned', 'swiss', 'reto'])
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['constraint', 'constraint', 'routes'],
    )
    assert.deepEqual(missing, ['employees'])
  })

  test('is of the account it names, and of none where it names none', () => {
    const bound = tryLead({ id: 'a', attributes: {}, account: { tier: 'strategic', owner: 'ada' } })
    assert.equal(bound.planned.owner, 'ada')
    assert.equal(tryLead({ id: 'a', attributes: {}, account: null }).planned.outcome, 'held')
  })
})
