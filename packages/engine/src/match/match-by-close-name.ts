import type { AccountMatch } from './account.ts'
import { isTellingLabel } from './account-domains.ts'
import type { AccountIndex } from './account-index.ts'
import { compareNames } from './compare-names.ts'
import type { NameRelation } from './compare-names.ts'
import { isSameSpot, spotKeys } from './compare-places.ts'
import { isDescription, isDistinctive } from './generic-words.ts'
import { evidenceFor, judge } from './match-by-name.ts'
import type { NameSearch } from './match-by-name.ts'
import { idsOf, isBelow, settle } from './narrow-accounts.ts'
import { isCutOff, positionsAt } from './postings.ts'
import type { Postings } from './postings.ts'
import { looseKey, readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'

const onlyClose = ['close'] as const

type Candidate = { readonly position: number; readonly relation: NameRelation }

/** Finds accounts whose name is close to the lead's company; `null` when none is, or not enough speaks for it. */
export function matchByCloseName(search: NameSearch): AccountMatch | null {
  const withDomain = matchWithDomain(search)
  if (withDomain !== null) return withDomain
  const close = candidatesAmong(search, positionsOfClose(search), onlyClose)
  return matchWithPlace(search, close) ?? matchClose(search, close)
}

/** Of accounts that may be alike, those that are. */
function candidatesAmong(search: NameSearch, positions: readonly number[], kinds: readonly NameRelation['kind'][]): readonly Candidate[] {
  const candidates: Candidate[] = []
  if (positions.length === 0) return candidates
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const account = search.index.accounts[position]
    const relation = account === undefined ? null : compareNames(search.readings, readAccountNames(account))
    if (relation !== null && kinds.includes(relation.kind)) candidates.push({ position, relation })
  }
  return candidates
}

/** Every account that `compareNames` could find close, and some that it will not; some of them twice. */
function positionsOfClose({ index, readings }: NameSearch): readonly number[] {
  const positions: number[] = []
  for (const reading of readings) {
    addAll(positions, positionsAt(index.byShortName, reading.key))
    if (reading.isPart) addAll(positions, positionsAt(index.byName, reading.key))
    else addShortened(positions, index, reading)
  }
  return positions
}

function addShortened(positions: number[], index: AccountIndex, reading: NameReading): void {
  const { key, words } = reading
  const loose = looseKey(reading)
  if (loose !== key) addAll(positions, positionsAt(index.byShortName, loose))
  if (loose !== key) addAll(positions, positionsAt(index.byName, loose))
  let shortened = key
  for (let end = words.length - 1; end > 0 && isDescription(words[end] ?? ''); end -= 1) {
    shortened = shortened.slice(0, shortened.length - (words[end]?.length ?? 0))
    if (!isDistinctive(words, end)) return
    addAll(positions, positionsAt(index.byName, shortened))
  }
}

function addAll(positions: number[], found: readonly number[]): void {
  for (const position of found) positions.push(position)
}

/** A list that was cut off holds some of many; which of them are meant, it cannot tell. */
function addFew(positions: number[], postings: Postings, key: string): void {
  const found = positionsAt(postings, key)
  if (!isCutOff(postings, found)) addAll(positions, found)
}

/** Any likeness will do where the mail domain has the account's name, or that of its domain. */
function matchWithDomain(search: NameSearch): AccountMatch | null {
  const { index, label } = search
  if (label === null || !isTellingLabel(label)) return null
  const positions: number[] = []
  addFew(positions, index.byLabel, label)
  addAll(positions, positionsAt(index.byName, label))
  addAll(positions, positionsAt(index.byShortName, label))
  if (positions.length === 0) return null
  const alike = candidatesAmong(search, positions, ['close', 'near', 'akin'])
  const supported = alike.filter(({ position }) => evidenceFor(search, position) === 'supports')
  if (supported.length === 0) return null
  const evidence = `${label}, ${supported[0]?.relation.shared ?? ''}`
  return settle(search, { positions: positionsOf(closestOf(supported)), tier: 'name_close_plus_domain', evidence })
}

/** Names that are alike, at the lead's city or postal code. */
function matchWithPlace(search: NameSearch, close: readonly Candidate[]): AccountMatch | null {
  const { index, lead, readings } = search
  if (lead.city === null && lead.postalCode === null) return null
  const around = [...positionsOf(close)]
  for (const { key, isPart } of readings) {
    if (isPart) continue
    for (const spot of spotKeys(lead, key)) addFew(around, index.byPlace, spot)
  }
  const here = candidatesAmong(search, around, ['close', 'near']).filter(({ position, relation }) => {
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
