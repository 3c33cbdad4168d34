import type { Random } from '../chance/create-random.ts'
import type { Account } from '../match/account.ts'
import type { Cap, Owner, Pool, Roster } from '../roster/roster.ts'
import type { PlaceSketch, PolicySketch, RouteSketch, RuleSketch } from './business-sketch.ts'
import { type Askable, type ConditionSketch, sketchCondition } from './condition-sketch.ts'
import { tuesdayAtTenMs } from './decide-by-text.ts'
import { always, poolOf, rosterOf, seatFor, someone } from './small-roster.ts'

export const countries = ['DE', 'FR', 'JP'] as const
export const products = ['basic', 'pro'] as const
export const segments = ['large', 'small'] as const
const teams = ['north', 'south'] as const
const poolIds = ['p0', 'p1', 'p2', 'p3', 'p4', 'gone'] as const
const ownerIds = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'] as const

const atFirst: Askable = {
  texts: { country: countries, product: products, 'account.tier': ['strategic', 'standard'] },
  numbers: { employees: [10, 100, 1000] },
  truths: ['consent', 'restricted("any")'],
}
const withSegment: Askable = { ...atFirst, texts: { ...atFirst.texts, segment: segments } }

/** Accounts that leads may be matched to; one of them nobody may contact. */
export const accounts: readonly Account[] = [
  { id: 'a0', name: 'Ada Works', tier: 'strategic', owner: 'o0' },
  { id: 'a1', name: 'Babbage', tier: 'strategic', owner: 'nobody-here' },
  { id: 'a2', name: 'Curie', tier: 'strategic' },
  { id: 'a3', name: 'Darwin', tier: 'standard', owner: 'o3' },
  { id: 'a4', name: 'Euler', owner: 'o1' },
  { id: 'listed', name: 'Listed', tier: 'standard' },
]

/** A policy in which every kind of rule, place and fallback occurs sooner or later. */
export function randomPolicySketch(random: Random): PolicySketch {
  return {
    segment: [
      { when: sketchCondition(random, atFirst, 1), value: 'large' },
      { when: random.chance(0.5) ? sketchCondition(random, atFirst, 1) : null, value: 'small' },
    ],
    rules: Array.from({ length: random.below(5) }, (_, index) => randomRule(random, `rule-${index}`)),
    routes: Array.from({ length: 1 + random.below(5) }, (_, index) => randomRoute(random, `route-${index}`)),
    fallback: {
      unmatched: places(random),
      incomplete: {
        waitSeconds: random.pick([0, 600]),
        waitFor: random.pick([[], ['country'], ['employees', 'product']]),
        then: places(random),
      },
      nobody: { lookAheadSeconds: random.pick([0, 0, 14_400, 86_400]), then: places(random) },
    },
    clocks: random.chance(0.5),
  }
}

function maybeAlways(random: Random): ConditionSketch | null {
  return random.chance(0.1) ? null : sketchCondition(random, withSegment, 2)
}

function randomRule(random: Random, id: string): RuleSketch {
  const whenUnknown = random.pick(['applies', 'skip', 'incomplete'] as const)
  const when = maybeAlways(random)
  switch (random.below(6)) {
    case 0:
      return {
        id,
        when: sketchCondition(random, withSegment, 2),
        whenUnknown,
        effect: { kind: 'refuse', reason: `no_${id}` },
      }
    case 1:
    case 2:
      return { id, when, whenUnknown, effect: { kind: 'bind', otherwise: random.chance(0.3) ? [] : places(random) } }
    case 3:
      return { id, when, whenUnknown, effect: { kind: 'require', quality: { kind: 'in_country_of_lead' } } }
    case 4:
      return {
        id,
        when,
        whenUnknown,
        effect: { kind: 'require', quality: { kind: 'in_team', team: random.pick(teams) } },
      }
    default:
      return { id, when, whenUnknown, effect: { kind: 'require', quality: { kind: 'certified', name: 'gdpr' } } }
  }
}

