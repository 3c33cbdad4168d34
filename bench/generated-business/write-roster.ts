import { createRandom, type Random } from '@rightful/engine/testing'
import { familyNames, firstNames } from './business-words.ts'
import { poolSize, type PoolSketch, poolSketches } from './pool-sketches.ts'

export type RosterSize = {
  readonly restrictedDomains: readonly string[]
  /** Capacities and caps are made for this many leads; most owners never reach theirs. */
  readonly leadsPerDay: number
}

type Person = { readonly id: string; readonly pool: PoolSketch; readonly text: string }

const zones: Readonly<Record<PoolSketch['region'], readonly string[]>> = {
  americas: ['America/New_York', 'America/Chicago', 'America/Los_Angeles'],
  emea: ['Europe/London', 'Europe/Berlin', 'Asia/Dubai'],
  apac: ['Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney'],
  world: ['UTC'],
}

/**
 * Writes a roster: pools of 50 by region, whose members work eleven hours a day in three zones, with weights, capacities and caps, some
 * of them absent for a while; and two pools that people of all regions share, so that somebody is at work at any hour.
 */
export function writeRoster(seed: number, size: RosterSize): string {
  const random = createRandom(seed)
  const teams = poolSketches.filter(({ region }) => region !== 'world')
  const people = teams.flatMap((pool) =>
    Array.from({ length: poolSize }, (_, index) =>
      inventPerson(random, { pool, index, scale: size.leadsPerDay / 20_000 }),
    ),
  )
  const owners = people.map(({ text }) => text).join('')
  const pools = poolSketches.map((pool) => {
    const members =
      pool.region === 'world' ? random.some(people, poolSize) : people.filter((person) => person.pool === pool)
    return writePool(random, pool, members)
  })
  const restrictions = size.restrictedDomains.map(
    (domain) => `  - { domain: ${domain}, reason: asked not to be contacted }\n`,
  )
  return `roster: generated
hours:
  early: { mon-fri: ["07:00-12:30", "13:00-18:00"], sat-sun: ["09:00-15:00"] }
  late:  { mon-sun: ["09:00-13:30", "14:00-20:00"] }
owners:
${owners}pools:
${pools.join('')}restrictions:
${restrictions.join('')}`
}

function inventPerson(
  random: Random,
  { pool, index, scale }: { readonly pool: PoolSketch; readonly index: number; readonly scale: number },
): Person {
  const id = `${pool.id}-${String(index + 1).padStart(2, '0')}`
  const lines = [
    `  - id: ${id}`,
    `    name: ${random.pick(firstNames)} ${random.pick(familyNames)}`,
    `    team: ${pool.id}`,
    `    zone: ${random.pick(zones[pool.region])}`,
    `    hours: ${random.pick(['early', 'late'])}`,
    `    capacity: ${Math.ceil(random.pick([400, 600, 900]) * scale)}`,
    `    caps: [{ per: day, max: ${Math.ceil(random.pick([90, 150, 250, 400]) * scale)} }]`,
    `    certifications: [${random.chance(0.7) ? 'gdpr' : ''}]`,
    ...(random.chance(0.05)
      ? [`    absences: [{ from: 2026-11-${random.between(23, 25)}, until: 2026-11-${random.between(26, 30)} }]`]
      : []),
  ]
  return { id, pool, text: `${lines.join('\n')}\n` }
}

function writePool(random: Random, { id }: PoolSketch, members: readonly Person[]): string {
  const entries = members.map((member) => `      - { owner: ${member.id}, weight: ${random.pick([1, 1, 1, 2, 3])} }\n`)
  return `  - id: ${id}\n    members:\n${entries.join('')}`
}
