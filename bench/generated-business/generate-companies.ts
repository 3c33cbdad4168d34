import type { Account } from '@rightful/engine'
import { createRandom, type Random } from '@rightful/engine/testing'
import { industries, syllables, trades } from './business-words.ts'
import { type Place, places } from './places.ts'

/** A company that leads come from; `account` where the account book knows it. */
export type Company = {
  readonly name: string
  readonly legalForm: string
  readonly domain: string
  readonly place: Place
  readonly city: string
  readonly employees: number
  readonly industry: string
}

/** An account book, and whom leads come from. */
export type AccountBook = {
  readonly accounts: readonly Account[]
  /** In the order of the accounts. */
  readonly companies: readonly Company[]
  /** Companies that no account is kept of. */
  readonly strangers: readonly Company[]
}

/** Invents a company. Names are syllables and a trade, so that many are alike and a few are the same. */
export function inventCompany(random: Random): Company {
  const stem = inventWord(random, random.between(2, 3))
  const trade = random.pick(trades)
  const place = pickPlace(random)
  const joint = random.pick(['', '-'])
  return {
    name: `${capital(stem)} ${trade}`,
    legalForm: random.pick(place.legalForms),
    domain: `${stem}${joint}${trade.toLowerCase()}.${random.chance(0.3) ? 'com' : place.topLevel}`,
    place,
    city: pickCity(random, place),
    employees: Math.floor(10 ** (0.5 + 4.3 * random.next() * (0.5 + 0.5 * random.next()))),
    industry: random.pick(industries),
  }
}

function inventWord(random: Random, syllableCount: number): string {
  return Array.from({ length: syllableCount }, () => random.pick(syllables)).join('')
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Towns of each country, by its code: most companies are in none of the large cities. */
const towns: ReadonlyMap<string, readonly string[]> = inventTowns(createRandom(5))

function inventTowns(random: Random): ReadonlyMap<string, readonly string[]> {
  return new Map(
    places.map(({ code, perThousand }) => [
      code,
      Array.from(
        { length: perThousand * 4 },
        () => `${capital(inventWord(random, 2))}${random.pick(['', 'ton', ' Park', ' Falls'])}`,
      ),
    ]),
  )
}

function pickCity(random: Random, { code, cities }: Place): string {
  return random.pick(random.chance(0.35) ? cities : (towns.get(code) ?? cities))
}

/** Draws by how many leads come from where. */
export function pickPlace(random: Random): Place {
  let left = random.below(1000)
  return places.find(({ perThousand }) => (left -= perThousand) < 0) ?? places[0]
}

/** So many accounts: most with a domain, some with several, with a parent, or strategic. */
export function generateAccountBook(seed: number, count: number): AccountBook {
  const random = createRandom(seed)
  const companies = Array.from({ length: count }, () => inventCompany(random))
  const accounts = companies.map((company, index) => toAccount(random, company, index))
  return { accounts, companies, strangers: Array.from({ length: Math.ceil(count / 2) }, () => inventCompany(random)) }
}

function toAccount(random: Random, company: Company, index: number): Account {
  const { name, legalForm, domain, place, city } = company
  const others = random.chance(0.15) ? [`${domain.split('.')[0]}-group.com`] : []
  const state = place.states.length > 0 ? random.pick(place.states) : null
  return {
    id: `acc-${index + 1}`,
    name: `${name} ${legalForm}`,
    ...(random.chance(0.8) ? { domains: [domain, ...others] } : {}),
    country: place.code,
    ...(state !== null && random.chance(0.7) ? { subdivision: `US-${state.code}` } : {}),
    ...(random.chance(0.6) ? { city } : {}),
    tier: random.chance(0.02) ? 'strategic' : 'standard',
    ...(random.chance(0.1) && index > 0 ? { parent: `acc-${random.between(1, index)}` } : {}),
  }
}
