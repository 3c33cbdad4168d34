import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Roster } from '../roster/roster.ts'
import { aroundTheClock, checkWith, rosterOfThree, routeTo } from '../testing/check-with-roster.ts'

describe('caps on segments', () => {
  test('that no lead can be in are errors', () => {
    const pools = '  - { id: dach, members: [cap] }\n'
    const withCap = (segment: string): Roster =>
      rosterOfThree(pools, `  - { id: cap, ${aroundTheClock}, caps: [{ per: day, max: 5, segment: ${segment} }] }\n`)
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: withCap('{ prodct: Basic }') }), [
      ['check_cap_field_unknown', 'error', 'A cap of `cap` counts leads by `prodct`, which the policy does not have.'],
    ])
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: withCap('{ product: Bsic }') }), [
      ['check_cap_value_unknown', 'error', 'A cap of `cap` counts leads whose `product` is `Bsic`, which it never is.'],
    ])
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: withCap('{ product: Basic }') }), [])
  })

  test('may be on a derived value, of its cases', () => {
    const derived = `
derive:
  segment: [{ when: "employees >= 100", value: large }, { value: small }]
${routeTo('[pool: dach]')}`
    const withCap = (value: string): Roster =>
      rosterOfThree(
        '  - { id: dach, members: [cap] }\n',
        `  - { id: cap, ${aroundTheClock}, caps: [{ per: day, max: 5, segment: { segment: ${value} } }] }\n`,
      )
    assert.deepEqual(checkWith(derived, { roster: withCap('large') }), [])
    assert.deepEqual(
      checkWith(derived, { roster: withCap('huge') }).map(([code]) => code),
      ['check_cap_value_unknown'],
    )
  })
})
