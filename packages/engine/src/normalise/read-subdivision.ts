import { editsBetween } from './near-text.ts'
import { placeKey } from './place-key.ts'
import { readCountry } from './read-country.ts'
import { northAmericanNames, partsOf } from './subdivision-names.ts'
import type { Parts } from './subdivision-names.ts'

/** A part of a country by its ISO 3166-2 code, such as `US-CA`; `ambiguous` when only the country would tell. */
export type SubdivisionReading =
  | { readonly kind: 'found'; readonly code: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' }

const ambiguous: SubdivisionReading = { kind: 'ambiguous' }
const unknown: SubdivisionReading = { kind: 'unknown' }

const isoCode = /^([A-Za-z]{2})[-_]([A-Za-z0-9]{1,3})$/

/** A slip is believed in names from this length on. */
const slipLengthMin = 6

/** What a part is called beside its name: `State of Texas`, `Texas State`, `County Cork`, `Provincia di Milano`. */
const designations =
  /^(?:state|province|region|county|co|departement|department|provincia|estado|departamento|canton|kanton|land|bundesland|prefecture|prov|provincie)\.?(?:\s+(?:of|de|di|do|da|del|des|du))?\s+|[\s,]+(?:state|province|region|county|department|prefecture|canton|provincia|oblast|krai|district|sheng|shi|ken|fu|do)$/gi

/**
 * Reads a state, province or region. With the lead's country known, codes and names in their own language and in English, with one slip in
 * names of six letters and more. Without it, only full ISO codes (`US-CA`) and names of American states and Canadian provinces that
 * nothing else bears.
 */
export function readSubdivision(text: string, country: string | null): SubdivisionReading {
  const iso = isoCode.exec(text)
  if (iso !== null) {
    const [, head = '', tail = ''] = iso
    const code = partsOf(head.toUpperCase()).get(tail.toUpperCase())
    if (code !== undefined && code !== null) {
      return country === null || code.startsWith(country) || code.endsWith(`-${country}`)
        ? { kind: 'found', code }
        : ambiguous
    }
  }
  return country === null ? readWithoutCountry(text) : readWithin(text, partsOf(country))
}

function readWithin(text: string, parts: Parts): SubdivisionReading {
  const exact = readExactly(text, parts)
  if (exact.kind !== 'unknown') return exact
  const bare = text.replace(designations, '')
  const undesignated = bare === text ? unknown : readExactly(bare, parts)
  if (undesignated.kind !== 'unknown') return undesignated
  return readPieces(text, parts) ?? readMisspelt(placeKey(text).key, parts)
}

function readExactly(text: string, parts: Parts): SubdivisionReading {
  const { key, sortedKey } = placeKey(text)
  // `N.Y.` is the code too.
  const byCode = parts.get(text.toUpperCase()) ?? parts.get(key.toUpperCase())
  const code = byCode ?? (parts.has(key) ? parts.get(key) : parts.get(sortedKey))
  if (code === undefined) return unknown
  return code === null ? ambiguous : { kind: 'found', code }
}

/** `California (CA)`, `CA - California`, `Austin, Texas`. */
function readPieces(text: string, parts: Parts): SubdivisionReading | null {
  const pieces = text
    .split(/[,;/|()]|\s[-–]\s/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  if (pieces.length < 2 || pieces.length > 4) return null
  const codes = new Set<string>()
  for (const piece of pieces) {
    const reading = readExactly(piece, parts)
    if (reading.kind === 'ambiguous') return ambiguous
    if (reading.kind === 'found') codes.add(reading.code)
  }
  const [code] = codes
  if (code === undefined) return null
  return codes.size > 1 ? ambiguous : { kind: 'found', code }
}

function readMisspelt(key: string, parts: Parts): SubdivisionReading {
  if (key.length < slipLengthMin || key.length > 60) return unknown
  const near = new Set<string | null>()
  for (const [name, code] of parts) {
    if (name.length >= slipLengthMin && name[0] === key[0] && editsBetween(key, name, 1) === 1) near.add(code)
  }
  const [code] = near
  if (code === undefined) return unknown
  return near.size > 1 || code === null ? ambiguous : { kind: 'found', code }
}

function readWithoutCountry(text: string): SubdivisionReading {
  const { key, sortedKey } = placeKey(text)
  // `Georgia` is a country too, and `CA` may be a dozen things.
  if (key.length <= 3 || readCountry(text).kind !== 'unknown') return key.length === 0 ? unknown : ambiguous
  const names = northAmericanNames()
  const code = names.get(key) ?? names.get(sortedKey)
  return code === undefined || code === null ? ambiguous : { kind: 'found', code }
}
