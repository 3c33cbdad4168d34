import { cleanText } from './clean-text.ts'
import { buildCountryNames } from './country-names.ts'
import type { CountryNames } from './country-names.ts'
import { nearestCountry } from './nearest-country.ts'
import type { CountryReading } from './nearest-country.ts'
import { placeKey } from './place-key.ts'
import { repairEncoding } from './repair-encoding.ts'
import codesByCountry from './reference/country-codes.json' with { type: 'json' }
import namesByCountry from './reference/country-names.json' with { type: 'json' }
import placesLikeCountries from './reference/places-like-countries.json' with { type: 'json' }

const ambiguous: CountryReading = { kind: 'ambiguous' }
const unknown: CountryReading = { kind: 'unknown' }

/** `NA` is Namibia's code, and how many a form says that there is nothing to say. */
const ambiguousCodes: ReadonlySet<string> = new Set(['NA'])

/** Abbreviations that are read as a country behind a comma, where a code of two letters may be a state. */
const safeShortNames: ReadonlySet<string> = new Set(['usa', 'us', 'uk', 'uae', 'ksa', 'prc', 'rsa', 'nz'])

/** Nobody writes more than a place, its region and its country. */
const partsMax = 6

/** What is longer names no country. */
const textLengthMax = 120

/** A rune: a letter that no country's name holds and that has no cases, so that folding keeps it. */
const lostLetter = '\u16a0'

const flag = /^[\u{1f1e6}-\u{1f1ff}]{2}$/u
const separators = /[,;/|()[\]]|\s[-–—]\s/

/**
 * Reads a country: ISO codes, names in many languages, official, former and inverted forms, and slips of one letter
 * (two in names of nine letters and more) where a single country is nearest. Cities and regions are not read.
 */
export function readCountry(text: string): CountryReading {
  const clean = repairEncoding(cleanText(text).slice(0, textLengthMax))
  const whole = readExactly(clean)
  if (whole.kind !== 'unknown') return whole
  const { key } = placeKey(clean)
  const { names, places } = countryTables()
  // A city or region whose name is only a slip away from a country's is what was meant.
  const near = places.has(key) ? unknown : nearestCountry(key, names.candidates)
  if (near.kind !== 'unknown') return near
  const fromParts = readParts(clean)
  return fromParts.kind === 'unknown' ? readWithLostLetters(clean) : fromParts
}

/** `Espa?a`: a letter that an export could not write became a question mark. It is read where one country's name fits. */
function readWithLostLetters(text: string): CountryReading {
  const marked = text.replace(/(?<=\p{L})[?\ufffd]{1,2}(?=\p{L})/gu, lostLetter)
  if (marked === text) return unknown
  const { key } = placeKey(marked)
  const fitting = new Set<string | null>()
  for (const [name, code] of countryTables().names.codes) {
    if (name.length === key.length && fits(key, name)) fitting.add(code)
  }
  const [code] = fitting
  if (code === undefined) return unknown
  return fitting.size > 1 || code === null ? ambiguous : { kind: 'found', code }
}

function fits(marked: string, name: string): boolean {
  for (let index = 0; index < marked.length; index += 1) {
    if (marked[index] !== name[index] && marked[index] !== lostLetter) return false
  }
  return true
}

type Tables = {
  /** Alpha-2, alpha-3 and numeric codes in capitals → alpha-2. */
  readonly codes: ReadonlyMap<string, string>
  readonly names: CountryNames
  readonly places: ReadonlySet<string>
}

let tables: Tables | null = null

/** Built when first needed, because importing a module should cost nothing. */
function countryTables(): Tables {
  if (tables !== null) return tables
  const codes = new Map<string, string>()
  for (const [alpha2, others] of Object.entries(codesByCountry)) {
    for (const code of [alpha2, ...others.split(' ')]) codes.set(code, alpha2)
  }
  tables = { codes, names: buildCountryNames(namesByCountry), places: new Set(placesLikeCountries.keys.split(' ')) }
  return tables
}

function readExactly(text: string): CountryReading {
  const byCode = codeOf(text)
  if (byCode !== null) return ambiguousCodes.has(byCode) ? ambiguous : { kind: 'found', code: byCode }
  return readName(text)
}

function readName(text: string): CountryReading {
  const { key, sortedKey } = placeKey(text)
  const { codes } = countryTables().names
  const code = codes.has(key) ? codes.get(key) : codes.get(sortedKey)
  if (code === undefined) return unknown
  return code === null ? ambiguous : { kind: 'found', code }
}

/** Alpha-2, alpha-3, numeric (three digits: `44` is more likely a calling code), or a flag. */
function codeOf(text: string): string | null {
  if (text.length > 4) return null
  if (flag.test(text)) return countryTables().codes.get(lettersOfFlag(text)) ?? null
  return text.length < 2 || text.length > 3 ? null : (countryTables().codes.get(text.toUpperCase()) ?? null)
}

function lettersOfFlag(text: string): string {
  let letters = ''
  for (const symbol of text) letters += String.fromCharCode((symbol.codePointAt(0) ?? 0) - 0x1f1e6 + 65)
  return letters
}

/** `Berlin, Germany`, `Germany (DE)`, `UK - England`, `Deutschland / Germany`. */
function readParts(text: string): CountryReading {
  const parts = text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length < 2 || parts.length > partsMax) return unknown
  const codes = new Set<string>()
  let isEachRead = true
  let isEdgeRead = false
  for (const [index, part] of parts.entries()) {
    const reading = readPart(part, parts.length === 2)
    if (reading.kind === 'ambiguous') return ambiguous
    if (reading.kind === 'unknown') isEachRead = false
    else {
      codes.add(reading.code)
      if (isNameAtEdge(text, part, index === parts.length - 1)) isEdgeRead = true
    }
  }
  const [code] = codes
  if (code === undefined) return unknown
  if (codes.size > 1) return ambiguous
  return isEachRead || isEdgeRead ? { kind: 'found', code } : unknown
}

/** In `San Francisco, CA, USA` the code is a state's; in `Germany (DE)` it is the country's. */
function readPart(part: string, areTwo: boolean): CountryReading {
  if (safeShortNames.has(placeKey(part).key)) return readName(part)
  const isCode = part.length <= 3 && codeOf(part) !== null
  return isCode && !areTwo ? unknown : readExactly(part)
}

/** A country stands last behind a comma or dash, or first before a bracket or dash; a bare code counts only beside its country. */
function isNameAtEdge(text: string, part: string, isLast: boolean): boolean {
  const { key } = placeKey(part)
  if (key.length <= 3 && !safeShortNames.has(key) && /^\p{Script=Latin}*$/u.test(key)) return false
  if (/[;/|]/.test(text)) return false
  return isLast ? !text.endsWith(')') : text.startsWith(part) && !text.includes(',')
}
