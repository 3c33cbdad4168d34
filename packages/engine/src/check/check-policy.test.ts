import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { policyOf } from '../testing/parsed-policy.ts'
import { checkPolicy } from './check-policy.ts'
import type { CheckReport } from './check-report.ts'

const fields = `
policy: test
fields:
  country:   { type: country }
  state:     { type: subdivision }
  employees: { type: integer, min: 0 }
  product:   { type: enum, values: [Basic, Pro] }
  consent:   { type: boolean }
  title:     { type: string }
`
const fallback = `
fallback:
  unmatched: [pool: desk, hold: triage]
`

/** The findings about one policy of these parts, unused declarations aside. */
function check(parts: string): CheckReport {
  const report = checkPolicy(policyOf(`${fields}${parts}${parts.includes('fallback:') ? '' : fallback}`))
  return { ...report, problems: report.problems.filter(({ code }) => !code.endsWith('_unused')) }
}

function routes(...conditions: readonly string[]): string {
  const lines = conditions.map((when, index) => `  - { id: r${index + 1}, when: ${JSON.stringify(when)}, to: [pool: p${index + 1}] }`)
  return ['routes:', ...lines, ''].join('\n')
}

function messages({ problems }: CheckReport, code: string): readonly string[] {
  return problems.filter((problem) => problem.code === code).map(({ message }) => message)
}

describe('a route that no lead gets to', () => {
  test('is told with the one route that takes its leads', () => {
    const report = check(routes('country in group("EU")', 'employees > 10', 'country == "DE" && consent'))
    assert.deepEqual(messages(report, 'check_rule_unreachable'), ['No lead gets to the route `r3`: `r1` takes them all.'])
  })

  test('is told with all the routes that take its leads together, and with no other', () => {
    const report = check(routes('consent', 'product == "Pro"', 'employees >= 50', '!known(employees)', 'employees < 70', 'country == "DE"'))
    assert.deepEqual(messages(report, 'check_rule_unreachable'), ['No lead gets to the route `r6`: `r3`, `r4` and `r5` take them all.'])
  })

  test('is found through derived values', () => {
    const report = check(`
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
  desk:
    - when: 'segment == "enterprise" && country == "DE"'
      value: key
    - { value: normal }
${routes('employees > 500', 'segment == "enterprise"', 'desk == "key"', 'desk != "normal" || desk != "key"')}`)
    assert.deepEqual(messages(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r2`: `r1` takes them all.',
      'No lead gets to the route `r3`: `r1` takes them all.',
    ])
  })

  test('is found behind a route that stops leads for which it is unknown', () => {
    const report = check(`
routes:
  - { id: a, when: "employees > 10", when_unknown: incomplete, to: [pool: a] }
  - { id: b, when: "!known(employees)", to: [pool: b] }
  - { id: c, when: "consent", to: [pool: c] }
`)
    assert.deepEqual(messages(report, 'check_rule_unreachable'), ['No lead gets to the route `b`: `a` takes them all.'])
  })

  test('is found behind a refusal', () => {
    const report = check(`
constraints:
  - { id: no-consent, when: "!consent", refuse: no_consent }
${routes('!consent && employees > 10', 'employees > 100')}`)
    assert.deepEqual(messages(report, 'check_rule_unreachable'), ['No lead gets to the route `r1`: `no-consent` keeps them from the routes.'])
  })

  test('is told apart from one that contradicts itself', () => {
    const report = check(routes('employees > 5 && employees < 6', 'country == "DE" && country == "FR"', 'employees < 0', 'state.startsWith("US-") && state.startsWith("DE-")'))
    assert.equal(messages(report, 'check_rule_never_true').length, 4)
    assert.deepEqual(messages(report, 'check_rule_unreachable'), [])
    assert.equal(report.figures.unreachableRules, 4)
  })

  test('is told apart from one that only leads with gaps get to', () => {
    const report = check(routes('employees >= 100', 'employees < 100', 'country == "DE"'))
    assert.deepEqual(messages(report, 'check_rule_needs_gaps'), [
      'Only leads that lack something get to the route `r3`, such as one without `employees`; of the others none does: `r1` and `r2` take them all.',
    ])
  })

  test('is not told where it asks for gaps, or where a regular expression may let leads through', () => {
    const report = check(routes('title.matches("^Head")', 'title.startsWith("Head")', '!known(country)', 'employees % 2 == 0', 'employees == 4 && consent'))
    assert.deepEqual(report.problems.filter(({ code }) => code.startsWith('check_rule')), [])
  })

  test('is found where a regular expression cannot matter', () => {
    const report = check(routes('title.matches("^Head")', 'consent && title.matches("^Head")', 'title.matches("^Head") && employees > 3 || country == "DE"', 'country == "DE" && title.matches("x$")'))
    assert.deepEqual(messages(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r2`: `r1` takes them all.',
      'No lead gets to the route `r4`: `r3` takes them all.',
    ])
  })

  test('is found a thousand routes deep, with the depth bounded', () => {
    const conditions = Array.from({ length: 3_000 }, (_, index) => `employees == ${index}`)
    const report = check(routes(...conditions, 'employees >= 3000', '!known(employees)', 'country == "DE"'))
    assert.deepEqual(messages(report, 'check_rule_unreachable'), [
      'No lead gets to the route `r3003`: `r1`, `r2`, `r3`, `r4`, `r5` and 2997 more take them all.',
    ])
  })

  test('whose leads are all bound to owners is told, unless it gives them more than an owner', () => {
    const constraints = `
constraints:
  - { id: named, when: "known(account.owner)", bind: account.owner }
`
    const bound = 'known(account.owner) && consent'
    const report = check(`${constraints}${routes(bound, 'employees > 3')}`)
    assert.deepEqual(messages(report, 'check_rule_always_bound'), [
      'The route `r1` takes only leads that `named` binds to an owner, so its places are never tried.',
    ])
    const withRole = check(`${constraints}
routes:
  - { id: a, when: "${bound}", to: [pool: a], also: { sdr: [pool: b] } }
`)
    assert.deepEqual(messages(withRole, 'check_rule_always_bound'), [])
  })
})

