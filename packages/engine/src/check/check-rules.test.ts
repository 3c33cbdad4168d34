import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkText, messagesOf, routesOf } from '../testing/check-by-text.ts'

describe('a route that no lead gets to', () => {
  test('is told with the one route that takes its leads', () => {
    const report = checkText(routesOf('country in group("EU")', 'employees > 10', 'country == "DE" && consent'))
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r3`: `r1` takes them all.',
    ])
  })

  test('is told with all the routes that take its leads together, and with no other', () => {
    const report = checkText(
      routesOf(
        'consent',
        'product == "Pro"',
        'employees >= 50',
        '!known(employees)',
        'employees < 70',
        'country == "DE"',
      ),
    )
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r6`: `r3`, `r4` and `r5` take them all.',
    ])
  })

  test('is found through derived values', () => {
    const report = checkText(`
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
  desk:
    - when: 'segment == "enterprise" && country == "DE"'
      value: key
    - { value: normal }
${routesOf('employees > 500', 'segment == "enterprise"', 'desk == "key"', 'desk != "normal" || desk != "key"')}`)
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r2`: `r1` takes them all.',
      'No lead gets to the route `r3`: `r1` takes them all.',
    ])
  })

  test('is found behind a route that stops leads for which it is unknown', () => {
    const report = checkText(`
routes:
  - { id: a, when: "employees > 10", when_unknown: incomplete, to: [pool: a] }
  - { id: b, when: "!known(employees)", to: [pool: b] }
  - { id: c, when: "consent", to: [pool: c] }
`)
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `b`: `a` takes them all.',
    ])
  })

  test('is found behind a refusal', () => {
    const report = checkText(`
constraints:
  - { id: no-consent, when: "!consent", refuse: no_consent }
${routesOf('!consent && employees > 10', 'employees > 100')}`)
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r1`: `no-consent` keeps them from the routes.',
    ])
  })

  test('is told apart from one that contradicts itself', () => {
    const report = checkText(
      routesOf(
        'employees > 5 && employees < 6',
        'country == "DE" && country == "FR"',
        'employees < 0',
        'state.startsWith("US-") && state.startsWith("DE-")',
      ),
    )
    assert.equal(messagesOf(report, 'check_rule_never_true').length, 4)
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [])
    assert.equal(report.figures.unreachableRules, 4)
  })

  test('is told apart from one that only leads with gaps get to', () => {
    const report = checkText(routesOf('employees >= 100', 'employees < 100', 'country == "DE"'))
    assert.deepEqual(messagesOf(report, 'check_rule_needs_gaps'), [
      'Only leads that lack something get to the route `r3`, such as one without `employees`; of the others none does: `r1` and `r2` take them all.',
    ])
  })

  test('is not told where it asks for gaps, or where a regular expression may let leads through', () => {
    const report = checkText(
      routesOf(
        'title.matches("^He+ad")',
        'title.startsWith("Heead")',
        '!known(country)',
        'employees % 2 == 0',
        'employees == 4 && consent',
      ),
    )
    assert.deepEqual(
      report.problems.filter(({ code }) => code.startsWith('check_rule')),
      [],
    )
  })

  test('is found where a regular expression cannot matter', () => {
    const report = checkText(
      routesOf(
        'title.matches("^He+ad")',
        'consent && title.matches("^He+ad")',
        'title.matches("^He+ad") && employees > 3 || country == "DE"',
        'country == "DE" && title.matches("x$")',
      ),
    )
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r2`: `r1` takes them all.',
      'No lead gets to the route `r4`: `r3` takes them all.',
    ])
  })

  test('is found a thousand routes deep, with the depth bounded', () => {
    const conditions = Array.from({ length: 3_000 }, (_, index) => `employees == ${index}`)
    const report = checkText(routesOf(...conditions, 'employees >= 3000', '!known(employees)', 'country == "DE"'))
    assert.deepEqual(messagesOf(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r3003`: `r1`, `r2`, `r3`, `r4`, `r5` and 2997 more take them all.',
    ])
  })

  test('whose leads are all bound to owners is told, unless it gives them more than an owner', () => {
    const constraints = `
constraints:
  - { id: named, when: "known(account.owner)", bind: account.owner }
`
    const bound = 'known(account.owner) && consent'
    const report = checkText(`${constraints}${routesOf(bound, 'employees > 3')}`)
    assert.deepEqual(messagesOf(report, 'check_rule_always_bound'), [
      'The route `r1` takes only leads that `named` binds to an owner, so its places are never tried.',
    ])
    const withRole = checkText(`${constraints}
routes:
  - { id: a, when: "${bound}", to: [pool: a], also: { sdr: [pool: b] } }
`)
    assert.deepEqual(messagesOf(withRole, 'check_rule_always_bound'), [])
  })
})
