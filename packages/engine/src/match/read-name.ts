import { companyKey } from '../normalise/company-key.ts'
import type { Account } from './account.ts'
import { isDistinctive, looseForm } from './generic-words.ts'
import { isGivenName } from './person-names.ts'
import { writeOutWords } from './write-out-words.ts'

/** One way to read a company name. */
export type NameReading = {
  /** The words without legal form, abbreviations written out. */
  readonly words: readonly string[]
  /** The words without spaces, so that `BestBuy` and `Best Buy` are one. */
  readonly key: string
  readonly legalForms: readonly string[]
  /** Something in brackets was left out: what equals it is only close. */
  readonly isPart: boolean
}

/** Text that may hold more than one reading; most names have none of it and take the short way. */
const needsCare = /[([]|\b(?:d\/?b\/?a|t\/a|f\/?k\/?a|trading as|doing business as|formerly)\b|[^\x20-\x7e]/i

const secondName = /[\s,;(]+(?:d\/?b\/?a|t\/a|f\/?k\/?a|trading as|doing business as|formerly(?: known as)?)[\s:]+/i

const brackets = /^(.*?)\s*[([]([^()[\]]*)[)\]]\s*(.*)$/

/** Brackets that say nothing about the company: `News Corp (Class A)`. */
const emptyBrackets = /^(?:the|(?:class|series)\s+\w|ordinary shares?|adr|ads|nyse|nasdaq|nyse\W.*|nasdaq\W.*)$/i

/** A surname and initials, as in a register: `HUNT J B TRANSPORT`, `Price T. Rowe`. */
const surnameAndInitials = /^[a-z][a-z'’-]{2,},?\s+[a-z]\.?(?:\s*[a-z]\.?)?(?=\s|$)/i

/** Names longer than this are read up to here; no company has one. */
const nameLengthMax = 200

/**
 * Every way to read a company name: as it stands, a bracket moved to the front (`Lilly (Eli)`) or left out, the names
 * around `dba`, umlauts spelled out (`Müller` is also `Mueller`), first names and initials before the surname. The first reading is the name
 * as it stands. Empty for a text without letters and digits.
 */
export function readName(name: string): readonly NameReading[] {
  const text = name.length > nameLengthMax ? name.slice(0, nameLengthMax) : name
  const readings: NameReading[] = []
  if (mayNeedCare(text) && needsCare.test(text)) readWithCare(text, readings)
  else addReading(readings, text, false)
  if (isDirectoryOrder(text, readings[0])) addGivenNameFirst(readings)
  return readings
}

/** Whether the text has a bracket or a letter that is not ASCII, or a word that begins as the words between two names do. */
function mayNeedCare(text: string): boolean {
  let previous = 32
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit > 126 || unit < 32 || unit === 40 || unit === 91) return true
    const small = unit | 32
    // The second letters of `dba`, `d/b/a` and `doing`, `t/a` and `trading`, `fka`, `f/k/a` and `formerly`.
    if (small === 100 || small === 116 || small === 102) {
      const next = text.charCodeAt(index + 1)
      const isBegun =
        next === 47 || (next | 32) === 98 || (next | 32) === 111 || (next | 32) === 114 || (next | 32) === 107
      if (isBegun && !isWordUnit(previous)) return true
    }
    previous = unit
  }
  return false
}

function isWordUnit(unit: number): boolean {
  const small = unit | 32
  return (small >= 97 && small <= 122) || (unit >= 48 && unit <= 57) || unit === 95
}

/** Every reading of every name an account goes by. */
export function readAccountNames(account: Account): readonly NameReading[] {
  const readings = readName(account.name)
  if (account.alsoKnownAs === undefined || account.alsoKnownAs.length === 0) return readings
  return [...readings, ...account.alsoKnownAs.flatMap((name) => readName(name))]
}

/** The key under which names that differ only in `Technology` and `Technologies` or the like are one. */
export function looseKey({ words, key }: NameReading): string {
  let isChanged = false
  let loose = ''
  for (const word of words) {
    const form = looseForm(word)
    isChanged ||= form !== null
    loose += form ?? word
  }
  return isChanged ? loose : key
}

function readWithCare(text: string, readings: NameReading[]): void {
  for (const half of text.split(secondName, 3)) {
    // Brackets that only `formerly` left open have lost their partner.
    const name = half.includes('(') ? half : half.replace(/\)\s*$/, '')
    readBrackets(name, readings)
    const spelledOut = spellOutUmlauts(name)
    if (spelledOut !== name) readBrackets(spelledOut, readings)
  }
}

function readBrackets(name: string, readings: NameReading[]): void {
  const found = brackets.exec(name)
  if (found === null) return addReading(readings, name, false)
  const before = found[1] ?? ''
  const inside = (found[2] ?? '').trim()
  const outside = `${before} ${found[3] ?? ''}`
  if (!/[\p{L}\p{N}]/u.test(outside)) return addReading(readings, inside, false)
  if (emptyBrackets.test(inside) || isInitialsOf(inside, outside)) return addReading(readings, outside, false)
  addReading(readings, name, false)
  addReading(readings, `${inside} ${outside}`, false)
  addReading(readings, outside, true)
}

/** `International Business Machines (IBM)`: the bracket repeats the name. */
function isInitialsOf(inside: string, outside: string): boolean {
  const letters = inside.replace(/[^\p{L}]/gu, '').toLowerCase()
  let initials = ''
  for (const [letter] of outside.matchAll(/(?<!\p{L})\p{L}/gu)) initials += letter.toLowerCase()
  return letters.length > 1 && initials.startsWith(letters)
}

const umlauts: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ø', 'oe'],
  ['å', 'aa'],
])

function spellOutUmlauts(name: string): string {
  return name.normalize('NFC').replace(/[äöüøå]/gi, (letter) => umlauts.get(letter.toLowerCase()) ?? letter)
}

/** Registers put the surname first, people do not. */
function isDirectoryOrder(text: string, reading: NameReading | undefined): boolean {
  const [surname, second] = reading?.words ?? []
  if (surname === undefined || second === undefined || surname.length < 3) return false
  if (second.length <= 2) return surnameAndInitials.test(text)
  return isGivenName(second) && !isGivenName(surname) && isDistinctive([surname])
}

function addGivenNameFirst(readings: NameReading[]): void {
  const first = readings[0]
  const [surname, given, next, ...rest] = first?.words ?? []
  if (first === undefined || surname === undefined || given === undefined) return
  addReordered(readings, first, [given, surname, ...(next === undefined ? [] : [next, ...rest])])
  // `PRICE T ROWE GROUP` is T. Rowe Price.
  if (given.length === 1 && next !== undefined) addReordered(readings, first, [given, next, surname, ...rest])
}

function addReordered(readings: NameReading[], { legalForms }: NameReading, words: readonly string[]): void {
  pushReading(readings, { words, key: words.join(''), legalForms, isPart: false })
}

function addReading(readings: NameReading[], text: string, isPart: boolean): void {
  const { key, coreTokens, legalForms } = companyKey(text)
  const words = writeOutWords(coreTokens)
  pushReading(readings, { words, key: words === coreTokens ? key : words.join(''), legalForms, isPart })
}

function pushReading(readings: NameReading[], reading: NameReading): void {
  if (reading.key === '') return
  for (const earlier of readings) {
    if (earlier.key === reading.key && earlier.isPart === reading.isPart) return
  }
  readings.push(reading)
}
