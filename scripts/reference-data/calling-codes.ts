import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** What the engine needs to read most numbers without the whole library. */
export type CallingCodes = {
  /**
   * Calling code → `COUNTRY lengths trunk`. The country is `-` where several share the code. The trunk prefix is `-` where there is none,
   * `~` where numbers that begin with 0 or 1 take more than cutting a prefix, `?` where any may.
   */
  readonly codes: Readonly<Record<string, string>>
  /** North American area codes by country; those of no country (toll-free and the like) are missing. */
  readonly areas: Readonly<Record<string, string>>
}

/** The library's own table, by position: 3 possible lengths, 5 trunk prefix, 7 pattern of it, 8 what it becomes. */
type CountryEntry = readonly unknown[]
type Metadata = {
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>
  readonly countries: Readonly<Record<string, CountryEntry>>
}

/** Countries whose pattern changes numbers that begin with another digit than 0 or 1. */
const anyDigit: ReadonlySet<string> = new Set(['AR', 'BR', 'BY', 'GA', 'KZ', 'LT', 'MG', 'NF', 'RU', 'SM', 'TM'])

/** Derives the table from libphonenumber's metadata. */
export function callingCodes(): CallingCodes {
  const file = createRequire(import.meta.url)
    .resolve('libphonenumber-js/min/metadata')
    .replace(/[^/\\]*$/, 'metadata.min.json')
  const metadata: Metadata = JSON.parse(readFileSync(file, 'utf8'))
  const codes: Record<string, string> = {}
  for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
    const [main] = countries
    if (main === undefined) continue
    const lengths = new Set(countries.flatMap((country) => lengthsOf(metadata.countries[country])))
    const country = countries.length === 1 ? main : '-'
    const sorted = [...lengths].toSorted((a, b) => a - b).join(',')
    codes[code] = [country, sorted, trunkOf(main, metadata.countries[main])].join(' ')
  }
  return { codes, areas: areaCodes() }
}

function lengthsOf(entry: CountryEntry | undefined): readonly number[] {
  const lengths = entry?.[3]
  return Array.isArray(lengths) ? lengths.filter((length) => typeof length === 'number') : []
}

function trunkOf(country: string, entry: CountryEntry | undefined): string {
  if (anyDigit.has(country)) return '?'
  if (typeof entry?.[7] === 'string') return '~'
  return typeof entry?.[5] === 'string' ? entry[5] : '-'
}

/** Which country's fixed or mobile numbers an area code has, asked of the full metadata. */
function areaCodes(): Readonly<Record<string, string>> {
  const areas: Record<string, string[]> = {}
  for (let area = 200; area <= 999; area += 1) {
    const number = parsePhoneNumberFromString(`+1${area}2345678`)
    if (number?.country === undefined) continue
    const type = number.getType()
    // The islands have whole area codes; in the two large countries toll-free and personal numbers have some too.
    const isPlace = type?.startsWith('FIXED_LINE') === true || type === 'MOBILE'
    if ((number.country === 'US' || number.country === 'CA') && !isPlace) continue
    areas[number.country] = [...(areas[number.country] ?? []), String(area)]
  }
  const sorted = Object.entries(areas).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([country, list]) => [country, list.join(' ')]))
}
