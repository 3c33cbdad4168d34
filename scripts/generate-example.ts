/**
 * Writes the accounts and leads of the bundled example. Everything is invented: names are put together from word
 * lists, domains end in `.example`. The seed is fixed, so the files only change when this script does.
 *
 * Usage: node scripts/generate-example.ts
 */
import { writeFileSync } from 'node:fs'
import { createCsvRowWriter } from '../packages/cli/src/writers/csv-row.ts'
import { createRandom, type Random } from '@rightful/engine/testing'

const LEADS = 400
const dice = createRandom(20_261_124)
const folder = new URL('../examples/halden/', import.meta.url)

const first = [
  'Merrow',
  'Calder',
  'Ostrand',
  'Velluto',
  'Kestrel',
  'Brightwater',
  'Tarn',
  'Lindqvist',
  'Arbor',
  'Solenne',
  'Ravel',
  'Quillon',
  'Fenwick',
  'Marlow',
  'Orsini',
  'Hakone',
  'Bluegum',
  'Cormorant',
  'Dunmore',
  'Elbtal',
]
const second = [
  'Life Sciences',
  'Foods',
  'Chemicals',
  'Diagnostics',
  'Energy',
  'Materials',
  'Pharma',
  'Laboratories',
  'Analytics',
  'Water',
]
const places: readonly Place[] = [
  {
    country: 'DE',
    form: 'GmbH',
    owners: ['lena-vogt', 'jonas-brandt'],
    typed: ['Germany', 'Deutschland', 'DE', 'germany', 'Germnay'],
    prefix: '+49 30 555',
  },
  { country: 'AT', form: 'GmbH', owners: ['mira-huber'], typed: ['Austria', 'Österreich', 'AT'], prefix: '+43 1 555' },
  {
    country: 'CH',
    form: 'AG',
    owners: ['lena-vogt'],
    typed: ['Switzerland', 'Schweiz', 'CH', 'Suisse'],
    prefix: '+41 44 555',
  },
  {
    country: 'GB',
    form: 'Ltd',
    owners: ['amelia-hart', 'owen-price'],
    typed: ['United Kingdom', 'UK', 'England', 'GB'],
    prefix: '+44 20 7946',
  },
  { country: 'FR', form: 'SAS', owners: ['claire-moreau'], typed: ['France', 'FR', 'FRANCE'], prefix: '+33 1 55 55' },
  { country: 'SE', form: 'AB', owners: ['sanna-lind'], typed: ['Sweden', 'Sverige', 'SE'], prefix: '+46 8 555' },
  {
    country: 'US',
    form: 'Inc.',
    owners: ['grace-coleman', 'kai-nakamura', 'tyler-boone'],
    typed: ['United States', 'USA', 'US', 'U.S.A.', 'United States of America', 'UNITES STATES'],
    prefix: '+1 212 555',
  },
  { country: 'CA', form: 'Inc.', owners: ['nora-quinn'], typed: ['Canada', 'CA'], prefix: '+1 416 555' },
  { country: 'BR', form: 'Ltda', owners: ['diego-santos'], typed: ['Brazil', 'Brasil', 'BR'], prefix: '+55 11 5555' },
  { country: 'JP', form: 'KK', owners: ['hana-sato'], typed: ['Japan', 'JP', 'Japab'], prefix: '+81 3 5555' },
  { country: 'AU', form: 'Pty Ltd', owners: ['jack-murray'], typed: ['Australia', 'AU'], prefix: '+61 2 5550' },
  { country: 'KZ', form: 'LLP', owners: [], typed: ['Kazakhstan', 'KZ'], prefix: '+7 727 555' },
]
const people = ['Alex', 'Noor', 'Ida', 'Tomas', 'Mei', 'Samir', 'Carla', 'Jules', 'Aiko', 'Petra', 'Ben', 'Lucia']
const families = ['Weber', 'Okoye', 'Larsen', 'Rossi', 'Tanaka', 'Singh', 'Dubois', 'Novak', 'Garcia', 'Smith']
const states = ['CA', 'Texas', 'NY', 'Calif.', 'Ohio', 'US-WA', 'Massachusetts', 'FL']
const zips = ['94105', '75201', '10001', '90012', '44114', '98101', '02139', '33101']
const industries = [
  'pharma',
  'Pharmaceuticals',
  'food',
  'Food & Beverage',
  'chemistry',
  'university',
  'Education',
  'hospital',
  'energy',
  'other',
  'Select',
]
const products = [
  'Aurora Spectrometer',
  'aurora',
  'Brio Balance',
  'brio balance',
  'CirrusChromatograph',
  'Cirrus Chromatograph',
  'Service Contract',
  'N/A',
]
const sources = [
  'website',
  'Website',
  'web',
  'partner',
  'trade show',
  'Trade Show',
  'tradeshow',
  'referral',
  'advertisement',
  'Advertisment',
  'purchased list',
]
const gaps = ['', '', '', '.', 'N/A', 'unknown']

