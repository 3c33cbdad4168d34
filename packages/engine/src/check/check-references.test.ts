import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkWith, rosterOfThree, rosterPolicyStart, routeTo } from '../testing/check-with-roster.ts'
import { policyOf } from '../testing/parsed-policy.ts'
import { checkPolicy } from './check-policy.ts'

describe('names that lead nowhere', () => {
  const known = rosterOfThree(
    '  - { id: dach, members: [ada, bob] }\n  - { id: closed, active: false, members: [ada] }\n  - { id: spare, members: [bob] }\n',
  )

  test('are errors for pools and people who are not in the roster, with what was meant', () => {
    const report = checkPolicy(
      policyOf(rosterPolicyStart + routeTo('[pool: dachh, owner: adda, pool: spare, pool: dach]')),
      {
        roster: known,
      },
    )
    const found = report.problems.filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      found.map(({ code, hint, path, place }) => [code, hint, path, place.line]),
      [
        ['check_pool_unknown', 'Did you mean `dach`?', 'routes[0].to[0]', 9],
        ['check_owner_unknown', 'Did you mean `ada`?', 'routes[0].to[1]', 9],
      ],
    )
  })

  test('are warnings where somebody or something is not active, and a notice for a pool that nothing leads to', () => {
    assert.deepEqual(checkWith(routeTo('[pool: closed, owner: gone, pool: dach]'), { roster: known }), [
      [
        'check_pool_inactive',
        'warning',
        'The route `a` names the pool `closed`, which is not active, so it is always passed over.',
      ],
      [
        'check_owner_inactive',
        'warning',
        'The route `a` names `gone`, who is not active, so they are always passed over.',
      ],
      ['check_pool_unused', 'notice', 'Nothing in the policy leads to the pool `spare`.'],
    ])
  })

  test('are found in further roles, fallbacks and alternatives of bindings', () => {
    const codes = checkWith(
      `
constraints:
  - { id: named, when: 'account.tier == "key"', bind: account.owner, otherwise: [pool: x1] }
routes:
  - { id: a, when: 'country == "DE"', to: [pool: dach], also: { sdr: [pool: x2] } }
fallback:
  unmatched: [pool: x3]
  incomplete: { then: [pool: x4] }
  nobody: { then: [pool: x5, pool: spare] }
`,
      { roster: known },
    )
    assert.equal(codes.filter(([code]) => code === 'check_pool_unknown').length, 5)
  })

  test('are not looked for without a roster', () => {
    assert.deepEqual(checkWith(routeTo('[pool: nowhere]'), {}), [])
  })
})

describe('fallbacks', () => {
  const two = rosterOfThree('  - { id: dach, members: [ada] }\n  - { id: desk, members: [bob] }\n')

  test('that lead back to what was just tried are told, and so is a place that stands twice in one list', () => {
    const text = (to: string, then: string): string => `
routes:
  - { id: a, when: 'country == "DE"', to: ${to} }
fallback:
  unmatched: [hold: triage]
  nobody: { then: ${then} }
`
    assert.deepEqual(checkWith(text('[pool: dach, pool: desk]', '[pool: desk, hold: waiting]'), { roster: two }), [
      [
        'check_fallback_repeats',
        'notice',
        'When the route `a` yields nobody, `fallback.nobody` only tries again what was just tried (pool `desk`).',
      ],
    ])
    assert.deepEqual(checkWith(text('[pool: dach]', '[pool: desk, hold: waiting]'), { roster: two }), [])
    assert.deepEqual(
      checkWith(text('[pool: dach, hold: mine]', '[pool: dach, hold: waiting]'), { roster: two }).map(([code]) => code),
      ['check_pool_unused'],
    )
    assert.deepEqual(checkWith(text('[pool: dach, pool: desk, pool: dach]', '[hold: waiting]'), { roster: two }), [
      [
        'check_target_repeated',
        'warning',
        'The route `a` names pool `dach` twice; the second time nothing can have changed.',
      ],
    ])
  })
})
