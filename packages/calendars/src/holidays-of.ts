import { nearest } from '@rightful/engine'

/** A public holiday: a whole local date and its English name (or that of the country, where there is none). */
export type Holiday = { readonly date: string; readonly name: string }

export type HolidaysFound =
  | { readonly kind: 'holidays'; readonly holidays: readonly Holiday[] }
  | { readonly kind: 'unknown_region'; readonly what: string; readonly mend: string }

/** What people write for a country that has another code. */
const WRITTEN_FOR: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EN', 'GB'],
  ['ENGLAND', 'GB-ENG'],
  ['SCOTLAND', 'GB-SCT'],
  ['WALES', 'GB-WLS'],
  ['USA', 'US'],
  ['AMERICA', 'US'],
])

const YEAR_MIN = 1970
const YEAR_MAX = 2100
const LISTED_MAX = 20
const DAY_MS = 86_400_000

/**
 * The public holidays of a region for whole years, in order of date. A region is a country (`DE`) or a part of one
 * (`DE-BY`, `US-CA`, `US-LA-NO`), in any case. Bank holidays, observances and afternoons off are left out. The data
 * take a tenth of a second to load, so they are loaded when first needed. Years outside 1970 to 2100 have none.
 */
export async function holidaysOf(region: string, years: readonly number[]): Promise<HolidaysFound> {
  const { default: Holidays } = await import('date-holidays')
  const names = new Holidays()
  const [country, state, part] = region.trim().toUpperCase().split('-')
  const countries = names.getCountries('en')
  if (countries[country] === undefined) return unknownCountry(region, countries)
  if (state !== undefined) {
    const states = names.getStates(country, 'en') ?? {}
    if (states[state] === undefined) return unknownPart(region, country, states)
    const parts = part === undefined ? {} : (names.getRegions(country, state, 'en') ?? {})
    if (part !== undefined && parts[part] === undefined) return unknownPart(region, `${country}-${state}`, parts)
  }
  const calendar = new Holidays({ country, state, region: part }, { types: ['public'], languages: 'en' })
  const found = new Map<string, Holiday>()
  for (const year of new Set(years)) {
    if (!Number.isInteger(year) || year < YEAR_MIN || year > YEAR_MAX) continue
    // The type is asked again: a country whose rules name no type gives them all.
    for (const holiday of calendar.getHolidays(year, 'en')) {
      if (holiday.type !== 'public' || !holiday.date.slice(11).startsWith('00:00:00')) continue
      const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS))
      for (const date of datesFrom(holiday.date.slice(0, 10), days)) {
        if (!found.has(date)) found.set(date, { date, name: holiday.name })
      }
    }
  }
  return { kind: 'holidays', holidays: [...found.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)) }
}

/** The data's own date is local to the region; its instants depend on how long the days are. */
function datesFrom(date: string, days: number): readonly string[] {
  const first = Temporal.PlainDate.from(date)
  return Array.from({ length: days }, (_, index) => first.add({ days: index }).toString())
}

function unknownCountry(region: string, countries: Readonly<Record<string, string>>): HolidaysFound {
  const what = `no holidays are known for ${JSON.stringify(region)}`
  const wanted = region.trim()
  const code = WRITTEN_FOR.get(wanted.toUpperCase())
  if (code !== undefined) return { kind: 'unknown_region', what, mend: `did you mean ${code}?` }
  const byName = nearest(wanted, Object.values(countries))
  const entry = Object.entries(countries).find(([, name]) => name === byName)
  const mend =
    wanted.length > 2 && entry !== undefined
      ? `did you mean ${entry[0]} (${entry[1]})?`
      : 'write a country as its two letters, such as DE'
  return { kind: 'unknown_region', what, mend }
}

function unknownPart(region: string, of: string, parts: Readonly<Record<string, string>>): HolidaysFound {
  const known = Object.entries(parts)
  const what = `no holidays are known for ${JSON.stringify(region)}, though there are for ${of}`
  if (known.length === 0)
    return { kind: 'unknown_region', what, mend: `write ${of}: it has no parts with holidays of their own` }
  const wanted = region.trim().split('-').at(-1) ?? ''
  const near = nearest(wanted, known.flat())
  const entry = known.find((pair) => pair.includes(near ?? ''))
  const list = known.slice(0, LISTED_MAX).map(([code]) => `${of}-${code}`)
  const rest = known.length > LISTED_MAX ? ', …' : ''
  const guess = wanted.length > 2 && entry !== undefined ? `did you mean ${of}-${entry[0]} (${entry[1]})? ` : ''
  return { kind: 'unknown_region', what, mend: `${guess}known are ${list.join(', ')}${rest}` }
}
