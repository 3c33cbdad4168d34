import type { AccountMatch } from './account.ts'
import { isTellingLabel } from './account-domains.ts'
import { compareCloseNames, compareNames } from './compare-names.ts'
import type { NameRelation } from './compare-names.ts'
import { isSameSpot } from './compare-places.ts'
import { evidenceFor, judge } from './match-by-name.ts'
import type { NameSearch } from './match-by-name.ts'
import { ambiguous, isBelow, settle } from './narrow-accounts.ts'
import { readAccountNames } from './read-name.ts'

type Candidate = { readonly position: number; readonly relation: NameRelation }

/** Finds accounts whose name is close to the lead's company; `null` when none is, or not enough speaks for it. */
export function matchByCloseName(search: NameSearch): AccountMatch | null {
  const withDomain = matchWithDomain(search)
  if (withDomain !== null) return withDomain
  const close = candidatesAmong(search, similarTo(search), compareCloseNames)
  return matchWithPlace(search, close) ?? matchClose(search, close)
}

/** Of accounts that may be alike, those that are. */
function candidatesAmong(
  search: NameSearch,
  positions: readonly number[],
  compare: typeof compareNames,
): readonly Candidate[] {
  const candidates: Candidate[] = []
  if (positions.length === 0) return candidates
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const account = search.index.accountAt(position)
    const relation = account === undefined ? null : compare(search.readings, readAccountNames(account))
    // Whoever bears the very name was judged before, and found wanting.
    if (relation !== null && relation.kind !== 'key') candidates.push({ position, relation })
  }
  return candidates
}

function similarTo({ index, readings }: NameSearch): readonly number[] {
  const [only, second] = readings
  if (only !== undefined && second === undefined) return index.lookup.similar(only)
  return readings.flatMap((reading) => index.lookup.similar(reading))
}

/** Any likeness will do where the mail domain has the account's name, or that of its domain. */
function matchWithDomain(search: NameSearch): AccountMatch | null {
  const { index, label } = search
  if (label === null || !isTellingLabel(label)) return null
  const labelled = index.lookup.byLabel(label)
  // Most leads of strangers are like nobody, which should cost no more than to look.
  if (labelled.length === 0) return null
  const alike = candidatesAmong(search, labelled, compareNames)
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
  for (const reading of readings) {
    if (!reading.isPart) around.push(...index.lookup.around(lead, reading))
  }
  if (around.length === 0) return null
  const here = candidatesAmong(search, around, compareNames).filter(({ position, relation }) => {
    const place = index.placeAt(position)
    return (
      relation.kind !== 'akin' &&
      place !== undefined &&
      isSameSpot(lead, place) &&
      !isNamedAfter(relation, [lead.city, lead.subdivision])
    )
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

function matchClose(search: NameSearch, close: readonly Candidate[]): AccountMatch | null {
  if (close.length === 0) return null
  const { fitting, doubt } = judge(search, positionsOf(close))
  const sure = fitting.filter((position) => evidenceFor(search, position) !== 'contradicts')
  if (sure.length === 0) return { kind: 'none', because: doubt ?? 'domain_contradicts' }
  const left = close.filter(({ position }) => sure.includes(position))
  const evidence = left[0]?.relation.shared ?? ''
  const rivals = rivalsOf(search, left)
  if (rivals.length === 0) return settle(search, { positions: sure, tier: 'name_close', evidence })
  const all = [...new Set([...sure, ...rivals])].sort((a, b) => a - b)
  return ambiguous(search.index, { positions: all, tier: 'name_close', evidence })
}

/** Other accounts whose name begins with what is shared, so that it may as well be theirs. */
function rivalsOf({ index }: NameSearch, close: readonly Candidate[]): readonly number[] {
  const positions = positionsOf(close)
  const rivals = new Set<number>()
  for (const { relation } of close) {
    if (!relation.yieldsToRivals) continue
    for (const rival of index.lookup.beginningWith(relation.shared)) {
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
