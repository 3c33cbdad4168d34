import { boundedCache } from './bounded-cache.ts'
import { cleanText } from './clean-text.ts'
import type { InferredFrom } from './lead.ts'
import type { PhoneReading } from './read-phone.ts'
import { readPostalCode, stateOfZip } from './read-postal-code.ts'
import { readSubdivision } from './read-subdivision.ts'
import countryCodes from './reference/country-codes.json' with { type: 'json' }

/** What a lead without a country has to tell it by. */
export type CountryEvidence = {
  /** The host of a company's own mail or website. */
  readonly host: string | null
  readonly phone: PhoneReading | null
  /** As given. */
  readonly subdivision: unknown
  readonly postalCode: unknown
}

/** The country, and the strongest of what told it. */
export type InferredCountry = { readonly country: string; readonly from: InferredFrom }

/** Countries' domains that are sold to everybody for the sake of their letters. */
const soldDomains: ReadonlySet<string> = new Set(
  'ac ad ag ai am as bz cc cd cf co cx dj eu fm ga gd gg gl gq gs gy hm ht im io je ki la lc li ly me ml ms mn nu nr pn pro ps pw sc sh so st su sx tc tf tk tl to tv vc vg vu ws'.split(
    ' ',
  ),
)

const countryOfDomain: Readonly<Record<string, string>> = { uk: 'GB' }

/**
 * The country that everything else on the lead agrees on: a full code or an unmistakable name of a state, the phone's calling code,
 * the ending of a company's domain, the form of the postal code. `null` where nothing tells or two disagree.
 */
export function inferCountry(evidence: CountryEvidence): InferredCountry | null {
  const found: InferredCountry[] = []
  add(found, 'subdivision', bySubdivision(evidence.subdivision))
  add(found, 'phone', evidence.phone?.isInternational === true ? evidence.phone.country : null)
  add(found, 'email_domain', evidence.host === null ? null : byDomain(evidence.host))
  add(found, 'postal_code', byPostalCode(evidence))
  const [first] = found
  if (first === undefined) return null
  return found.every(({ country }) => country === first.country) ? first : null
}

function add(found: InferredCountry[], from: InferredFrom, country: string | null): void {
  if (country !== null) found.push({ country, from })
}

/** A text, or a list of one, as fields take it. */
function soleText(given: unknown): string | null {
  if (Array.isArray(given)) return given.length === 1 ? soleText(given[0]) : null
  return typeof given === 'string' || typeof given === 'number' ? cleanText(String(given)) : null
}

function bySubdivision(given: unknown): string | null {
  const text = soleText(given)
  if (text === null) return null
  const country = countries.get(text) ?? countries.set(text, countryOfPart(text))
  return country === '' ? null : country
}

/** Parts of countries are few texts, and reading one without its country takes long. */
const countries = boundedCache<string>(4_096)

/** `''`: it tells none. */
function countryOfPart(text: string): string {
  const reading = readSubdivision(text, null)
  return reading.kind === 'found' ? reading.code.slice(0, 2) : ''
}

function byDomain(host: string): string | null {
  const ending = host.slice(host.lastIndexOf('.') + 1)
  if (ending.length !== 2 || soldDomains.has(ending)) return null
  const code = countryOfDomain[ending] ?? ending.toUpperCase()
  return Object.hasOwn(countryCodes, code) ? code : null
}

/** Five digits are a ZIP only where the state given with them is the one that the ZIP lies in. */
function byPostalCode({ postalCode, subdivision }: CountryEvidence): string | null {
  const code = soleText(postalCode)
  if (code === null) return null
  const country = readPostalCode(code, null)?.country ?? null
  const part = soleText(subdivision)
  if (country !== null || part === null) return country
  const state = stateOfZip(code)
  const given = readSubdivision(part, 'US')
  return state !== null && given.kind === 'found' && given.code === `US-${state}` ? 'US' : null
}