describe('leads that no route takes', () => {
  test('are shown by an example, without the attributes that do not matter', () => {
    const report = check(routes('country in ["DE", "AT"]', 'country != "DE" && employees >= 100'))
    const [first] = report.uncovered
    assert.deepEqual(first, { example: { country: 'US', employees: 0 }, described: ['country other than AT, DE', 'employees up to 99'], outcome: 'unmatched' })
    assert.match(messages(report, 'check_leads_uncovered')[0] ?? '', /^No route takes a lead with country US, employees 0; it falls to `fallback.unmatched`, the pool `desk`\.$/)
  })

  test('are of different kinds, three at most', () => {
    const report = check(routes('country == "DE" && employees < 10', 'country == "FR" && consent', 'country == "PL" && product == "Pro"', 'country == "US"'))
    assert.equal(report.uncovered.length, 3)
    const countries = report.uncovered.map(({ example }) => example['country'])
    assert.equal(new Set(countries).size, 3, JSON.stringify(countries))
  })

  test('are none when the routes take every complete lead', () => {
    const report = check(routes('employees >= 100', 'employees < 20', 'consent', '!consent'))
    assert.deepEqual(report.uncovered, [])
    assert.deepEqual(messages(report, 'check_leads_uncovered'), [])
    assert.deepEqual(messages(report, 'check_cover_undecided'), [])
  })

  test('are not those below a least value, between whole numbers, or beside a closed list', () => {
    const report = check(routes('employees >= 0 && employees <= 3', 'employees > 3 && employees < 5', 'employees >= 5 && product in ["Basic", "Pro"]'))
    assert.deepEqual(report.uncovered, [])
  })

  test('are those without an account, when only accounts are asked about', () => {
    const report = check(routes('known(account.tier)', 'known(account.id)'))
    assert.deepEqual(report.uncovered, [{ example: { account: null }, described: ['no account'], outcome: 'unmatched' }])
  })

  test('count as incomplete where only something missing keeps them from a route', () => {
    const report = check(routes('account.tier == "key"', 'account.tier != "key"'))
    assert.equal(report.uncovered[0]?.outcome, 'incomplete')
    assert.match(messages(report, 'check_leads_uncovered')[0] ?? '', /because `account\.tier` is not known/)
  })

  test('are shown only when the policy itself leaves them over, where conditions cannot be reasoned about', () => {
    const report = check(routes('title.contains("Head")', '!title.contains("Head")'))
    assert.deepEqual(report.uncovered, [])
    const open = check(routes('title.matches("^Head")'))
    assert.equal(open.uncovered.length, 1)
    const unknown = check(routes('title.startsWith("a")', 'size(title) > 0'))
    assert.deepEqual(unknown.uncovered, [])
    assert.equal(messages(unknown, 'check_cover_undecided').length, 1)
  })

  test('are not made up of a country and a part of another', () => {
    const report = check(routes('country == "US" && state == "US-CA"', 'country != "US"', 'state in ["US-CA", "US-TX"] && country == "DE"'))
    for (const { example } of report.uncovered) {
      const [country, state] = [example['country'], example['state']]
      if (typeof country === 'string' && typeof state === 'string') assert.ok(state.startsWith(country), `${country} ${state}`)
    }
    assert.ok(report.uncovered.length > 0)
  })
})

