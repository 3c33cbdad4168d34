import { createRandom, type Random } from '@rightful/engine/testing'
import { industries, products, titleWords } from './business-words.ts'
import { type Place, places } from './places.ts'
import { type PoolSketch, poolsOf } from './pool-sketches.ts'

/** A policy as files. */
export type PolicyText = { readonly text: string; readonly tables: Readonly<Record<string, string>> }

/** How large it is: routes of their own, and rows of the decision table at its end. */
export type PolicySize = { readonly routes: number; readonly tableRows: number }

const head = `policy: generated
fields:
  email:     { type: email }
  company:   { type: company }
  phone:     { type: phone }
  country:   { type: country }
  state:     { type: subdivision }
  zip:       { type: postal_code }
  city:      { type: string }
  employees: { type: integer, min: 0 }
  industry:
    type: enum
    values: [${industries.join(', ')}]
    aliases: { healthcare: health care, pharmaceuticals: pharma, education & training: education }
  title:     { type: string }
  product:   { type: enum, many: true, values: [${products.join(', ')}] }
  source:    { type: enum, values: [website, chat, partner, by hand, trade show, purchased list] }
  consent:   { type: boolean }
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { when: "employees >= 100", value: mid }
    - { value: small }
constraints:
  - id: do-not-contact
    when: restricted("any")
    refuse: do_not_contact
  - id: eu-certified
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
`

const tail = `fallback:
  unmatched:  [pool: inbound, pool: round-the-clock, hold: triage]
  incomplete: { then: [pool: inbound, pool: round-the-clock, hold: needs-data] }
  nobody:     { then: [pool: round-the-clock, hold: waiting] }
clocks:
  assignment:
    - { target: PT1M }
  first_touch:
    - { when: 'segment == "enterprise"', target: PT15M, hours: owner }
    - { target: PT2H, hours: owner }
`

/** Writes a policy of mixed rules, with hard rules, a derived value, clocks, and a table of territories as the last route. */
export function writePolicy(seed: number, size: PolicySize): PolicyText {
  const random = createRandom(seed)
  const routes = Array.from({ length: size.routes }, (_, index) => {
    const { condition, region } = inventRule(random)
    return `  - id: route-${index + 1}\n    when: ${condition}\n    to: [${targetsIn(random, region)}]\n`
  })
  const table = `  - id: territories\n    table: territories.csv\n`
  return {
    text: `${head}routes:\n${routes.join('')}${table}${tail}`,
    tables: { 'territories.csv': writeTable(random, size.tableRows) },
  }
}

function targetsIn(random: Random, region: Place['region']): string {
  return `pool: ${random.pick(poolsOf(region)).id}, pool: round-the-clock`
}

/** A rule of three to five tests, on places and on what the lead wants or is. */
function inventRule(random: Random): { readonly condition: string; readonly region: Place['region'] } {
  const home = random.pick(places)
  const near = places.filter(({ region }) => region === home.region)
  const tests = [
    placeTest(random, near),
    ...random.some(subjectTests, random.between(2, 4)).map((write) => write(random)),
  ]
  return { condition: tests.join(' && '), region: home.region }
}

function placeTest(random: Random, near: readonly Place[]): string {
  const home = near.find(({ states }) => states.length > 0)
  if (home !== undefined && random.chance(0.5)) {
    const codes = random.some(home.states, random.between(1, 3)).map(({ code }) => `"${home.code}-${code}"`)
    return `state in [${codes.join(', ')}]`
  }
  const codes = random.some(near, random.between(1, 3)).map(({ code }) => `"${code}"`)
  return codes.length === 1 ? `country == ${codes[0]}` : `country in [${codes.join(', ')}]`
}

const subjectTests: readonly ((random: Random) => string)[] = [
  (random) => `employees >= ${random.pick([50, 200, 500, 2000, 10_000])}`,
  (random) => {
    const low = random.pick([1, 20, 100, 400])
    return `employees >= ${low} && employees < ${low * random.pick([2, 5])}`
  },
  (random) => `segment == "${random.pick(['enterprise', 'mid', 'small'])}"`,
  (random) =>
    `industry in [${random
      .some(industries, random.between(1, 3))
      .map((name) => `"${name}"`)
      .join(', ')}]`,
  (random) => `"${random.pick(products)}" in product`,
  (random) =>
    `source ${random.pick(['==', '!='])} "${random.pick(['partner', 'trade show', 'purchased list', 'chat'])}"`,
  (random) => `title.startsWith("${random.pick(titleWords.rank)}")`,
  (random) => `title.matches("${random.pick(titleWords.field)}$")`,
  (random) => `zip.startsWith("${random.between(10, 98)}")`,
  () => `account.tier == "strategic"`,
  () => `mail.kind == "company"`,
  (random) => random.pick(['consent', '!consent']),
  (random) => `(industry == "${random.pick(industries)}" || employees > ${random.pick([1000, 5000])})`,
]

/** Territories from fine to coarse; the last rows cover every country, spread over the teams of its region. */
function writeTable(random: Random, rowCount: number): string {
  const last = places.flatMap((place) => coarseRows(random, place))
  const rows = Array.from({ length: Math.max(0, rowCount - last.length) }, () => fineRow(random, random.pick(places)))
  return `country,state,segment,industry,pool\n${[...rows, ...last].join('')}`
}

function fineRow(random: Random, { code, region, states }: Place): string {
  const state = states.length > 0 && random.chance(0.6) ? random.pick(states).code : null
  const segment = random.chance(0.6) ? random.pick(['enterprise', 'mid', 'small']) : ''
  const industry = segment === '' || random.chance(0.5) ? `"${random.some(industries, 2).join(', ')}"` : ''
  return row([code, state === null ? '' : `${code}-${state}`, segment, industry], random.pick(poolsOf(region)))
}

/** A large country by what is known of the lead's size, so that no one team gets most leads of all. */
function coarseRows(random: Random, { code, region, perThousand }: Place): readonly string[] {
  const pools = random.some(poolsOf(region), poolsOf(region).length)
  const segments = perThousand > 100 ? ['enterprise', 'mid', 'small'] : []
  return ['', ...segments]
    .map((segment, index) => row([code, '', segment, ''], pools[index % pools.length]))
    .toReversed()
}

function row(cells: readonly string[], pool: PoolSketch): string {
  return `${[...cells, pool.id].join(',')}\n`
}
