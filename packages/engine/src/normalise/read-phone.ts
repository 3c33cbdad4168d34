import { parsePhoneNumberFromString, isSupportedCountry } from 'libphonenumber-js/min'
import { callingCodeOf, countryOfNumber, homeCodeOf } from './calling-codes.ts'
import type { CallingCode } from './calling-codes.ts'

/** A phone number that could exist. */
export type PhoneReading = {
  /** E.164: `+4930123456`. */
  readonly number: string
  /** Alpha-2 of the country whose numbers begin so; `null` for toll-free and the like. */
  readonly country: string | null
  /** Given with its country's calling code (`+49`, `0049`), so that the country is said, not assumed. */
  readonly isInternational: boolean
}

/** `ambiguous`: a national number, and nobody says of which country. */
export type PhoneResult = PhoneReading | 'ambiguous' | 'malformed'

const lengthMax = 60
const digitsMin = 5
const digitsMax = 15

/** An extension is no part of the number: `x 12`, `ext. 12`, `;ext=12`, `#12`, `Durchwahl 12`. */
const extension =
  /\s*[,;]?\s*(?:ext(?:ension)?\.?|extn\.?|x|#|durchwahl|dw\.?|poste|int\.?|доб\.?)\s*[=:.]?\s*\d{1,7}\s*$/iu
const scheme = /^(?:tel|phone|mobile|fon|t|m|p|ph)\s*[.:]+\s*/i
const written = /^[+＋]?[\d\s().\-–—/·•\u00a0]+$/

/** How most numbers are written, with a calling code and without. */
const plainInternational = /^\+[1-9][\d \-.()]{5,}$/
const plainNational = /^[(\d][\d \-.()]{3,}$/
const notDigits = /\D/g

/** A number of one digit throughout (`0000000000`) is what people type to get past a form. */
const oneDigit = /^\+?(\d)\1{5,}$/

/**
 * Reads a phone number as E.164. A number without a calling code is read as one of `country`, the lead's. Possible
 * means here: a calling code that exists, and as many digits as its numbers have.
 */
export function readPhone(text: string, country: string | null): PhoneResult {
  if (text.length > lengthMax) return 'malformed'
  if (plainInternational.test(text) && !text.includes('(0)')) {
    const digits = text.replace(notDigits, '')
    return oneDigit.test(digits) ? 'malformed' : readInternational(digits)
  }
  return readWritten(text, country)
}

function readWritten(text: string, country: string | null): PhoneResult {
  if (plainNational.test(text) && !text.includes('(0)')) return readDigits(text.replace(notDigits, ''), country)
  const bare = text.replace(scheme, '').replace(extension, '')
  if (!written.test(bare)) return 'malformed'
  const compact = bare
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '')
    .normalize('NFKC')
  if (!bare.trimStart().startsWith('+')) return readDigits(compact, country)
  return compact.length < digitsMin || oneDigit.test(compact)
    ? 'malformed'
    : readInternational(compact.replaceAll('+', ''))
}

function readDigits(compact: string, country: string | null): PhoneResult {
  if (compact.length < digitsMin || oneDigit.test(compact)) return 'malformed'
  if (compact.startsWith('00')) return readInternational(compact.slice(2))
  if (compact.startsWith('011') && (country === 'US' || country === 'CA')) return readInternational(compact.slice(3))
  return country === null ? 'ambiguous' : readNational(compact, country)
}

/** Most numbers need nothing but their calling code looked up; the library, ten times dearer, sees the rest. */
function readInternational(digits: string): PhoneResult {
  if (digits.length > digitsMax || digits.startsWith('0')) return 'malformed'
  const code = callingCodeOf(digits)
  if (code === null) return 'malformed'
  const national = digits.slice(code.digits.length)
  if (code.digits === '1') return readNorthAmerican(national, null)
  if (needsLibrary(code, national)) return parse(`+${digits}`, null)
  if (!code.lengths.has(national.length)) return 'malformed'
  return { number: `+${digits}`, country: countryOfNumber(code, national), isInternational: true }
}

/**
 * Numbers that take more than cutting a prefix, for codes where the rules below would send most numbers to the library: what is dialled before a
 * number at home, and in Britain any length but the usual one, since the islands have other lengths.
 */
const intricate: Readonly<Record<string, RegExp>> = { 44: /^(?:0|180020|\d{0,9}$|\d{11})/, 55: /^(?:0|90)/ }

function needsLibrary(code: CallingCode, national: string): boolean {
  const special = intricate[code.digits]
  if (special !== undefined) return special.test(national)
  switch (code.trunk) {
    case '-':
      return false
    case '?':
      return true
    case '~':
      return national.startsWith('0') || national.startsWith('1')
    default:
      return national.startsWith(code.trunk)
  }
}

const northAmericanNational = /^1?([2-9]\d{9})$/

function readNational(digits: string, country: string): PhoneResult {
  if (country === 'US' || country === 'CA') return readNorthAmerican(digits, country)
  return readPlainly(digits, country) ?? parse(digits, country)
}

/** Digits that can only be a whole national number, with the 0 that is dialled before it or without; `null`: ask the library. */
function readPlainly(digits: string, country: string): PhoneReading | null {
  const code = homeCodeOf(country)
  if (code === null) return null
  const hasZero = digits.startsWith('0')
  if (hasZero ? !code.cutsZero || digits.startsWith('00') : digits.startsWith('1') || digits.startsWith(code.digits))
    return null
  const national = hasZero ? digits.slice(1) : digits
  return code.lengths.has(national.length)
    ? { number: `+${code.digits}${national}`, country, isInternational: false }
    : null
}

/** Ten digits, of which the area code tells the country; a 1 before them is the way to dial them. */
function readNorthAmerican(digits: string, country: string | null): PhoneResult {
  const national = northAmericanNational.exec(digits)?.[1]
  if (national === undefined) return 'malformed'
  const code = callingCodeOf('1')
  const owner = code === null ? null : countryOfNumber(code, national)
  return { number: `+1${national}`, country: owner, isInternational: country === null }
}

function parse(text: string, country: string | null): PhoneResult {
  const region = country !== null && isSupportedCountry(country) ? country : undefined
  if (country !== null && region === undefined) return 'ambiguous'
  const number = parsePhoneNumberFromString(text, region)
  if (number === undefined || !number.isPossible()) return 'malformed'
  const digits = number.number.slice(1)
  const code = callingCodeOf(digits)
  if (code === null) return 'malformed'
  return {
    number: number.number,
    country: country ?? countryOfNumber(code, digits.slice(code.digits.length)),
    isInternational: country === null,
  }
}
