import { parsePhoneNumberFromString, isSupportedCountry } from 'libphonenumber-js/min'
import { callingCodeOf, countryOfNumber, homeCodeOf } from './calling-codes.ts'
import type { CallingCode } from './calling-codes.ts'
import { figuresOfPhone } from './figures-of-phone.ts'

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

/** A number of one digit throughout (`0000000000`) is what people type to get past a form. */
const oneDigit = /^\+?(\d)\1{5,}$/

/**
 * Reads a phone number as E.164. A number without a calling code is read as one of `country`, the lead's. Possible
 * means here: a calling code that exists, and as many digits as its numbers have.
 */
export function readPhone(text: string, country: string | null): PhoneResult {
  if (text.length > lengthMax) return 'malformed'
  return readPlainPhone(text, country) ?? readWritten(text, country)
}

/** Reads a number that is written the usual way, in figures and few signs; `null` for any other, which may be a number all the same. */
export function readPlainPhone(text: string, country: string | null): PhoneResult | null {
  const figures = figuresOfPhone(text)
  if (figures === null) return null
  return figures.startsWith('+') ? readInternational(figures, 1) : readDigits(figures, country)
}

function readWritten(text: string, country: string | null): PhoneResult {
  const bare = text.replace(scheme, '').replace(extension, '')
  if (!written.test(bare)) return 'malformed'
  const compact = bare
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '')
    .normalize('NFKC')
  if (compact.length < digitsMin || oneDigit.test(compact)) return 'malformed'
  if (!bare.trimStart().startsWith('+')) return readDigits(compact, country)
  return readInternational(compact.replaceAll('+', ''), 0)
}

function readDigits(compact: string, country: string | null): PhoneResult {
  if (compact.startsWith('00')) return readInternational(compact, 2)
  if (compact.startsWith('011') && (country === 'US' || country === 'CA')) return readInternational(compact, 3)
  return country === null ? 'ambiguous' : readNational(compact, country)
}

/**
 * Reads a number whose calling code stands at a place of the text. Most numbers need nothing but their calling code looked up; the library,
 * ten times dearer, sees the rest.
 */
function readInternational(text: string, from: number): PhoneResult {
  if (text.length - from > digitsMax || text.startsWith('0', from)) return 'malformed'
  const code = callingCodeOf(text, from)
  if (code === null) return 'malformed'
  const national = text.slice(from + code.digits.length)
  if (code.digits === '1') return readNorthAmerican(national, null)
  const number = from === 1 ? text : `+${text.slice(from)}`
  if (needsLibrary(code, national)) return parse(number, null)
  if (!code.lengths.has(national.length)) return 'malformed'
  return { number, country: countryOfNumber(code, national), isInternational: true }
}

/**
 * Numbers of these codes take more than cutting a prefix, and the rules below would send most of them to the library: what is dialled before a
 * number at home, and in Britain any length but the usual one, since the islands have other lengths.
 */
function needsLibrary({ digits, trunk }: CallingCode, national: string): boolean {
  if (digits === '44') return national.length !== 10 || national.startsWith('0') || national.startsWith('180020')
  if (digits === '55') return national.startsWith('0') || national.startsWith('90')
  switch (trunk) {
    case '-':
      return false
    case '?':
      return true
    case '~':
      return national.startsWith('0') || national.startsWith('1')
    default:
      return national.startsWith(trunk)
  }
}

function readNational(digits: string, country: string): PhoneResult {
  if (country === 'US' || country === 'CA') return readNorthAmerican(digits, country)
  return readPlainly(digits, country) ?? parse(digits, country)
}

/** Digits that can only be a whole national number, with the 0 that is dialled before it or without; `null`: ask the library. */
function readPlainly(digits: string, country: string): PhoneReading | null {
  const code = homeCodeOf(country)
  if (code === null) return null
  const hasZero = digits.startsWith('0')
  const isPlain = hasZero ? code.cutsZero && !digits.startsWith('00') : !beginsWithAny(digits, code.notPlain)
  if (!isPlain) return null
  const national = hasZero ? digits.slice(1) : digits
  return code.lengths.has(national.length)
    ? { number: `+${code.digits}${national}`, country, isInternational: false }
    : null
}

function beginsWithAny(digits: string, beginnings: readonly string[]): boolean {
  for (const beginning of beginnings) if (digits.startsWith(beginning)) return true
  return false
}

/** Ten digits, of which the area code tells the country; a 1 before them is the way to dial them. */
function readNorthAmerican(digits: string, country: string | null): PhoneResult {
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
  if (national.length !== 10 || national < '2') return 'malformed'
  const code = callingCodeOf('1', 0)
  const owner = code === null ? null : countryOfNumber(code, national)
  return { number: `+1${national}`, country: owner, isInternational: country === null }
}

function parse(text: string, country: string | null): PhoneResult {
  const region = country !== null && isSupportedCountry(country) ? country : undefined
  if (country !== null && region === undefined) return 'ambiguous'
  const number = parsePhoneNumberFromString(text, region)
  if (number === undefined || !number.isPossible()) return 'malformed'
  const digits = number.number.slice(1)
  const code = callingCodeOf(digits, 0)
  if (code === null) return 'malformed'
  return {
    number: number.number,
    country: country ?? countryOfNumber(code, digits.slice(code.digits.length)),
    isInternational: country === null,
  }
}