describe('rows of a table', () => {
  const table = (...rows: readonly string[]) => ({ 'rows.csv': ['country,employees,pool', ...rows, ''].join('\n') })
  const text = `${fields}\nroutes:\n  - { id: t, table: rows.csv }\n${fallback}`

  test('that overlap and lead elsewhere are told with a lead that both take', () => {
    const report = checkPolicy(policyOf(text, table('"DE, AT",,a', '"AT, CH",>= 100,b', 'FR,,c')))
    const [found] = report.problems.filter(({ code }) => code === 'check_rows_overlap')
    assert.match(found?.message ?? '', /`t:1` \(line 2\) and `t:2` \(line 3\) both take a lead with country AT, employees 1\d\d/)
    assert.equal(found?.place.line, 3)
    assert.equal(report.figures.overlappingRows, 1)
  })

  test('may be exceptions of each other, go to the same place, or be apart', () => {
    const report = checkPolicy(policyOf(text, table('AT,>= 100,b', '"DE, AT",,a', '"DE, CH",,a', 'FR,< 5,c', 'FR,>= 5,d')))
    assert.deepEqual(report.problems.filter(({ code }) => code === 'check_rows_overlap'), [])
  })

  test('that overlap only where an earlier row has taken the leads are no matter', () => {
    const report = checkPolicy(policyOf(text, table('AT,>= 100,z', '"DE, AT",,a', '"AT, CH",>= 100,b')))
    assert.equal(report.figures.overlappingRows, 0)
  })

  test('are told ten pairs at most, and how many more', () => {
    const rows = Array.from({ length: 12 }, (_, index) => `"DE, ${['AT', 'FR', 'PL', 'ES', 'IT', 'PT', 'NL', 'BE', 'SE', 'DK', 'FI', 'NO'][index]}",${index * 10}..${index * 10 + 500},p${index}`)
    const report = checkPolicy(policyOf(text, table(...rows)))
    assert.equal(report.problems.filter(({ code }) => code === 'check_rows_overlap').length, 10)
    assert.equal(report.problems.filter(({ code }) => code === 'check_rows_overlap_more').length, 1)
    assert.ok(report.figures.overlappingRows > 10)
  })
})

describe('constraints and cases', () => {
  test('that never apply, or only to refused leads, are told', () => {
    const report = check(`
constraints:
  - { id: list, when: 'restricted("any")', refuse: on_list }
  - { id: odd, when: "employees > 5 && employees < 3", refuse: odd }
  - id: certified
    when: 'restricted("any") && employees > 3'
    require: '"gdpr" in owner.certifications'
  - { id: again, when: 'restricted("any") && consent', refuse: again }
${routes('consent')}`)
    assert.deepEqual(messages(report, 'check_constraint_never_applies'), ['The constraint `odd` never applies: its conditions contradict each other.'])
    assert.deepEqual(messages(report, 'check_constraint_refused'), [
      'Every lead that `certified` applies to is refused by `list`, so it changes nothing.',
      'Every lead that `again` applies to is refused by `list` before, so it changes nothing.',
    ])
  })

  test('that bind the same leads to different owners are told; to the same one they may', () => {
    const constraints = (second: string): string => `
constraints:
  - { id: a, when: 'account.tier == "key"', bind: account.owner }
  - { id: b, when: "employees > 1000", bind: ${second} }
${routes('consent')}`
    assert.equal(messages(check(constraints('account.owner')), 'check_constraints_bind_both').length, 0)
    assert.equal(messages(check(constraints('account.parent')), 'check_constraints_bind_both').length, 1)
  })

  test('of derived values and clocks that are never taken are told', () => {
    const report = check(`
derive:
  segment:
    - { when: "employees >= 100", value: mid }
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
${routes('segment == "mid"', 'segment == "small"')}
clocks:
  first_touch:
    - { when: "consent", target: PT1H }
    - { when: "consent && employees > 3", target: PT2H }
    - { target: PT3H }
`)
    assert.deepEqual(messages(report, 'check_case_unreachable'), [
      'Case 2 of `segment` is never taken: the cases before it are taken whenever it would be.',
      'Case 2 of `first_touch` is never taken: the cases before it are taken whenever it would be.',
    ])
  })
})

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
${fallback}`),
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
    const report = check(`${routes('country == "DE"')}
tests:
  - { name: right, lead: { country: Germany }, expect: { route: r1, pool: p1 } }
  - { name: wrong, lead: { country: France }, expect: { pool: p1 } }
`)
    const failed = report.problems.filter(({ code }) => code === 'check_test_failed')
    assert.deepEqual(failed.map(({ severity, message, path }) => [severity, message, path]), [
      ['error', 'The golden lead “wrong” does not come to what is expected: pool is desk, not p1.', 'tests[1]'],
    ])
    assert.deepEqual([report.figures.tests, report.figures.failedTests], [2, 1])
  })
})

describe('a report', () => {
  test('tells fifty findings of a kind, and how many more there are', () => {
    const report = check(routes('employees >= 0', ...Array.from({ length: 80 }, (_, index) => `employees == ${index}`)))
    assert.equal(messages(report, 'check_rule_unreachable').length, 50)
    assert.deepEqual(messages(report, 'check_findings_cut'), ['There are 30 more findings of the kind `check_rule_unreachable`.'])
    assert.equal(report.figures.unreachableRules, 80)
  })

  test('stands in the order of the document', () => {
    const { problems } = check(routes('consent', 'consent && employees > 3', 'employees > 3 && employees < 3', 'consent && product == "Pro"'))
    const lines = problems.map(({ place }) => place.line)
    assert.deepEqual(lines, lines.toSorted((a, b) => a - b))
  })
})
