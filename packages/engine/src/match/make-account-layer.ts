import { mailKind } from '../normalise/mail-kind.ts'
import { readPhone } from '../normalise/read-phone.ts'
import { readWebAddress } from '../normalise/read-host.ts'
import type { Account } from './account.ts'
import { domainLabel, isListed, isTellingLabel } from './account-domains.ts'
import type { SkippedDomain } from './account-domains.ts'
import { beginnersMax, beginningWordsMax, sharersMax } from './account-index.ts'
import type { ListedDomains } from './account-index.ts'
import type { AccountEntry, AccountLayer, AccountTables } from './account-layer.ts'
import { isDescription, isDistinctive, isFiller, lengthWithout } from './generic-words.ts'
import { spotKeys } from './compare-places.ts'
import { addPosting, emptyPostings } from './postings.ts'
import type { Postings } from './postings.ts'
import { looseKey, readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'

/** An account and where it lies among all others; `account` is `null` where it has ended. */
export type PlacedAccount = { readonly id: string; readonly position: number; readonly account: Account | null }

type Draft = AccountTables<Postings> & { readonly lists: ListedDomains; readonly skippedDomains: SkippedDomain[] }

/**
 * Makes a layer of accounts, which come in the order of their ids, each once. `parentBelow` says which parent an account has by the
 * layers below.
 */
export function makeAccountLayer(
  placed: readonly PlacedAccount[],
  lists: ListedDomains,
  parentBelow: (id: string) => string | undefined = () => undefined,
): AccountLayer {
  const draft = emptyDraft(placed.length, lists)
  const positionOf = new Map<string, number>()
  const entries = new Array<AccountEntry | null>()
  const childCounts = new Map<string, number>()
  for (const { id, position, account } of placed) {
    positionOf.set(id, position)
    entries.push(account === null ? null : addAccount(draft, account, position))
    countChild(childCounts, { id, parent: parentBelow(id), by: -1 })
    countChild(childCounts, { id, parent: account?.parent, by: 1 })
  }
  const { lists: _, skippedDomains, ...tables } = draft
  return {
    ids: [...positionOf.keys()],
    positionOf,
    entryAt: finderOf(placed, entries),
    tables,
    isParent: Uint8Array.from(placed, ({ id }) => ((childCounts.get(id) ?? 0) > 0 ? 1 : 0)),
    childCounts,
    skippedDomains,
  }
}

/** In the lowest layer a position is a place in the list. */
function finderOf(
  placed: readonly PlacedAccount[],
  entries: readonly (AccountEntry | null)[],
): AccountLayer['entryAt'] {
  if (placed.every(({ position }, index) => position === index)) return (position) => entries[position]
  const byPosition = new Map(placed.map(({ position }, index) => [position, entries[index] ?? null]))
  return (position) => byPosition.get(position)
}

/** Nobody is their own parent. */
function countChild(
  counts: Map<string, number>,
  { id, parent, by }: { readonly id: string; readonly parent: string | undefined; readonly by: number },
): void {
  if (parent !== undefined && parent !== id) counts.set(parent, (counts.get(parent) ?? 0) + by)
}

function emptyDraft(accountCount: number, lists: ListedDomains): Draft {
  return {
    byHost: emptyPostings(accountCount, sharersMax),
    byRegistrable: emptyPostings(accountCount, sharersMax),
    byPhone: emptyPostings(accountCount, sharersMax),
    byName: emptyPostings(accountCount, sharersMax),
    byShortName: emptyPostings(accountCount, sharersMax),
    byBeginning: emptyPostings(accountCount, beginnersMax),
    bySpot: emptyPostings(accountCount, beginnersMax),
    byLabel: emptyPostings(accountCount, beginnersMax),
    lists,
    skippedDomains: [],
  }
}

function addAccount(draft: Draft, account: Account, position: number): AccountEntry {
  const domains = addDomains(draft, account, position)
  addPhone(draft, account, position)
  const { country, subdivision, city, postalCode } = account
  return { account, domains, onlyKey: addNames(draft, account, position), country, subdivision, city, postalCode }
}

const noDomains: readonly string[] = []

function addDomains(draft: Draft, account: Account, position: number): readonly string[] {
  if (account.domains === undefined || account.domains.length === 0) return noDomains
  const registrables: string[] = []
  for (const domain of account.domains) {
    const parts = readWebAddress(domain.trim())
    const because = parts === null ? 'malformed' : reasonToSkip(draft.lists, parts.host)
    if (parts === null || because !== null) {
      if (because !== null) draft.skippedDomains.push({ accountId: account.id, domain, because })
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
function reasonToSkip({ allowed, denied }: ListedDomains, host: string): SkippedDomain['because'] | null {
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

/** Returns the name's key, where there is but one reading. */
function addNames(draft: Draft, account: Account, position: number): string | null {
  const readings = readAccountNames(account)
  for (const reading of readings) {
    if (reading.isPart) addPosting(draft.byShortName, reading.key, position)
    else {
      addWholeName(draft, reading, position)
      for (const key of spotKeys(account, reading.key)) addPosting(draft.bySpot, key, position)
    }
  }
  return readings.length === 1 ? (readings[0]?.key ?? null) : null
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
