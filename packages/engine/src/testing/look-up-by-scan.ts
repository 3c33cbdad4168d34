import { readWebAddress } from '../normalise/read-host.ts'
import { readPhone } from '../normalise/read-phone.ts'
import type { AccountIndex } from '../match/account-index.ts'
import type { AccountLookup } from '../match/account-lookup.ts'
import { positionIn } from '../match/compose-account-index.ts'
import type { Account } from '../match/account.ts'
import { wordsThatMake } from '../match/compare-names.ts'
import { readAccountNames } from '../match/read-name.ts'

/**
 * The same accounts, asked one after the other: the slow truth that the maps of an index are held to. Where the maps return a
 * choice, this returns everybody. It knows no bounds, so it differs where hundreds share a name.
 */
export function lookUpByScan(index: AccountIndex): AccountIndex {
  const everybody = index.list().flatMap(({ id }) => positionIn(index.layers, id) ?? [])
  const all = (isMeant: (account: Account) => boolean): readonly number[] =>
    everybody.filter((position) => {
      const account = index.accountAt(position)
      return account !== undefined && isMeant(account)
    })
  const lookup: AccountLookup = {
    byHost: (host) => all((account) => hostsOf(index, account).some((parts) => parts.host === host)),
    byRegistrable: (domain) =>
      all((account) => hostsOf(index, account).some((parts) => parts.domain === domain && parts.host !== domain)),
    byPhone: (phone) => all((account) => phoneOf(account) === phone),
    byName: (key) =>
      all((account) => readAccountNames(account).some((reading) => !reading.isPart && reading.key === key)),
    similar: () => everybody,
    byLabel: () => everybody,
    around: () => everybody,
    beginningWith: (beginning) =>
      all((account) =>
        readAccountNames(account).some(({ isPart, words }) => !isPart && wordsThatMake(beginning, words) > 0),
      ),
  }
  return { ...index, lookup }
}

function hostsOf(index: AccountIndex, account: Account) {
  const skipped = index.skippedDomains.filter(({ accountId }) => accountId === account.id).map(({ domain }) => domain)
  return (account.domains ?? []).flatMap((domain) => {
    const parts = readWebAddress(domain.trim())
    return parts === null || skipped.includes(domain) ? [] : [parts]
  })
}

function phoneOf({ phone, country }: Account): string | null {
  const reading = phone === undefined ? 'malformed' : readPhone(phone, country ?? null)
  return typeof reading === 'string' ? null : reading.number
}
