import { isDescription, isDistinctive, isFiller } from './generic-words.ts'
import { looseKey } from './read-name.ts'
import type { NameReading } from './read-name.ts'
import { isTypo } from './typo.ts'

/**
 * How two names stand to each other, closest first.
 * `key`: equal but for the legal form. `close`: equal but for words that are usually left out. `near`: one
 * begins the other, or one letter differs; something else must speak for it. `akin`: the same distinctive first word.
 */
export type NameRelation = {
  readonly kind: 'key' | 'close' | 'near' | 'akin'
  /** What both share. */
  readonly shared: string
  /** Another account whose name begins with what is shared would be as good. */
  readonly yieldsToRivals: boolean
}

const closeness = { key: 0, close: 1, near: 2, akin: 3 } as const

/** The least letters of a name written as one word that may stand for the first two of another: `Supermicro`. */
const joinedLettersMin = 8

/** How the closest two of the readings stand to each other, or `null`. */
export function compareNames(lead: readonly NameReading[], account: readonly NameReading[]): NameRelation | null {
  return closestRelation(lead, account, compareReadings)
}

/** The same, but `null` where they are not at least close: most that look alike are not, and this costs less. */
export function compareCloseNames(lead: readonly NameReading[], account: readonly NameReading[]): NameRelation | null {
  return closestRelation(lead, account, compareClosely)
}

function closestRelation(
  lead: readonly NameReading[],
  account: readonly NameReading[],
  compare: (lead: NameReading, account: NameReading) => NameRelation | null,
): NameRelation | null {
  let best: NameRelation | null = null
  for (const one of lead) {
    for (const other of account) {
      const relation = compare(one, other)
      if (relation !== null && (best === null || isCloser(relation, best))) best = relation
    }
  }
  return best
}

/** Whether the first relation is the stronger one. */
export function isCloser(a: NameRelation, b: NameRelation): boolean {
  if (a.kind !== b.kind) return closeness[a.kind] < closeness[b.kind]
  return b.yieldsToRivals && !a.yieldsToRivals
}

/** How a reading of the lead's company stands to one of an account's name. */
function compareReadings(lead: NameReading, account: NameReading): NameRelation | null {
  return compareClosely(lead, account) ?? compareNear(lead, account)
}

function compareClosely(lead: NameReading, account: NameReading): NameRelation | null {
  if (lead.key === account.key) return compareEqual(lead, account)
  // A part has lost words already; losing more leaves nothing to go by.
  if (lead.isPart || account.isPart) return null
  return compareShortened(...inOrder(lead, account)) ?? compareLoose(lead, account)
}

function inOrder(a: NameReading, b: NameReading): readonly [short: NameReading, long: NameReading] {
  return a.key.length < b.key.length ? [a, b] : [b, a]
}

function compareEqual(lead: NameReading, account: NameReading): NameRelation | null {
  if (!lead.isPart && !account.isPart) return { kind: 'key', shared: lead.key, yieldsToRivals: false }
  // Who writes `Banco Azul S.A.` has named the whole company, and it is not `Banco Azul (Chile) S.A.`.
  const isOther = account.isPart && lead.legalForms.length > 0
  return !isOther && isDistinctive(lead.words) ? { kind: 'close', shared: lead.key, yieldsToRivals: true } : null
}

/** `Altria` for `Altria Group`, `Capital Freight` for `Capital Freight Logistics`. */
function compareShortened(short: NameReading, long: NameReading): NameRelation | null {
  const headCount = wordsThatMake(short.key, long.words)
  if (headCount === 0 || !isDistinctive(long.words, headCount) || !isDistinctive(short.words)) return null
  const tail = long.words.slice(headCount)
  const isWholeName = short.legalForms.length > 0
  const oneWord = headCount === 1 || short.words.length === 1
  if (tail.every(isFiller)) {
    // Who writes `Spire Inc` has named the whole company, and it is not `Spire Global`.
    if ((headCount === 1 && isWholeName) || contradicts(short, long)) return null
    return { kind: 'close', shared: short.key, yieldsToRivals: oneWord }
  }
  if (!tail.every(isDescription) || isWholeName || headCount === 1) return null
  if (oneWord && short.key.length < joinedLettersMin) return null
  return { kind: 'close', shared: short.key, yieldsToRivals: true }
}

/** `Micron Technologies` for `Micron Technology`. */
function compareLoose(a: NameReading, b: NameReading): NameRelation | null {
  if (a.words.length !== b.words.length || a.words[0] !== b.words[0]) return null
  const shared = looseKey(a)
  if (shared !== looseKey(b) || !isDistinctive(a.words) || contradicts(a, b)) return null
  return { kind: 'close', shared, yieldsToRivals: false }
}

function compareNear(lead: NameReading, account: NameReading): NameRelation | null {
  if (lead.isPart || account.isPart || lead.key === account.key) return null
  const [short, long] = inOrder(lead, account)
  if (isTypo(short.key, long.key)) return { kind: 'near', shared: long.key, yieldsToRivals: false }
  const first = short.words[0] ?? ''
  if (first !== long.words[0] || !isDistinctive(short.words, 1)) return null
  const isBeginning = wordsThatMake(short.key, long.words) > 0
  return { kind: isBeginning ? 'near' : 'akin', shared: isBeginning ? short.key : first, yieldsToRivals: false }
}

/** How many of the words make up the key, not all of them; 0 when none do. */
export function wordsThatMake(key: string, words: readonly string[]): number {
  let length = 0
  for (let count = 0; count + 1 < words.length; count += 1) {
    const word = words[count] ?? ''
    if (!key.startsWith(word, length)) return 0
    length += word.length
    if (length === key.length) return count + 1
  }
  return 0
}

/** Both state their legal form, and it is not the same. */
export function contradicts(a: NameReading, b: NameReading): boolean {
  if (a.legalForms.length === 0 || b.legalForms.length === 0) return false
  return !a.legalForms.some((form) => b.legalForms.includes(form))
}
