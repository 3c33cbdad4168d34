import zipStates from './reference/zip-states.json' with { type: 'json' }

/** A postal code in the way its country writes it, and what it tells about the place; `null` where it tells nothing. */
export type PostalReading = {
  readonly code: string
  /** Alpha-2, for formats that only one country has. */
  readonly country: string | null
  /** ISO 3166-2, for the United States and Canada. */
  readonly subdivision: string | null
}

const usFormat = /^(\d{5})(?:[- ]?(\d{4}))?$/
const canadianFormat = /^([A-CEGHJ-NPR-TVXY]\d[A-Z])[- ]?(\d[A-Z]\d)$/
const britishFormat = /^([A-Z]{1,2}\d[A-Z\d]?)\s?(\d[A-Z]{2})$/
const dutchFormat = /^([1-9]\d{3})\s?([A-Z]{2})$/
const anyFormat = /^(?=.*\d)[A-Z\d][A-Z\d \-.]{1,10}[A-Z\d]$/

const provinces: Readonly<Record<string, string>> = {
  A: 'NL',
  B: 'NS',
  C: 'PE',
  E: 'NB',
  G: 'QC',
  H: 'QC',
  J: 'QC',
  K: 'ON',
  L: 'ON',
  M: 'ON',
  N: 'ON',
  P: 'ON',
  R: 'MB',
  S: 'SK',
  T: 'AB',
  V: 'BC',
  Y: 'YT',
}

/** British areas that are other countries. */
const islands: Readonly<Record<string, string>> = { GY: 'GG', JE: 'JE', IM: 'IM' }

/** Countries of the Union's post whose codes are American ZIPs. */
const zipCountries: ReadonlySet<string> = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'FM', 'MH', 'PW'])

/** Military mail and associated states have ZIPs, but are no parts of the United States in ISO 3166-2. */
const notStates: ReadonlySet<string> = new Set(['AA', 'AE', 'AP', 'FM', 'MH', 'PW'])

let statesByPrefix: ReadonlyMap<string, string> | null = null

/**
 * Reads a postal code. `country` is the lead's, where it is known: five digits are a ZIP only in the United States, and a
 * ZIP that lost its leading zero to a spreadsheet is completed only there. `null` for what no country would accept.
 */
export function readPostalCode(text: string, country: string | null): PostalReading | null {
  const code = text.toUpperCase()
  if (country !== null && zipCountries.has(country)) return readZip(code)
  return readByFormat(code, country) ?? (anyFormat.test(code) ? { code, country: null, subdivision: null } : null)
}

/** Reads a code that is nothing but figures, in the United States five of them; `null` for any other, which may be a code all the same. */
export function readPlainPostalCode(text: string, country: string | null): PostalReading | null {
  const isZip = country !== null && zipCountries.has(country)
  if (isZip ? text.length !== 5 : text.length < figuresMin || text.length > figuresMax) return null
  let prefix = 0
  for (let index = 0; index < text.length; index += 1) {
    const figure = text.charCodeAt(index) - 48
    if (figure < 0 || figure > 9) return null
    if (index < 3) prefix = prefix * 10 + figure
  }
  if (!isZip) return { code: text, country: null, subdivision: null }
  subdivisions ??= subdivisionsByPrefix()
  const subdivision = subdivisions[prefix]
  return subdivision === undefined ? null : { code: text, country: null, subdivision }
}

const figuresMin = 3
const figuresMax = 12

/** By the first three figures of a ZIP: what part of the country it lies in, `null` for none, `undefined` where they do not tell. */
let subdivisions: readonly (string | null | undefined)[] | null = null

function subdivisionsByPrefix(): readonly (string | null | undefined)[] {
  const mixed = new Set(Object.keys(zipStates.exceptions).map((zip) => zip.slice(0, 3)))
  return Array.from({ length: 1000 }, (_, prefix) => {
    const figures = String(prefix).padStart(3, '0')
    return mixed.has(figures) ? undefined : subdivisionOf(prefixStates().get(figures) ?? null)
  })
}

function subdivisionOf(state: string | null): string | null {
  return state === null || notStates.has(state) ? null : `US-${state}`
}

/** The state of a five-digit ZIP, such as `CA`; `null` where there is no such ZIP area. */
export function stateOfZip(zip: string): string | null {
  const exceptions: Readonly<Record<string, string>> = zipStates.exceptions
  const five = zip.slice(0, 5)
  if (!/^\d{5}$/.test(five)) return null
  return exceptions[five] ?? prefixStates().get(five.slice(0, 3)) ?? null
}

function readZip(code: string): PostalReading | null {
  const padded = /^\d{3,4}$/.test(code) ? code.padStart(5, '0') : code
  const found = usFormat.exec(padded)
  if (found === null) return null
  const [, five = '', four] = found
  return {
    code: four === undefined ? five : `${five}-${four}`,
    country: null,
    subdivision: subdivisionOf(stateOfZip(five)),
  }
}

function readByFormat(code: string, country: string | null): PostalReading | null {
  const canadian = country === null || country === 'CA' ? canadianFormat.exec(code) : null
  if (canadian !== null) {
    const province = provinces[code[0] ?? '']
    const subdivision = province === undefined ? null : `CA-${province}`
    return { code: `${canadian[1]} ${canadian[2]}`, country: 'CA', subdivision }
  }
  const british = country === null || country === 'GB' ? britishFormat.exec(code) : null
  if (british !== null) {
    return { code: `${british[1]} ${british[2]}`, country: islands[code.slice(0, 2)] ?? 'GB', subdivision: null }
  }
  const dutch = country === null || country === 'NL' ? dutchFormat.exec(code) : null
  return dutch === null ? null : { code: `${dutch[1]} ${dutch[2]}`, country: 'NL', subdivision: null }
}

/** Built when first needed: 931 prefixes from their runs. */
function prefixStates(): ReadonlyMap<string, string> {
  if (statesByPrefix !== null) return statesByPrefix
  const states = new Map<string, string>()
  for (const [state, runs] of Object.entries(zipStates.runs)) {
    for (const run of runs.split(' ')) {
      const [from = 0, to = 0] = run.split('-').map(Number)
      for (let prefix = from; prefix <= to; prefix += 1) states.set(String(prefix).padStart(3, '0'), state)
    }
  }
  statesByPrefix = states
  return states
}
