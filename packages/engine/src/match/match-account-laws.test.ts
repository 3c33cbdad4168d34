import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { arbitraryAccounts, arbitraryIdentity } from '../testing/arbitrary-accounts.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import { lookUpByScan } from '../testing/look-up-by-scan.ts'
import type { Account } from './account.ts'
import { buildAccountIndex } from './build-account-index.ts'
import { matchAccount } from './match-account.ts'

const isLong = process.env['RIGHTFUL_LONG'] === '1'
const numRuns = isLong ? 20_000 : 1000
/** The scan judges the index; everything else follows from it. */
const scanRuns = isLong ? 300_000 : 2000

describe('matching an account', () => {
  // The maps only make matching fast. Asking every account is what matching means, so the scan judges them.
  test('gives what asking every account in order gives', () => {
    fc.assert(
      fc.property(arbitraryAccounts, arbitraryIdentity, (accounts, lead) => {
        const index = buildAccountIndex(accounts)
        assert.deepEqual(matchAccount(index, lead), matchAccount(lookUpByScan(index), lead))
      }),
      { numRuns: scanRuns },
    )
  })

  test('does not depend on the order in which accounts come', () => {
    fc.assert(
      fc.property(arbitraryAccounts, arbitraryIdentity, fc.infiniteStream(fc.nat(1000)), (accounts, lead, chance) => {
        const shuffled = accounts
          .map((account) => ({ account, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ account }) => account)
        assert.deepEqual(
          matchAccount(buildAccountIndex(shuffled), lead),
          matchAccount(buildAccountIndex(accounts), lead),
        )
      }),
      { numRuns },
    )
  })

  test('is not changed by an account that shares nothing with the lead', () => {
    const stranger: Account = {
      id: 'a00',
      name: 'Quillfeather Ltd',
      domains: ['quillfeather.example'],
      phone: '+442079460000',
      country: 'DE',
    }
    fc.assert(
      fc.property(arbitraryAccounts, arbitraryIdentity, (accounts, lead) => {
        assert.deepEqual(
          matchAccount(buildAccountIndex([...accounts, stranger]), lead),
          matchAccount(buildAccountIndex(accounts), lead),
        )
      }),
      { numRuns },
    )
  })

  test('names only accounts that there are, and one only when it is one', () => {
    fc.assert(
      fc.property(arbitraryAccounts, arbitraryIdentity, (accounts, lead) => {
        const match = matchAccount(buildAccountIndex(accounts), lead)
        const ids = accounts.map(({ id }) => id)
        if (match.kind === 'matched') assert.ok(accounts.includes(match.account))
        if (match.kind === 'ambiguous') {
          assert.ok(match.accountIds.length > 1)
          assert.ok(match.accountIds.every((id) => ids.includes(id)))
          assert.deepEqual(match.accountIds, [...new Set(match.accountIds)].sort())
        }
      }),
      { numRuns },
    )
  })

  test('never takes an account by a free mail domain', () => {
    fc.assert(
      fc.property(arbitraryAccounts, arbitraryIdentity, (accounts, lead) => {
        const match = matchAccount(buildAccountIndex(accounts), {
          ...lead,
          host: 'hotmail.com',
          domain: 'hotmail.com',
          hostKind: 'free',
        })
        assert.ok(match.kind === 'none' || !match.tier.startsWith('domain'))
      }),
      { numRuns },
    )
  })

  test('keeps the first of several accounts with one id', () => {
    const twice = [
      { id: 'a', name: 'Zuverion' },
      { id: 'a', name: 'Carmody' },
    ]
    assert.deepEqual(buildAccountIndex(twice).list(), [{ id: 'a', name: 'Zuverion' }])
  })

  test('calls it ambiguous when more accounts share a name than are compared', () => {
    const many = Array.from({ length: 1500 }, (_, at) => ({
      id: `a${at}`,
      name: 'Zuverion',
      country: at === 1499 ? 'DE' : 'US',
    }))
    const match = matchAccount(buildAccountIndex(many), bareIdentity({ company: 'Zuverion', country: 'DE' }))
    assert.equal(match.kind, 'ambiguous')
  })
})
