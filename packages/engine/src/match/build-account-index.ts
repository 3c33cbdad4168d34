import { mailKind } from '../normalise/mail-kind.ts'
import { readPhone } from '../normalise/read-phone.ts'
import { readWebAddress } from '../normalise/read-host.ts'
import type { Account } from './account.ts'
import { domainLabel, isListed, isTellingLabel } from './account-domains.ts'
import type { DomainLists, SkippedDomain } from './account-domains.ts'
import { beginnersMax, beginningWordsMax, sharersMax } from './account-index.ts'
import type { AccountIndex } from './account-index.ts'
import { lookUpIn } from './account-lookup.ts'
import type { AccountPostings } from './account-lookup.ts'
import { isDescription, isDistinctive, isFiller, lengthWithout } from './generic-words.ts'
import { spotKeys } from './compare-places.ts'
import { addPosting, emptyPostings } from './postings.ts'
import { looseKey, readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'

export type AccountIndexOptions = {
  readonly domains?: DomainLists
}

type Draft = AccountPostings & {
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
  const draft = emptyDraft(sorted.length, options.domains ?? {})
  for (const [position, account] of sorted.entries()) {
    draft.domains.push(addDomains(draft, account, position))
    addPhone(draft, account, position)
    addNames(draft, account, position)
  }
  const { domains, allowed, denied, skippedDomains } = draft
  return {
    accounts: sorted,
    byId,
    lookup: lookUpIn(draft),
    domains,
    allowed,
    denied,
    skippedDomains,
    ...familyOf(sorted, byId),
  }
}

function sortedById(accounts: Iterable<Account>): readonly Account[] {
  const byId = new Map<string, Account>()
  for (const account of accounts) {
    if (!byId.has(account.id)) byId.set(account.id, account)
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function emptyDraft(accountCount: number, { allow = [], deny = [] }: DomainLists): Draft {
  return {
    byHost: emptyPostings(accountCount, sharersMax),
    byRegistrable: emptyPostings(accountCount, sharersMax),
    byPhone: emptyPostings(accountCount, sharersMax),
    byName: emptyPostings(accountCount, sharersMax),
    byShortName: emptyPostings(accountCount, sharersMax),
    byBeginning: emptyPostings(accountCount, beginnersMax),
    bySpot: emptyPostings(accountCount, beginnersMax),
    byLabel: emptyPostings(accountCount, beginnersMax),
    onlyKeys: [],
    domains: [],
    allowed: hostsOf(allow),
    denied: hostsOf(deny),
    skippedDomains: [],
  }
}

function hostsOf(domains: readonly string[]): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const domain of domains) hosts.add(readWebAddress(domain.trim())?.host ?? domain.trim().toLowerCase())
  return hosts
}

const noDomains: readonly string[] = []

function addDomains(draft: Draft, account: Account, position: number): readonly string[] {
  if (account.domains === undefined || account.domains.length === 0) return noDomains
  const registrables: string[] = []
  for (const domain of account.domains) {
    const parts = readWebAddress(domain.trim())
    const because = parts === null ? 'malformed' : reasonToSkip(draft, parts.host)
    if (parts === null || because !== null) {
      if (because !== null && draft.skippedDomains.length < skippedMax)
        draft.skippedDomains.push({ accountId: account.id, domain, because })
      continue
    }
    addPosting(draft.byHost, parts.host, position)
    if (parts.domain !== parts.host) addPosting(draft.byRegistrable, parts.domain, position)
    if (registrables.includes(parts.domain)) continue
    registrables.push(parts.domain)
    const label = domainLabel(parts.domain)
    if (isTellingLabel(label)) addPosting(draft.byLabel, label, position)
  }
  return registrables
}

/** Why leads are not matched by this domain; `null` when they are. What the user denies goes first, then what the user allows. */
function reasonToSkip(
  { allowed, denied }: Pick<Draft, 'allowed' | 'denied'>,
  host: string,
): SkippedDomain['because'] | null {
  if (isListed(denied, host)) return 'denied'
  if (isListed(allowed, host)) return null
  const kind = mailKind(host)
  return kind === 'company' ? null : kind
}

function addPhone(draft: Draft, { phone, country }: Account, position: number): void {
  if (phone === undefined) return
  const reading = readPhone(phone, country ?? null)
  if (typeof reading !== 'string') addPosting(draft.byPhone, reading.number, position)
}

function addNames(draft: Draft, account: Account, position: number): void {
  const readings = readAccountNames(account)
  for (const reading of readings) {
    if (reading.isPart) addPosting(draft.byShortName, reading.key, position)
    else {
      addWholeName(draft, reading, position)
      for (const key of spotKeys(account, reading.key)) addPosting(draft.bySpot, key, position)
    }
  }
  draft.onlyKeys.push(readings.length === 1 ? (readings[0]?.key ?? null) : null)
}

function addWholeName(draft: Draft, reading: NameReading, position: number): void {
  addPosting(draft.byName, reading.key, position)
  const loose = looseKey(reading)
  if (loose !== reading.key) addPosting(draft.byShortName, loose, position)
  addBeginnings(draft, reading, position)
}

function addBeginnings(draft: Draft, { key, words }: NameReading, position: number): void {
  if (words.length === 1) return
  // The name may be cut only where nothing but descriptions follow, and after its first word only where fillers do.
  const firstCut = lengthWithout(words, isDescription)
  const isCutAfterFirst = firstCut === 1 && lengthWithout(words, isFiller) === 1
  let letters = 0
  for (let count = 1; count < words.length; count += 1) {
    letters += words[count - 1]?.length ?? 0
    const isCut = (count === 1 ? isCutAfterFirst : count >= firstCut) && isDistinctive(words, count)
    if (!isCut && count > beginningWordsMax) continue
    const beginning = key.slice(0, letters)
    if (count <= beginningWordsMax) addPosting(draft.byBeginning, beginning, position)
    if (isCut) addPosting(draft.byShortName, beginning, position)
  }
}

function familyOf(
  accounts: readonly Account[],
  byId: ReadonlyMap<string, number>,
): Pick<AccountIndex, 'parents' | 'hasChildren'> {
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
