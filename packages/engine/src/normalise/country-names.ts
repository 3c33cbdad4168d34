import { countryAliases, severalCountries } from './country-aliases.ts'
import { candidatesFrom } from './nearest-country.ts'
import type { Candidate, Candidates } from './nearest-country.ts'
import { placeKey } from './place-key.ts'

/**
 * Comparable names by country (alpha-2), separated by spaces: English ones, those of languages that slips are
 * measured against too, and those that are only read as they stand.
 */
export type NamesByCountry = Readonly<
  Record<string, { readonly english: string; readonly european: string; readonly elsewhere: string }>
>

/** Everything that country names are looked up in. */
export type CountryNames = {
  /** Comparable name → alpha-2, or `null` where it is the name of several countries or of a region. */
  readonly codes: ReadonlyMap<string, string | null>
  readonly candidates: Candidates
}

/** Joins the names of the reference table with our own aliases. */
export function buildCountryNames(names: NamesByCountry): CountryNames {
  const codes = new Map<string, string | null>()
  const near = new Map<string, Omit<Candidate, 'letters'>>()
  for (const [code, { english, european, elsewhere }] of Object.entries(names)) {
    for (const key of european.split(' ')) near.set(key, { key, code, isEnglish: false })
    for (const key of english.split(' ')) near.set(key, { key, code, isEnglish: true })
    for (const key of `${english} ${european} ${elsewhere}`.split(' ')) codes.set(key, code)
  }
  codes.delete('')
  for (const [code, aliases] of Object.entries(countryAliases)) {
    for (const alias of aliases) {
      const { key, sortedKey } = placeKey(alias)
      codes.set(sortedKey, code)
      codes.set(key, code)
      // Aliases are of all languages, so a slip in a short one is not believed.
      near.set(key, { key, code, isEnglish: false })
    }
  }
  // Last, because a name that is nobody's alone must stay so.
  for (const name of severalCountries) {
    const { key, sortedKey } = placeKey(name)
    codes.set(sortedKey, null)
    codes.set(key, null)
    near.delete(key)
  }
  return { codes, candidates: candidatesFrom(near.values()) }
}
