import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkText, checkedFallback, messagesOf, routesOf } from '../testing/check-by-text.ts'
import { policyOf } from '../testing/parsed-policy.ts'
import { checkPolicy } from './check-policy.ts'

describe('what is never used', () => {
  test('is told, but not what says who the lead is', () => {
    const { problems } = checkPolicy(
      policyOf(`
policy: test
fields:
  email:   { type: email }
  name:    { type: string }
  product: { type: enum, values: [Basic, Pro, Old] }
  colour:  { type: enum, values: [red, green] }
  size:    { type: enum, values: [s, m] }
groups:
  north: [DE, PL]
derive:
  kind:
    - { value: any }
routes:
  - { id: a, when: 'product == "Basic" || product == "Pro"', to: [pool: a] }
  - { id: b, when: 'size.matches("^s")', to: [pool: b] }
${checkedFallback}`),
    )
    const unused = problems.filter(({ code }) => code.endsWith('_unused')).map(({ code, path }) => `${code} ${path}`)
    assert.deepEqual(unused.toSorted(), [
      'check_derived_unused derive.kind',
      'check_field_unused fields.colour',
      'check_group_unused groups.north',
      'check_values_unused fields.product.values',
    ])
  })
})

describe('golden leads', () => {
  test('that do not come to what is expected are errors, with what they come to', () => {
    const report = checkText(`${routesOf('country == "DE"')}
tests:
  - { name: right, lead: { country: Germany }, expect: { route: r1, pool: p1 } }
  - { name: wrong, lead: { country: France }, expect: { pool: p1 } }
`)
    const failed = report.problems.filter(({ code }) => code === 'check_test_failed')
    assert.deepEqual(
      failed.map(({ severity, message, path }) => [severity, message, path]),
      [['error', 'The golden lead “wrong” does not come to what is expected: pool is desk, not p1.', 'tests[1]']],
    )
    assert.deepEqual([report.figures.tests, report.figures.failedTests], [2, 1])
  })
})

describe('a report', () => {
  test('tells fifty findings of a kind, and how many more there are', () => {
    const report = checkText(
      routesOf('employees >= 0', ...Array.from({ length: 80 }, (_, index) => `employees == ${index}`)),
    )
    assert.equal(messagesOf(report, 'check_rule_unreachable').length, 50)
    assert.deepEqual(messagesOf(report, 'check_findings_cut'), [
      'There are 30 more findings of the kind `check_rule_unreachable`.',
    ])
    assert.equal(report.figures.unreachableRules, 80)
  })

  test('stands in the order of the document', () => {
    const { problems } = checkText(
      routesOf('consent', 'consent && employees > 3', 'employees > 3 && employees < 3', 'consent && product == "Pro"'),
    )
    const lines = problems.map(({ place }) => place.line)
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    )
  })
})
