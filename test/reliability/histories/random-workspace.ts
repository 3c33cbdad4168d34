import { policyText, type Random, randomPolicySketch } from '@rightful/engine/testing'
import type { WorkspaceStart } from '../../../packages/server/src/control/workspaces/create-workspace.ts'

/** The instant at which every history begins by its database's clock: a Tuesday morning that has nothing to do with this machine's time. */
export const beginMs = Date.UTC(2026, 5, 2, 7)

export const ownerIds = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5'] as const
export const poolIds = ['p0', 'p1', 'p2', 'p3', 'p4'] as const
const zones = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'UTC'] as const
const hourMs = 3_600_000

/** Domains of accounts, and of nobody. */
export const domains = ['ada.example', 'babbage.example', 'curie.example', 'darwin.example', 'nowhere.example'] as const

/** A small company with whatever its policy and roster may have: rules, caps, hours, absences, pools of every strategy. */
export function randomWorkspace(random: Random): WorkspaceStart {
  return {
    name: 'history',
    policy: { document: randomPolicyDocument(random), tables: {} },
    roster: {
      roster: 'history',
      hours: { office: { 'mon-fri': ['09:00-17:00'] }, night: { 'mon-sun': ['20:00-06:00'] } },
      owners: ownerIds.map((id) => ({ id, ...randomOwner(random) })),
      pools: poolIds.map((id) => ({ id, ...randomPool(random), members: randomMembers(random) })),
      restrictions: random.chance(0.2) ? [{ domain: 'darwin.example', channel: 'any' }] : [],
    },
    accounts: [
      { id: 'a0', name: 'Ada Works', tier: 'strategic', owner: 'o0', domains: [domains[0]] },
      { id: 'a1', name: 'Babbage', tier: 'strategic', owner: 'nobody-here', domains: [domains[1]] },
      { id: 'a2', name: 'Curie', tier: 'standard', domains: [domains[2]] },
      { id: 'a3', name: 'Darwin', tier: 'standard', owner: 'o3', domains: [domains[3]] },
    ],
    createdBy: 'history',
  }
}

/** A policy as text; it moves leads for every reason there is, more often than not. */
export function randomPolicyDocument(random: Random): string {
  const sketched: Readonly<Record<string, unknown>> = JSON.parse(
    policyText(randomPolicySketch(random)).replaceAll('"gone"', '"p3"').replaceAll('"o6"', '"o5"'),
  )
  const fields = Object(sketched['fields'])
  const routes: readonly unknown[] = Array.isArray(sketched['routes']) ? sketched['routes'] : []
  const rest = { id: 'rest', to: [{ pool: 'p0' }, { pool: 'p1' }, { hold: 'rest' }] }
  const reassign = [
    {
      on: { changed: ['country', 'product'] },
      ...(random.chance(0.5) ? { until: 'touched' } : {}),
      ...(random.chance(0.5) ? { keep_owner_if_eligible: true } : {}),
      ...(random.chance(0.3) ? { at_most: 2 } : {}),
      ...(random.chance(0.2) ? { cool_down: 'PT10M' } : {}),
    },
    { on: 'owner_unavailable', ...(random.chance(0.5) ? { until: 'touched' } : {}) },
    ...('clocks' in sketched ? [{ on: { breached: 'first_touch' }, exclude_previous_owners: 5, at_most: 3 }] : []),
  ]
  return JSON.stringify({
    ...sketched,
    fields: { ...fields, email: { type: 'email' }, company: { type: 'company' } },
    routes: random.chance(0.8) ? [...routes.slice(0, 2), rest] : routes,
    reassign: reassign.filter(() => random.chance(0.75)),
  })
}

/** Everything of an owner but their id. */
export function randomOwner(random: Random): Readonly<Record<string, unknown>> {
  return {
    active: random.chance(0.92),
    team: random.pick(['north', 'south']),
    zone: random.pick(zones),
    ...(random.chance(0.75) ? {} : { hours: random.pick(['office', 'night']) }),
    ...(random.chance(0.8) ? { country: random.pick(['DE', 'FR', 'JP']) } : {}),
    ...(random.chance(0.35) ? { capacity: random.between(1, 5) } : {}),
    ...(random.chance(0.3) ? { caps: [randomCap(random)] } : {}),
    ...(random.chance(0.15) ? { open_leads: random.between(1, 2) } : {}),
    certifications: random.chance(0.7) ? ['gdpr'] : [],
    ...(random.chance(0.25) ? { absences: [randomAbsence(random)] } : {}),
  }
}

/** A time away that begins, lasts or is over while a history runs. */
export function randomAbsence(random: Random): Readonly<Record<string, unknown>> {
  const fromMs = beginMs + random.between(-20, 30) * hourMs
  const until = random.chance(0.1) ? {} : { until: new Date(fromMs + random.between(1, 24) * hourMs).toISOString() }
  return { from: new Date(fromMs).toISOString(), ...until }
}

function randomCap(random: Random): Readonly<Record<string, unknown>> {
  return {
    per: random.pick(['open', 'day', 'week', 'PT1H', 'PT4H']),
    max: random.between(1, 4),
    ...(random.chance(0.25) ? { pool: random.pick(poolIds) } : {}),
    ...(random.chance(0.2) ? { segment: { country: 'DE' } } : {}),
  }
}

/** Everything of a pool but its id and members. */
export function randomPool(random: Random): Readonly<Record<string, unknown>> {
  return {
    active: random.chance(0.95),
    strategy: random.pick(['fair_share', 'fair_share', 'least_loaded', 'longest_idle', 'most_spare']),
    on_return: random.pick(['level', 'full', { capped: 1 }]),
    respect_hours: random.chance(0.7),
    ...(random.chance(0.15) ? { caps: [{ per: random.pick(['open', 'day']), max: random.between(2, 6) }] } : {}),
  }
}

function randomMembers(random: Random): readonly Readonly<Record<string, unknown>>[] {
  return random
    .some(ownerIds, random.between(1, 4))
    .map((owner) => ({ owner, ...(random.chance(0.5) ? { weight: random.between(1, 3) } : {}) }))
}
