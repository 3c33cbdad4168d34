import { readWebAddress } from '../normalise/read-host.ts'
import type { Account } from './account.ts'
import type { DomainLists } from './account-domains.ts'
import type { AccountIndex, ListedDomains } from './account-index.ts'
import { composeAccountIndex } from './compose-account-index.ts'
import { makeAccountLayer } from './make-account-layer.ts'

export type AccountIndexOptions = {
  readonly domains?: DomainLists
}

/**
 * Makes accounts ready to be found by domain, phone and name. The order in which they come does not
 * matter; of several with one id the first counts.
 */
export function buildAccountIndex(accounts: Iterable<Account>, options: AccountIndexOptions = {}): AccountIndex {
  const { allow = [], deny = [] } = options.domains ?? {}
  return buildFrom(accounts, { allowed: hostsOf(allow), denied: hostsOf(deny) })
}

/** The same, where the lists of domains are read already. */
export function buildFrom(accounts: Iterable<Account>, lists: ListedDomains): AccountIndex {
  const placed = sortedById(accounts).map((account, position) => ({ id: account.id, position, account }))
  return composeAccountIndex(makeAccountLayer(placed, lists), [], lists)
}

function sortedById(accounts: Iterable<Account>): readonly Account[] {
  const byId = new Map<string, Account>()
  for (const account of accounts) {
    if (!byId.has(account.id)) byId.set(account.id, account)
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function hostsOf(domains: readonly string[]): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const domain of domains) hosts.add(readWebAddress(domain.trim())?.host ?? domain.trim().toLowerCase())
  return hosts
}
