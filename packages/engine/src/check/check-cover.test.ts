import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkText, messagesOf, routesOf } from '../testing/check-by-text.ts'

describe('leads that no route takes', () => {
  test('are shown by an example, without the attributes that do not matter', () => {
    const report = checkText(routesOf('country in ["DE", "AT"]', 'country != "DE" && employees >= 100'))
    const [first] = report.uncovered
    assert.deepEqual(first, {
      example: { country: 'US', employees: 0 },
      described: ['country other than AT, DE', 'employees up to 99'],
      outcome: 'unmatched',
    })
    assert.match(
      messagesOf(report, 'check_leads_uncovered')[0] ?? '',
      /^No route takes a lead with country US, employees 0; it falls to `fallback.unmatched`, the pool `desk`\.$/,
    )
  })

  test('are of different kinds, three at most', () => {
    const report = checkText(
      routesOf(
        'country == "DE" && employees < 10',
        'country == "FR" && consent',
        'country == "PL" && product == "Pro"',
        'country == "US"',
      ),
    )
    assert.equal(report.uncovered.length, 3)
    const countries = report.uncovered.map(({ example }) => example['country'])
    assert.equal(new Set(countries).size, 3, JSON.stringify(countries))
  })

  test('are none when the routes take every complete lead', () => {
    const report = checkText(routesOf('employees >= 100', 'employees < 20', 'consent', '!consent'))
    assert.deepEqual(report.uncovered, [])
    assert.deepEqual(messagesOf(report, 'check_leads_uncovered'), [])
    assert.deepEqual(messagesOf(report, 'check_cover_undecided'), [])
  })

  test('are not those below a least value, between whole numbers, or beside a closed list', () => {
    const report = checkText(
      routesOf(
        'employees >= 0 && employees <= 3',
        'employees > 3 && employees < 5',
        'employees >= 5 && product in ["Basic", "Pro"]',
      ),
    )
    assert.deepEqual(report.uncovered, [])
  })

  test('are those without an account, when only accounts are asked about', () => {
    const report = checkText(routesOf('known(account.tier)', 'known(account.id)'))
    assert.deepEqual(report.uncovered, [
      { example: { account: null }, described: ['no account'], outcome: 'unmatched' },
    ])
  })

  test('count as incomplete where only something missing keeps them from a route', () => {
    const report = checkText(routesOf('account.tier == "key"', 'account.tier != "key"'))
    assert.equal(report.uncovered[0]?.outcome, 'incomplete')
    assert.match(messagesOf(report, 'check_leads_uncovered')[0] ?? '', /because `account\.tier` is not known/)
  })

  test('are shown only when the policy itself leaves them over, where conditions cannot be reasoned about', () => {
    const report = checkText(routesOf('title.contains("Head")', '!title.contains("Head")'))
    assert.deepEqual(report.uncovered, [])
    const open = checkText(routesOf('title.matches("^Head")'))
    assert.equal(open.uncovered.length, 1)
    const unknown = checkText(routesOf('title.startsWith("a")', 'size(title) > 0'))
    assert.deepEqual(unknown.uncovered, [])
    assert.equal(messagesOf(unknown, 'check_cover_undecided').length, 1)
  })

  test('are not made up of a country and a part of another', () => {
    const report = checkText(
      routesOf(
        'country == "US" && state == "US-CA"',
        'country != "US"',
        'state in ["US-CA", "US-TX"] && country == "DE"',
      ),
    )
    for (const { example } of report.uncovered) {
      const [country, state] = [example['country'], example['state']]
      if (typeof country === 'string' && typeof state === 'string')
        assert.ok(state.startsWith(country), `${country} ${state}`)
    }
    assert.ok(report.uncovered.length > 0)
  })
})
