import type { Account } from './account.ts'
import { isListed, readHost } from './account-domains.ts'
import type { DomainLists, SkippedDomain } from './account-domains.ts'
import { beginnersMax, sharersMax } from './account-index.ts'
import type { AccountIndex } from './account-index.ts'
import { readPhone } from './account-phone.ts'
import { isDescription } from './generic-words.ts'
import { addPosting } from './postings.ts'
import type { Postings } from './postings.ts'
import { mailKind } from '../normalise/mail-kind.ts'
import { looseKey, readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'
import { typoKeysOf } from './typo.ts'

export type AccountIndexOptions = {
  readonly domains?: DomainLists
}

type Draft = {
  readonly byHost: Postings
  readonly byRegistrable: Postings
  readonly byPhone: Postings
  readonly byName: Postings
  readonly byShortName: Postings
  readonly byBeginning: Postings
  readonly byHalf: Postings
  readonly domains: (readonly string[])[]
  readonly allowed: ReadonlySet<string>
  readonly denied: ReadonlySet<string>
  readonly skippedDomains: SkippedDomain[]
}

const skippedMax = 1000

/**
 * Makes accounts ready to be found by domain, phone and name. The order in which they come does not
 * matter; of several with one id the first counts.
 */
export function buildAccountIndex(accounts: Iterable<Account>, options: AccountIndexOptions = {}): AccountIndex {
  const sorted = sortedById(accounts)
  const byId = new Map<string, number>()
  for (const [position, account] of sorted.entries()) byId.set(account.id, position)
  const draft = emptyDraft(options.domains ?? {})
  for (const [position, account] of sorted.entries()) {
    draft.domains.push(addDomains(draft, account, position))
    addPhone(draft, account, position)
    addNames(draft, account, position)
  }
  return { accounts: sorted, byId, ...draft, ...familyOf(sorted, byId) }
}

function sortedById(accounts: Iterable<Account>): readonly Account[] {
  const byId = new Map<string, Account>()
  for (const account of accounts) {
    if (!byId.has(account.id)) byId.set(account.id, account)
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function emptyDraft({ allow = [], deny = [] }: DomainLists): Draft {
  return {
    byHost: new Map(),
    byRegistrable: new Map(),
    byPhone: new Map(),
    byName: new Map(),
    byShortName: new Map(),
    byBeginning: new Map(),
    byHalf: new Map(),
    domains: [],
    allowed: hostsOf(allow),
    denied: hostsOf(deny),
    skippedDomains: [],
  }
}

function hostsOf(domains: readonly string[]): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const domain of domains) hosts.add(readHost(domain)?.host ?? domain.trim().toLowerCase())
  return hosts
}

const noDomains: readonly string[] = []

function addDomains(draft: Draft, account: Account, position: number): readonly string[] {
  if (account.domains === undefined || account.domains.length === 0) return noDomains
  const registrables: string[] = []
  for (const domain of account.domains) {
    const parts = readHost(domain)
    const because = parts === null ? 'malformed' : reasonToSkip(draft, parts.host)
    if (parts === null || because !== null) {
      if (because !== null && draft.skippedDomains.length < skippedMax) draft.skippedDomains.push({ accountId: account.id, domain, because })
      continue
    }
    addPosting(draft.byHost, parts.host, { position, max: sharersMax })
    if (parts.registrable !== parts.host) addPosting(draft.byRegistrable, parts.registrable, { position, max: sharersMax })
    if (!registrables.includes(parts.registrable)) registrables.push(parts.registrable)
  }
  return registrables
}

/** Why leads are not matched by this domain; `null` when they are. What the user denies goes first, then what the user allows. */
function reasonToSkip({ allowed, denied }: Pick<Draft, 'allowed' | 'denied'>, host: string): SkippedDomain['because'] | null {
  if (isListed(denied, host)) return 'denied'
  if (isListed(allowed, host)) return null
  const kind = mailKind(host)
  return kind === 'company' ? null : kind
}

function addPhone(draft: Draft, { phone, country }: Account, position: number): void {
  if (phone === undefined) return
  const number = readPhone(phone, country)
  if (number !== null) addPosting(draft.byPhone, number, { position, max: sharersMax })
}

function addNames(draft: Draft, account: Account, position: number): void {
  for (const reading of readAccountNames(account)) {
    if (reading.isPart) addPosting(draft.byShortName, reading.key, { position, max: sharersMax })
    else addWholeName(draft, reading, position)
  }
}

function addWholeName(draft: Draft, reading: NameReading, position: number): void {
  addPosting(draft.byName, reading.key, { position, max: sharersMax })
  const loose = looseKey(reading)
  if (loose !== reading.key) addPosting(draft.byShortName, loose, { position, max: sharersMax })
  for (const key of typoKeysOf(reading.key)) addPosting(draft.byHalf, key, { position, max: beginnersMax })
  addBeginnings(draft, reading, position)
}

function addBeginnings(draft: Draft, { words }: NameReading, position: number): void {
  // The name may be cut only where nothing but descriptions follow.
  let firstCut = words.length
  while (firstCut > 1 && isDescription(words[firstCut - 1] ?? '')) firstCut -= 1
  let beginning = ''
  for (let count = 1; count < words.length; count += 1) {
    beginning += words[count - 1]
    addPosting(draft.byBeginning, beginning, { position, max: beginnersMax })
    if (count >= firstCut) addPosting(draft.byShortName, beginning, { position, max: sharersMax })
  }
}

function familyOf(accounts: readonly Account[], byId: ReadonlyMap<string, number>): Pick<AccountIndex, 'parents' | 'hasChildren'> {
  const parents = new Int32Array(accounts.length).fill(-1)
  const hasChildren = new Uint8Array(accounts.length)
  for (const [position, { parent }] of accounts.entries()) {
    const parentPosition = parent === undefined ? undefined : byId.get(parent)
    if (parentPosition === undefined || parentPosition === position) continue
    parents[position] = parentPosition
    hasChildren[parentPosition] = 1
  }
  return { parents, hasChildren }
}
