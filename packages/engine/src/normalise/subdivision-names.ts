import { placeKey } from './place-key.ts'
import subdivisionsByCountry from './reference/subdivisions.json' with { type: 'json' }
import { subdivisionAliases } from './subdivision-aliases.ts'

/** Codes (without the country) and comparable names of a country's parts → ISO code, or `null` where several parts share a name. */
export type Parts = ReadonlyMap<string, string | null>

const partsByCountry = new Map<string, Parts>()
let northAmerican: Parts | null = null

/** Every ISO 3166-2 code. */
export function subdivisionCodes(): ReadonlySet<string> {
  const codes = Object.entries(subdivisionsByCountry).flatMap(([country, entries]) =>
    entries.split('|').map((entry) => `${country}-${tailOf(entry.split(' ')[0] ?? '')}`),
  )
  return new Set(codes)
}

/** Names of American states and Canadian provinces that no other country's part bears. */
export function northAmericanNames(): Parts {
  northAmerican ??= buildNorthAmericanNames()
  return northAmerican
}

/** The parts of a country; none for one that does not exist. */
export function partsOf(country: string): Parts {
  const known = partsByCountry.get(country)
  if (known !== undefined) return known
  const parts = buildParts(country)
  // Only for countries that exist, so that odd input cannot grow the map.
  if (parts.size > 0) partsByCountry.set(country, parts)
  return parts
}

function buildNorthAmericanNames(): Parts {
  const names = new Map<string, string | null>(
    [...partsOf('US'), ...partsOf('CA')].filter(([name]) => /^[a-z]{4}/.test(name)),
  )
  for (const country of Object.keys(subdivisionsByCountry)) {
    if (country === 'US' || country === 'CA') continue
    for (const name of partsOf(country).keys()) if (names.has(name)) names.set(name, null)
  }
  return names
}

function buildParts(country: string): Parts {
  const table: Readonly<Record<string, string>> = subdivisionsByCountry
  const parts = new Map<string, string | null>()
  const nested = new Map<string, string | null>()
  const entries = Object.hasOwn(table, country) ? (table[country] ?? '').split('|') : []
  for (const entry of entries) {
    const [head = '', ...names] = entry.split(' ')
    const tail = tailOf(head)
    const code = `${country}-${tail}`
    parts.set(tail, code)
    const target = tail === head ? parts : nested
    for (const name of names) target.set(name, target.has(name) && target.get(name) !== code ? null : code)
  }
  // A region goes before the province of the same name.
  for (const [name, code] of nested) if (!parts.has(name)) parts.set(name, code)
  for (const [tail, aliases] of Object.entries((entries.length > 0 && subdivisionAliases[country]) || {})) {
    for (const alias of aliases.split(' | ')) parts.set(placeKey(alias).key, `${country}-${tail}`)
  }
  return parts
}

/** A part of a part is marked so in the table. */
function tailOf(head: string): string {
  return head.startsWith('+') ? head.slice(1) : head
}