type Place = {
  readonly country: string
  readonly form: string
  readonly owners: readonly string[]
  readonly typed: readonly string[]
  readonly prefix: string
}
type Company = {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly place: Place
  readonly tier: string
  readonly owner: string
  readonly parent: string
}

const accounts = makeAccounts()
write(
  'accounts.csv',
  accounts.map(({ id, name, domain, place, tier, owner, parent }) => ({
    id,
    name,
    domains: domain,
    country: place.country,
    tier,
    owner,
    parent,
  })),
)
write(
  'leads.csv',
  Array.from({ length: LEADS }, (_, index) => makeLead(index)),
)

function makeAccounts(): readonly Company[] {
  const made: Company[] = []
  for (const word of first) {
    for (const kind of dice.some(second, 3)) {
      const place = dice.pick(places)
      const index = made.length
      const sibling = made.findLast((company) => company.name.startsWith(word))
      made.push({
        id: `acc-${String(index + 1).padStart(3, '0')}`,
        name: `${word} ${kind} ${place.form}`,
        domain: `${word}-${kind}.example`.toLowerCase().replaceAll(' ', '-'),
        place,
        tier: index % 12 === 0 ? 'strategic' : dice.pick(['standard', 'standard', 'key']),
        owner: dice.chance(0.6) && place.owners.length > 0 ? dice.pick(place.owners) : '',
        parent: sibling !== undefined && dice.chance(0.5) ? sibling.id : '',
      })
    }
  }
  return made
}

function makeLead(index: number): Record<string, string> {
  const company = dice.chance(0.35) ? dice.pick(accounts) : newCompany(dice)
  const person = `${dice.pick(people)}.${dice.pick(families)}`.toLowerCase()
  const domain = dice.chance(0.2) ? dice.pick(['gmail.com', 'outlook.com', 'gmx.de']) : company.domain
  const isAmerican = company.place.country === 'US'
  return {
    id: `lead-${String(index + 1).padStart(4, '0')}`,
    email: index === 17 ? 'counsel@quarry-litigation.example' : `${person}@${domain}`,
    company: dice.chance(0.2)
      ? company.name.toUpperCase()
      : company.name.replace(/ (GmbH|AG|Ltd|Inc\.)$/, dice.chance(0.5) ? '' : ' $1'),
    phone: orGap(0.45, () => `${company.place.prefix} ${dice.between(1000, 9999)}`),
    country: orGap(0.25, () => dice.pick(company.place.typed)),
    state: isAmerican ? orGap(0.4, () => dice.pick(states)) : '',
    zip: isAmerican ? orGap(0.4, () => dice.pick(zips)) : '',
    employees: orGap(0.3, () => dice.pick(['12', '35', '80', '140', '400', '1,200', '5000', '51-200', '25000'])),
    industry: orGap(0.29, () => dice.pick(industries)),
    product: orGap(0.38, () => dice.pick(products)),
    source: orGap(0.05, () => dice.pick(sources)),
    consent: orGap(0.3, () => dice.pick(['yes', 'yes', 'yes', 'no', 'TRUE'])),
  }
}

function newCompany(from: Random): Company {
  const place = from.pick(places)
  const name = `${from.pick(families)} ${from.pick(second)} ${place.form}`
  const domain = `${name.split(' ').slice(0, -1).join('-')}.example`.toLowerCase()
  return { id: '', name, domain, place, tier: '', owner: '', parent: '' }
}

function orGap(share: number, value: () => string): string {
  return dice.chance(share) ? dice.pick(gaps) : value()
}

function write(name: string, rows: readonly Record<string, string>[]): void {
  const line = createCsvRowWriter({ delimiter: ',', guardFormulas: false })
  const heading = Object.keys(rows[0] ?? {})
  const lines = [heading, ...rows.map((row) => heading.map((column) => row[column]))].map(line)
  writeFileSync(new URL(name, folder), lines.join(''))
}
