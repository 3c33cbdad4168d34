import type { AccountMatch } from './account.ts'
import { beginnersMax } from './account-index.ts'
import { compareNames } from './compare-names.ts'
import type { NameRelation } from './compare-names.ts'
import { isSameSpot } from './compare-places.ts'
import { isDescription, isDistinctive } from './generic-words.ts'
import { evidenceFor, judge } from './match-by-name.ts'
import type { NameSearch } from './match-by-name.ts'
import { idsOf, isBelow, settle } from './narrow-accounts.ts'
import { positionsAt } from './postings.ts'
import { looseKey, readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'
import { typoKeysFor } from './typo.ts'

type Candidate = { readonly position: number; readonly relation: NameRelation }

/** Finds accounts whose name is close to the lead's company; `null` when none is, or not enough speaks for it. */
export function matchByCloseName(search: NameSearch): AccountMatch | null {
  const candidates = candidatesOf(search)
  if (candidates.length === 0) return null
  return matchWithDomain(search, candidates) ?? matchWithPlace(search, candidates) ?? matchClose(search, candidates)
}

function candidatesOf(search: NameSearch): readonly Candidate[] {
  const positions = new Set<number>()
  for (const reading of search.readings) {
    if (reading.isPart) addAll(positions, positionsAt(search.index.byName, reading.key))
    else addSimilar(positions, search, reading)
  }
  const candidates: Candidate[] = []
  for (const position of [...positions].sort((a, b) => a - b)) {
    const account = search.index.accounts[position]
    const relation = account === undefined ? null : compareNames(search.readings, readAccountNames(account))
    if (relation !== null && relation.kind !== 'key') candidates.push({ position, relation })
  }
  return candidates
}

/** Every account that `compareNames` could find related to this reading, and some that it will not. */
function addSimilar(positions: Set<number>, { index }: NameSearch, reading: NameReading): void {
  const { key, words } = reading
  addAll(positions, positionsAt(index.byShortName, key))
  const loose = looseKey(reading)
  if (loose !== key) {
    addAll(positions, positionsAt(index.byShortName, loose))
    addAll(positions, positionsAt(index.byName, loose))
  }
  let shortened = key
  for (let end = words.length - 1; end > 0 && isDescription(words[end] ?? ''); end -= 1) {
    shortened = shortened.slice(0, shortened.length - (words[end]?.length ?? 0))
    addAll(positions, positionsAt(index.byName, shortened))
  }
  for (const half of typoKeysFor(key)) addFew(positions, positionsAt(index.byHalf, half))
  const first = words[0] ?? ''
  if (!isDistinctive([first])) return
  addFew(positions, positionsAt(index.byBeginning, first))
  addAll(positions, positionsAt(index.byName, first))
}

function addAll(positions: Set<number>, found: readonly number[]): void {
  for (const position of found) positions.add(position)
}

/** A list that was cut off holds some of many; which of them are meant, it cannot tell. */
function addFew(positions: Set<number>, found: readonly number[]): void {
  if (found.length <= beginnersMax) addAll(positions, found)
}

/** Any likeness will do where the mail domain has the account's name, or that of its domain. */
function matchWithDomain(search: NameSearch, candidates: readonly Candidate[]): AccountMatch | null {
  if (search.label === null) return null
  const supported = candidates.filter(({ position }) => evidenceFor(search, position) === 'supports')
  if (supported.length === 0) return null
  const positions = positionsOf(closestOf(supported))
  return settle(search, { positions, tier: 'name_close_plus_domain', evidence: `${search.label}, ${supported[0]?.relation.shared ?? ''}` })
}

/** One of two sisters is not taken because it is in the same city: the place must single it out among all that are alike. */
function matchWithPlace(search: NameSearch, candidates: readonly Candidate[]): AccountMatch | null {
  const { index, lead } = search
  const alike = candidates.filter(({ relation }) => relation.kind !== 'akin')
  const here = alike.filter(({ position, relation }) => {
    const account = index.accounts[position]
    return account !== undefined && isSameSpot(lead, account) && !isNamedAfter(relation, [lead.city, lead.subdivision])
  })
  const { fitting } = judge(search, positionsOf(here))
  if (fitting.length === 0) return null
  const evidence = `${lead.city ?? lead.postalCode ?? ''}, ${here[0]?.relation.shared ?? ''}`
  return settle(search, { positions: fitting, tier: 'name_close_plus_place', evidence })
}

/** `Boston` in Boston says nothing about who it is. */
function isNamedAfter({ shared }: NameRelation, places: readonly (string | null)[]): boolean {
  return places.some((place) => place !== null && place.toLowerCase().replace(/[^\p{L}]+/gu, '') === shared)
}

function matchClose(search: NameSearch, candidates: readonly Candidate[]): AccountMatch | null {
  const close = candidates.filter(({ relation }) => relation.kind === 'close')
  if (close.length === 0) return null
  const { fitting, doubt } = judge(search, positionsOf(close))
  const sure = fitting.filter((position) => evidenceFor(search, position) !== 'contradicts')
  if (sure.length === 0) return { kind: 'none', because: doubt ?? 'domain_contradicts' }
  const left = close.filter(({ position }) => sure.includes(position))
  const evidence = left[0]?.relation.shared ?? ''
  const rivals = rivalsOf(search, left)
  if (rivals.length === 0) return settle(search, { positions: sure, tier: 'name_close', evidence })
  const all = [...new Set([...sure, ...rivals])].sort((a, b) => a - b)
  return { kind: 'ambiguous', tier: 'name_close', evidence, accountIds: idsOf(search.index, all) }
}

/** Other accounts whose name begins with what is shared, so that it may as well be theirs. */
function rivalsOf({ index }: NameSearch, close: readonly Candidate[]): readonly number[] {
  const positions = positionsOf(close)
  const rivals = new Set<number>()
  for (const { relation } of close) {
    if (!relation.yieldsToRivals) continue
    for (const rival of positionsAt(index.byBeginning, relation.shared)) {
      if (!positions.includes(rival) && !positions.some((above) => isBelow(index, rival, above))) rivals.add(rival)
    }
  }
  return [...rivals]
}

function closestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const close = candidates.filter(({ relation }) => relation.kind === 'close')
  if (close.length > 0) return close
  const near = candidates.filter(({ relation }) => relation.kind === 'near')
  return near.length > 0 ? near : candidates
}

function positionsOf(candidates: readonly Candidate[]): readonly number[] {
  return candidates.map(({ position }) => position)
}