function randomRoute(random: Random, id: string): RouteSketch {
  return {
    id,
    when: maybeAlways(random),
    to: places(random),
    stopsWhenUnknown: random.chance(0.15),
    also: random.chance(0.4) ? { sdr: places(random), engineer: places(random) } : {},
  }
}

function places(random: Random): readonly PlaceSketch[] {
  const first = Array.from({ length: 1 + random.below(3) }, (): PlaceSketch => {
    if (random.chance(0.12)) return { kind: 'owner', name: random.pick(ownerIds) }
    return random.chance(0.08) ? { kind: 'bound', name: 'account.owner' } : { kind: 'pool', name: random.pick(poolIds) }
  })
  if (random.chance(0.2)) return [...first, { kind: 'hold', name: random.pick(['queue-a', 'queue-b']) }]
  return random.chance(0.05) ? [...first, { kind: 'refuse', name: 'nowhere_to_go' }] : first
}

/** People in three zones, some gone, away or full, in pools of every strategy. */
export function randomRoster(random: Random): Roster {
  const owners = ownerIds.map((id) => randomOwner(random, id))
  const pools = poolIds.filter((id) => id !== 'gone').map((id) => randomPool(random, id))
  return rosterOf(owners, pools, {
    restrictions: [{ kind: 'account', value: 'listed', channel: 'any', fromMs: null, untilMs: null, reason: null }],
  })
}

const office = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '09:00', to: '17:00' }]]),
)

function randomOwner(random: Random, id: string): Owner {
  const zone = random.pick(['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'UTC'])
  const from = tuesdayAtTenMs + random.between(-30, 40) * 3_600_000
  const absence = { from: iso(from), until: random.chance(0.1) ? null : iso(from + random.between(1, 30) * 3_600_000) }
  const hours = zone === 'UTC' ? always.hours : office
  return someone(id, {
    active: random.chance(0.92),
    calendar: random.chance(0.3) ? { zone, hours, absences: [absence] } : { zone, hours },
    capacity: random.chance(0.3) ? random.between(1, 6) : null,
    openLeads: random.chance(0.2) ? random.between(1, 3) : 0,
    caps: random.chance(0.3) ? [randomCap(random)] : [],
    attributes: {
      id,
      zone,
      team: random.pick(teams),
      certifications: random.chance(0.6) ? ['gdpr'] : [],
      ...(random.chance(0.8) ? { country: random.pick(countries) } : {}),
    },
  })
}

function randomCap(random: Random): Cap {
  const kind = random.pick(['open', 'day', 'week', 'window'] as const)
  return {
    kind,
    windowSeconds: kind === 'window' ? random.pick([3600, 14_400]) : null,
    limit: random.between(1, 4),
    pool: random.chance(0.3) ? random.pick(poolIds) : null,
    segment: random.chance(0.3)
      ? random.pick([
          { field: 'segment', value: 'large' },
          { field: 'country', value: 'DE' },
        ])
      : null,
  }
}

function randomPool(random: Random, id: string): Pool {
  const members = random.some(ownerIds, random.below(5)).map((ownerId) =>
    seatFor(ownerId, random.between(1, 3), {
      received: random.chance(0.3) ? random.between(0, 3000) : 0,
      fromMs: random.chance(0.1) ? tuesdayAtTenMs + random.between(-5, 30) * 3_600_000 : null,
      untilMs: random.chance(0.1) ? tuesdayAtTenMs + random.between(-5, 30) * 3_600_000 : null,
    }),
  )
  return poolOf(id, members, {
    active: random.chance(0.93),
    strategy: random.pick(['fair_share', 'fair_share', 'least_loaded', 'longest_idle', 'most_spare']),
    onReturn: random.pick([{ kind: 'level' }, { kind: 'full' }, { kind: 'capped', leads: 1 }] as const),
    respectHours: random.chance(0.75),
    calendar: random.chance(0.2) ? { zone: 'Europe/Berlin', hours: office } : null,
    caps: random.chance(0.15) ? [{ ...randomCap(random), pool: null }] : [],
    countBound: random.chance(0.3),
  })
}

function iso(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}
