import { boundedCache } from '../normalise/bounded-cache.ts'
import { foldText } from '../normalise/fold-text.ts'

/** Where a lead or an account is, as far as it is known. */
export type PlaceParts = {
  readonly country?: string | null | undefined
  readonly subdivision?: string | null | undefined
  readonly city?: string | null | undefined
  readonly postalCode?: string | null | undefined
}

/** From coarse to fine, as they are compared. */
export const placeLevels = ['country', 'subdivision', 'city', 'postalCode'] as const

export type PlaceLevel = (typeof placeLevels)[number]

/** Whether both know it and it is the same, or not the same, or one does not know it. */
export type PlaceVerdict = 'same' | 'other' | 'unknown'

/** Compares two places on one level. A city is only compared by its name: ask the subdivision too. */
export function comparePlaces(a: PlaceParts, b: PlaceParts, level: PlaceLevel): PlaceVerdict {
  const one = partAt(a, level)
  const other = partAt(b, level)
  if (one === undefined || one === null || one === '' || other === undefined || other === null || other === '')
    return 'unknown'
  if (one === other) return 'same'
  return comparable(one, level) === comparable(other, level) ? 'same' : 'other'
}

/** Spelled out, because reading a place by a level that changes is slow, and places are compared for every lead. */
function partAt(place: PlaceParts, level: PlaceLevel): string | null | undefined {
  switch (level) {
    case 'country':
      return place.country
    case 'subdivision':
      return place.subdivision
    case 'city':
      return place.city
    case 'postalCode':
      return place.postalCode
  }
}

/** Whether a city or postal code is the same and nothing coarser speaks against it. */
export function isSameSpot(a: PlaceParts, b: PlaceParts): boolean {
  if (comparePlaces(a, b, 'country') === 'other' || comparePlaces(a, b, 'subdivision') === 'other') return false
  const postalCode = comparePlaces(a, b, 'postalCode')
  // Postal codes without a country are just digits.
  if (postalCode === 'same' && comparePlaces(a, b, 'country') === 'same') return true
  return (
    comparePlaces(a, b, 'city') === 'same' && (comparePlaces(a, b, 'subdivision') === 'same' || postalCode !== 'other')
  )
}

/**
 * The keys that two places at one spot share: postal code and country, or city and subdivision, since a city's name
 * alone occurs again elsewhere.
 */
export function placeKeys({ country, subdivision, city, postalCode }: PlaceParts): readonly string[] {
  const keys: string[] = []
  if (country && postalCode) keys.push(`${comparable(country, 'country')} ${comparable(postalCode, 'postalCode')}`)
  if (subdivision && city) keys.push(`${comparable(subdivision, 'subdivision')} ${comparable(city, 'city')}`)
  return keys
}

/** As many first letters of a name as must be right for it to be found by its place. */
export const firstLetters = 3

/** The keys under which a name at a place is found: every place that `isSameSpot` shares one. */
export function spotKeys({ country, city, postalCode }: PlaceParts, nameKey: string): readonly string[] {
  const letters = nameKey.slice(0, firstLetters)
  const keys: string[] = []
  if (city) keys.push(`${comparable(city, 'city')}|${letters}`)
  if (country && postalCode)
    keys.push(`${comparable(country, 'country')} ${comparable(postalCode, 'postalCode')}|${letters}`)
  return keys
}

/**
 * Whether an organisation that exists once in every place (`City of Springfield`) is the one the lead means: `other` where the
 * subdivision differs, `unknown` where the lead does not say enough.
 */
export function comparePlaceBound(lead: PlaceParts, account: PlaceParts): PlaceVerdict {
  const isPlaced = Boolean(account.subdivision) || Boolean(account.city) || Boolean(account.postalCode)
  if (!isPlaced) return 'same'
  const subdivision = comparePlaces(lead, account, 'subdivision')
  if (subdivision !== 'unknown') return subdivision
  const city = comparePlaces(lead, account, 'city')
  return city === 'unknown' ? comparePlaces(lead, account, 'postalCode') : city
}

function comparable(text: string, level: PlaceLevel): string {
  switch (level) {
    case 'country':
    case 'subdivision':
      return isCapitalCode(text) ? text : text.trim().toUpperCase()
    case 'city':
      return cities.get(text) ?? cities.set(text, comparableCity(foldText(text)))
    case 'postalCode':
      return comparablePostalCode(text)
  }
}

/** Nearly every code is written as it is compared: `DE`, `US-CA`. */
function isCapitalCode(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (!((unit >= 65 && unit <= 90) || unit === 45)) return false
  }
  return true
}

/** Most cities are one ASCII word, and a Unicode pattern costs more than everything else here. */
function comparableCity(folded: string): string {
  return /[^a-z]/.test(folded) ? folded.replace(/[^\p{L}\p{N}]+/gu, '') : folded
}

/** Cities come again and again. */
const cities = boundedCache<string>(2_048)

/** `94105-1234` and `94105` are one place; spaces are decoration. */
function comparablePostalCode(text: string): string {
  if (text.length < 9 && areDigits(text)) return text
  const code = /^\d+$/.test(text) ? text : text.toUpperCase().replace(/[\s-]+/g, '')
  return /^\d{9}$/.test(code) ? code.slice(0, 5) : code
}

function areDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 48 || unit > 57) return false
  }
  return true
}
