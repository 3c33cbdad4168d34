import english from 'cldr-subdivisions-full/subdivisions/en/en.json' with { type: 'json' }
import { iso31662 } from 'iso-3166'
import { placeKey } from '../../packages/engine/src/normalise/place-key.ts'

const englishNames: Readonly<Record<string, string>> = english.subdivisions.localeDisplayNames.subdivisions

/**
 * By country: `CODE name name|CODE name …`, codes without the country, names in comparable form, the local one
 * and the English one where they differ.
 */
export function subdivisions(): Readonly<Record<string, string>> {
  const byCountry = new Map<string, string[]>()
  for (const { code, name } of iso31662) {
    const country = code.slice(0, 2)
    const englishName = englishNames[code.replace('-', '').toLowerCase()]
    const keys = new Set([...keysOf(name), ...(englishName === undefined ? [] : keysOf(englishName))])
    const entries = byCountry.get(country) ?? []
    entries.push([code.slice(3), ...keys].join(' '))
    byCountry.set(country, entries)
  }
  const sorted = [...byCountry].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([country, entries]) => [country, entries.toSorted().join('|')]))
}

/** `Valle d'Aosta, Vallée d'Aoste` are two names; `Guyane (française)` is one with an explanation. */
function keysOf(name: string): readonly string[] {
  const parts = [name, name.replace(/\s*[([].*$/, ''), ...name.split(/,\s|\s\/\s/)]
  return parts.map((part) => placeKey(part).key).filter((key) => key.length > 1)
}
