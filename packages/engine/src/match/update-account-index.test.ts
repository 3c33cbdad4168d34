import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { arbitraryAccounts, arbitraryIdentity } from '../testing/arbitrary-accounts.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import type { Account } from './account.ts'
import type { AccountIndex } from './account-index.ts'
import { buildAccountIndex } from './build-account-index.ts'
import { matchAccount } from './match-account.ts'
import { type AccountChanges, layAccounts, updateAccountIndex } from './update-account-index.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 100_000 : 1000

/** Ids that sort before, between and after those that `arbitraryAccounts` makes, so that accounts come in everywhere. */
const id = fc.constantFrom('a0', 'a1', 'a10', 'a1z', 'a2', 'a3', 'a4', 'a4a', 'a4b', 'a5', 'Z', 'b', 'c')

const changes: fc.Arbitrary<AccountChanges> = fc
  .tuple(fc.array(fc.option(id), { maxLength: 12 }), arbitraryAccounts)
  .map(
    ([ids, accounts]) =>
      new Map(ids.flatMap((key, at) => (key === null ? [] : [[key, renamed(accounts[at], key)] as const]))),
  )

function renamed(account: Account | undefined, key: string): Account | null {
  return account === undefined ? null : { ...account, id: key }
}

/** What is left after changes, in the simplest way there is. */
function after(accounts: readonly Account[], edits: readonly AccountChanges[]): readonly Account[] {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  for (const [key, account] of edits.flatMap((edit) => [...edit])) {
    if (account === null) byId.delete(key)
    else byId.set(key, account)
  }
  return [...byId.values()]
}

/** Every edit in a layer of its own, whatever its size. */
function layEach(index: AccountIndex, edits: readonly AccountChanges[]): AccountIndex {
  return edits.reduce((before, edit) => {
    const [base, ...kept] = before.layers
    assert.ok(base !== undefined)
    return layAccounts(before, { base, kept, changes: edit })
  }, index)
}

function assertSame(index: AccountIndex, anew: AccountIndex, leads: Parameters<typeof matchAccount>[1][]): void {
  for (const lead of leads) assert.deepEqual(matchAccount(index, lead), matchAccount(anew, lead))
  assert.deepEqual(index.list(), anew.list())
  assert.deepEqual(index.skippedDomains, anew.skippedDomains)
  for (const account of anew.list()) assert.equal(index.get(account.id), account)
}

describe('an account index that took up changes', () => {
  const leads = fc.array(arbitraryIdentity, { minLength: 1, maxLength: 4 })

  test('answers as one that is built of all accounts anew, in however many layers', () => {
    fc.assert(
      fc.property(arbitraryAccounts, fc.array(changes, { maxLength: 5 }), leads, (accounts, edits, asked) => {
        const index = buildAccountIndex(accounts)
        const anew = buildAccountIndex(after(accounts, edits))
        assertSame(layEach(index, edits), anew, asked)
        assertSame(edits.reduce(updateAccountIndex, index), anew, asked)
        assertSame(index, buildAccountIndex(accounts), asked)
      }),
      { numRuns },
    )
  })

  test('keeps to the lists of domains it was built with', () => {
    const index = buildAccountIndex([], { domains: { deny: ['shared.example'] } })
    const later = updateAccountIndex(index, new Map([['a', { id: 'a', name: 'A', domains: ['shared.example'] }]]))
    assert.deepEqual(later.skippedDomains, [{ accountId: 'a', domain: 'shared.example', because: 'denied' }])
  })

  test('knows the family of accounts that come before all others', () => {
    const phone = '+4930901820'
    const family = [
      { id: 'a0', name: 'Zuverion', phone },
      { id: 'a1', name: 'Zuverion', phone, parent: 'a0' },
    ]
    const edit = new Map(family.map((account) => [account.id, account]))
    const rest = [{ id: 'b', name: 'Carmody' }]
    assertSame(layEach(buildAccountIndex(rest), [edit]), buildAccountIndex([...rest, ...family]), [
      bareIdentity({ phone }),
    ])
  })

  // The look-up cuts long lists off. What is hidden of the first must make room for those that come after.
  test('finds those that come after a bound when some before it end', () => {
    const many = Array.from({ length: 1500 }, (_, at): Account => {
      return { id: `a${String(at).padStart(4, '0')}`, name: `Zuverion ${at % 40}`, domains: ['zuverion.com'] }
    })
    const ended = new Map(many.slice(0, 1400).map((account) => [account.id, null]))
    const asked = [
      bareIdentity({ company: 'Zuverion' }),
      bareIdentity({ company: 'Zuverion 39', host: 'zuverion.com', domain: 'zuverion.com', hostKind: 'company' }),
    ]
    assertSame(layEach(buildAccountIndex(many), [ended]), buildAccountIndex(many.slice(1400)), asked)
  })

  test('has few layers after many changes, and room for accounts that all come between the same two', () => {
    const accounts = Array.from({ length: 4000 }, (_, at): Account => ({ id: `b${at + 1000}`, name: `Boats ${at}` }))
    let index = buildAccountIndex(accounts)
    const added: Account[] = []
    for (let at = 0; at < 1200; at += 1) {
      // Each comes directly before the one that was added before it.
      const account = { id: `b1000${String(9999 - at)}`, name: `Zuverion ${at}` }
      added.push(account)
      index = updateAccountIndex(index, new Map([[account.id, account]]))
      assert.ok(index.layers.length <= 6)
    }
    assertSame(index, buildAccountIndex([...accounts, ...added]), [bareIdentity({ company: 'Zuverion 7' })])
  })
})
