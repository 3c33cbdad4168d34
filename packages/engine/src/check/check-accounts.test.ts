import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../match/account.ts'
import { checkWith, rosterOfThree, routeTo } from '../testing/check-with-roster.ts'

describe('accounts', () => {
  const account = (id: string, more: Partial<Account>): Account => ({ id, name: id, ...more })

  test('that are each other’s parents are told, each circle once', () => {
    const accounts = [
      account('b', { parent: 'c' }),
      account('c', { parent: 'a' }),
      account('a', { parent: 'b' }),
      account('d', { parent: 'a' }),
      account('e', { parent: 'e' }),
      account('f', { parent: 'none' }),
    ]
    assert.deepEqual(checkWith(routeTo('[hold: x]'), { accounts }), [
      ['check_account_cycle', 'warning', 'Accounts are each other’s parents: a → b → c → a.'],
      ['check_account_cycle', 'warning', 'Accounts are each other’s parents: e → e.'],
    ])
  })

  test('whose owners are not there are told where the policy asks for their owner', () => {
    const accounts = [
      account('a', { owner: 'ada' }),
      account('b', { owner: 'gone' }),
      account('c', { owner: 'gone' }),
      account('d', { owner: 'who' }),
    ]
    const people = rosterOfThree('  - { id: dach, members: [ada] }\n')
    assert.deepEqual(checkWith(routeTo('[bound: account.owner, pool: dach]'), { accounts, roster: people }), [
      [
        'check_account_owner_unknown',
        'warning',
        '3 accounts belong to people who are not in the roster, or not active: `gone` and `who`.',
      ],
    ])
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { accounts, roster: people }), [])
  })
})
