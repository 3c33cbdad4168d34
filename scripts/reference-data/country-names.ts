import countries from 'i18n-iso-countries'
import { iso31661 } from 'iso-3166'
import { countryAliases, severalCountries } from '../../packages/engine/src/normalise/country-aliases.ts'
import type { NamesByCountry } from '../../packages/engine/src/normalise/country-names.ts'
import { candidatesFrom, nearestCountry } from '../../packages/engine/src/normalise/nearest-country.ts'
import { placeKey } from '../../packages/engine/src/normalise/place-key.ts'

import type { CityKeys } from './places-like-countries.ts'

/** Languages besides those of i18n-iso-countries that Unicode's data names countries in. */
const furtherLanguages =
  'en-GB zh-Hant zh-Hant-HK fil jv su zu xh st tn yo ig sw rw lg sn ne si my lo gu te kn pa or as bn lb rm fo gd cy ast gsw fy ia eo yi ceb mi to haw qu pt-PT es-MX fr-CA de-AT de-CH sr-Latn uz-Cyrl bs-Cyrl az-Cyrl pa-Arab'.split(
    ' ',
  )

/** Slips are measured against names in these: more would make every other word a country's misspelling. */
const europeanLanguages: ReadonlySet<string> = new Set(
  'en en-GB de fr es it pt nl pl sv da nb fi cs hu tr ro id'.split(' '),
)

type Claim = { readonly codes: Set<string>; isEnglish: boolean; isEuropean: boolean }

/**
 * Collects names from i18n-iso-countries, iso-3166 and Unicode's own data. What two countries claim, what the engine's own list
 * decides, foreign names of cities, and foreign names that look like a slip in another country's English name are left out.
 */
export function namesByCountry(cities: CityKeys): NamesByCountry {
  const claims = new Map<string, Claim>()
  const codes = [...iso31661.map((entry) => entry.alpha2), 'XK'].toSorted()
  for (const language of countries.getSupportedLanguages().toSorted()) {
    for (const code of codes) {
      for (const name of countries.getName(code, language, { select: 'all' }) ?? [])
        claim(claims, { name, code, language })
    }
  }
  for (const { alpha2, name } of iso31661) claim(claims, { name, code: alpha2, language: 'en' })
  for (const language of [...countries.getSupportedLanguages(), ...furtherLanguages].toSorted()) {
    for (const style of ['long', 'short'] as const) claimUnicode(claims, { codes, language, style })
  }
  return sortByCountry(codes, claims, cities)
}

function claimUnicode(
  claims: Map<string, Claim>,
  {
    codes,
    language,
    style,
  }: { readonly codes: readonly string[]; readonly language: string; readonly style: 'long' | 'short' },
): void {
  const names = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })
  // A language that this Node has no data for answers in the default language.
  if (names.resolvedOptions().locale.split('-')[0] !== language.split('-')[0]) return
  for (const code of codes) {
    const name = names.of(code)
    if (name !== undefined) claim(claims, { name, code, language })
  }
}

function claim(
  claims: Map<string, Claim>,
  { name, code, language }: { readonly name: string; readonly code: string; readonly language: string },
): void {
  const { key, sortedKey } = placeKey(name)
  const isEnglish = language.startsWith('en')
  for (const each of isEnglish ? new Set([key, sortedKey]) : [key]) {
    const found = claims.get(each) ?? { codes: new Set<string>(), isEnglish: false, isEuropean: false }
    found.codes.add(code)
    found.isEnglish ||= isEnglish
    found.isEuropean ||= europeanLanguages.has(language) && each === key
    claims.set(each, found)
  }
}

function sortByCountry(codes: readonly string[], claims: ReadonlyMap<string, Claim>, cities: CityKeys): NamesByCountry {
  const own = ownKeys()
  const single = [...claims].filter(([key, claim]) => claim.codes.size === 1 && !own.has(key)).toSorted(byKey)
  const english = single.flatMap(
    ([
      key,
      {
        codes: [code = ''],
        isEnglish,
      },
    ]) => (isEnglish ? [{ key, code, isEnglish }] : []),
  )
  const candidates = candidatesFrom(english)
  const names: Record<string, { english: string; european: string; elsewhere: string }> = {}
  for (const code of codes) names[code] = { english: '', european: '', elsewhere: '' }
  for (const [
    key,
    {
      codes: [code = ''],
      isEnglish,
      isEuropean,
    },
  ] of single) {
    const entry = names[code]
    // Two or three Latin letters are a code, or nothing.
    if (entry === undefined || /^[a-z0-9]{0,3}$/.test(key)) continue
    const list = isEnglish ? 'english' : isEuropean ? 'european' : 'elsewhere'
    const city = cities.get(key)
    const isCity = city !== undefined && (city.isLarge || (list === 'elsewhere' && city.country !== code))
    const near = nearestCountry(key, candidates)
    const isSlip = list === 'elsewhere' && near.kind !== 'unknown' && !(near.kind === 'found' && near.code === code)
    if (!isEnglish && (isCity || isSlip)) continue
    entry[list] = entry[list] === '' ? key : `${entry[list]} ${key}`
  }
  return names
}

function ownKeys(): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const name of [...Object.values(countryAliases).flat(), ...severalCountries]) {
    const { key, sortedKey } = placeKey(name)
    keys.add(key)
    keys.add(sortedKey)
  }
  return keys
}

function byKey([a]: readonly [string, Claim], [b]: readonly [string, Claim]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
