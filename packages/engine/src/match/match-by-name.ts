import type { AccountMatch, NoMatchReason } from './account.ts'
import { comparePlaceBound, comparePlaces, isSameSpot } from './compare-places.ts'
import { isDistinctive, isPlaceBound } from './generic-words.ts'
import { leadLabel, mailEvidence } from './mail-evidence.ts'
import type { MailEvidence } from './mail-evidence.ts'
import { ambiguous, areTooMany, settle } from './narrow-accounts.ts'
import type { Search } from './narrow-accounts.ts'
import { readAccountNames } from './read-name.ts'
import type { NameReading } from './read-name.ts'
import { isSameText } from './same-text.ts'

/** A search by name: how the lead's company may be read, and what its mail domain is called. */
export type NameSearch = Search & {
  readonly company: string
  readonly readings: readonly NameReading[]
  /** `null` where the mail domain stands for no company. */
  readonly label: string | null
}

/** Why an account that bears the name is not taken. */
export type Doubt = Exclude<NoMatchReason, 'nothing_to_compare' | 'free_mail' | 'no_candidate'>

/** Accounts that bear the name, sorted by whether anything on the lead speaks against them. */
export type Judged = {
  readonly fitting: readonly number[]
  /** Nothing speaks against them but that the place is not known. */
  readonly unplaced: readonly number[]
  readonly doubt: Doubt | null
}

/** Starts a search by name; `null` when the lead says no company. */
export function startNameSearch({ index, lead }: Search, readings: readonly NameReading[]): NameSearch | null {
  const { company } = lead
  if (company === null || readings.length === 0) return null
  return { index, lead, company, readings, label: leadLabel(index, lead) }
}

/** Finds accounts of the same name but for the legal form; `null` when nobody bears it. */
export function matchByNameKey(search: NameSearch): AccountMatch | null {
  const bearers = bearersOf(search)
  if (bearers.length === 0) return null
  const key = search.readings[0]?.key ?? ''
  if (areTooMany(bearers)) return ambiguous(search.index, { positions: bearers, tier: 'name_key_exact', evidence: key })
  const { fitting, unplaced, doubt } = judge(search, bearers)
  if (fitting.length === 0) return unsure(search, unplaced, doubt)
  const exact = bearersOfExactName(search, fitting)
  if (exact.length > 0) return settle(search, { positions: exact, tier: 'name_exact', evidence: search.company })
  return settle(search, { positions: withSameForm(search, fitting), tier: 'name_key_exact', evidence: key })
}

function bearersOf({ index, readings }: NameSearch): readonly number[] {
  const found = index.lookup.byName(readings[0]?.key ?? '')
  if (readings.length === 1) return found
  const all = new Set(found)
  for (const { key, isPart } of readings) {
    if (isPart) continue
    for (const position of index.lookup.byName(key)) all.add(position)
  }
  return [...all].sort((a, b) => a - b)
}

/** An account that cannot be taken is still worth a word, above all when there are several. */
function unsure(
  { index, readings }: NameSearch,
  unplaced: readonly number[],
  doubt: Doubt | null,
): AccountMatch | null {
  if (unplaced.length > 1)
    return ambiguous(index, { positions: unplaced, tier: 'name_key_exact', evidence: readings[0]?.key ?? '' })
  return doubt === null ? null : { kind: 'none', because: doubt }
}

/** Sorts accounts that bear the name by what the lead's place and mail domain say. */
export function judge(search: NameSearch, positions: readonly number[]): Judged {
  const fitting: number[] = []
  const unplaced: number[] = []
  let doubt: Doubt | null = null
  for (const position of positions) {
    const verdict = doubtAbout(search, position)
    if (verdict === null) fitting.push(position)
    else {
      if (verdict === 'place_needed') unplaced.push(position)
      doubt ??= verdict
    }
  }
  return { fitting, unplaced, doubt }
}

/**
 * What speaks against an account of this name. Another country does, since names are only unique within one. So does, where the name
 * is one word or a common one, a mail domain that has nothing to do with the account, unless the place is known to agree.
 */
function doubtAbout(search: NameSearch, position: number): Doubt | null {
  const { index, lead, readings } = search
  const place = index.placeAt(position)
  if (place === undefined) return 'place_contradicts'
  const words = readings[0]?.words ?? []
  const country = comparePlaces(lead, place, 'country')
  const isElsewhere = country === 'other' || (isPlaceBound(words) && comparePlaceBound(lead, place) !== 'same')
  const isUnsaying = country !== 'same' && index.domainsAt(position).length !== 0 && !isSaying(words)
  // To ask the mail domain means to read the account's names again, and most leads have nothing against them.
  if (!isElsewhere && !isUnsaying) return null
  const mail = evidenceFor(search, position)
  if (mail === 'supports') return null
  if (isElsewhere)
    return country !== 'other' && comparePlaceBound(lead, place) === 'unknown' ? 'place_needed' : 'place_contradicts'
  return mail === 'contradicts' && !isSameSpot(lead, place) ? 'domain_contradicts' : null
}

/** Whether two companies will hardly have this name: several words, one of them no common one, or a whole phrase. */
function isSaying(words: readonly string[]): boolean {
  return words.length >= phraseWordsMin || (words.length > 1 && isDistinctive(words))
}

const phraseWordsMin = 4

/** What the lead's mail domain says about one account. */
export function evidenceFor({ index, label }: NameSearch, position: number): MailEvidence {
  const account = index.accountAt(position)
  // Most leads of a known company have its domain, and never come here: reading the names again is rare.
  if (label === null || account === undefined) return 'silent'
  return mailEvidence(label, index.domainsAt(position), readAccountNames(account))
}

function bearersOfExactName({ index, company }: NameSearch, positions: readonly number[]): readonly number[] {
  return positions.filter((position) => {
    const account = index.accountAt(position)
    if (account === undefined) return false
    return isSameText(account.name, company) || account.alsoKnownAs?.some((name) => isSameText(name, company)) === true
  })
}

/** `Rio Plc` and `Rio Ltd` are told apart by what the lead wrote, when it did. */
function withSameForm({ index, readings }: NameSearch, positions: readonly number[]): readonly number[] {
  const forms = readings[0]?.legalForms ?? []
  if (forms.length === 0 || positions.length < 2) return positions
  const same = positions.filter((position) => {
    const account = index.accountAt(position)
    const names = account === undefined ? [] : readAccountNames(account)
    return names.some(({ legalForms }) => legalForms.join(' ') === forms.join(' '))
  })
  return same.length > 0 ? same : positions
}
