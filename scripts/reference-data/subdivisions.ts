import english from 'cldr-subdivisions-full/subdivisions/en/en.json' with { type: 'json' }
import { iso31662 } from 'iso-3166'
import { placeKey } from '../../packages/engine/src/normalise/place-key.ts'

const englishNames: Readonly<Record<string, string>> = english.subdivisions.localeDisplayNames.subdivisions

/**
 * By country: `CODE name name|CODE name …`, codes without the country, names in comparable form, the local one
 * and the English one where they differ. A part of a part (a province in a region) has a `+` before its code.
 */
export function subdivisions(): Readonly<Record<string, string>> {
  const byCountry = Map.groupBy(iso31662, ({ code }) => code.slice(0, 2))
  const sorted = [...byCountry].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([country, parts]) => [country, entriesOf(parts).join('|')]))
}

type Part = (typeof iso31662)[number]

function entriesOf(parts: readonly Part[]): readonly string[] {
  const local = new Map(parts.flatMap((part) => keysOf(part.name).map((key) => [key, part.code] as const)))
  const isOutdated = parts.filter((part) => isOthersName(local, part)).length > 1
  const entries = parts.map((part) => {
    const english = isOutdated || isOthersName(local, part) ? [] : keysOf(englishName(part))
    const isNested = part.parent.length > 2
    return [`${isNested ? '+' : ''}${part.code.slice(3)}`, ...new Set([...keysOf(part.name), ...english])].join(' ')
  })
  return entries.toSorted()
}

/** Unicode's data gives this code another part's name: the codes of such a country were dealt anew since. */
function isOthersName(local: ReadonlyMap<string, string>, part: Part): boolean {
  return keysOf(englishName(part)).some((key) => (local.get(key) ?? part.code) !== part.code)
}

function englishName({ code }: Part): string {
  return englishNames[code.replace('-', '').toLowerCase()] ?? ''
}

/** `Valle d'Aosta, Vallée d'Aoste` are two names; `Guyane (française)` and `Bristol, City of` are one with an explanation. */
function keysOf(name: string): readonly string[] {
  const [first = '', ...others] = name.split(/,\s|\s\/\s/)
  const names = others.filter(
    (other) => !/(?:^|\s)(?:of|de|da|do|del|city|respublika|\S+nyy okrug|oblast'?)$/i.test(other),
  )
  const parts = [name, name.replace(/\s*[([].*$/, ''), first, ...names]
  return parts.map((part) => placeKey(part).key).filter((key) => key.length > 1)
}
