import { callingCodes } from './calling-codes.ts'
import { countryCodes } from './country-codes.ts'
import { namesByCountry } from './country-names.ts'
import { cityKeys, placesLikeCountries } from './places-like-countries.ts'
import { subdivisions } from './subdivisions.ts'
import { timeZones } from './time-zones.ts'
import { zipStates } from './zip-states.ts'

/** File name → content of every table. The same packages and the same Node give the same text. */
export function referenceTables(): Readonly<Record<string, string>> {
  const names = namesByCountry(cityKeys())
  const tables: Readonly<Record<string, unknown>> = {
    'calling-codes.json': callingCodes(),
    'country-codes.json': countryCodes(),
    'country-names.json': names,
    'places-like-countries.json': placesLikeCountries(names),
    'subdivisions.json': subdivisions(),
    'time-zones.json': timeZones(),
    'zip-states.json': zipStates(),
  }
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, `${JSON.stringify(table, null, 1)}\n`]),
  )
}
