import { capsFreeMs, personCapsFreeMs } from '../balance/caps-free.ts'
import { type EligibilityTerms, findRuleRemoval, licenceBeginsMs } from '../balance/find-removal.ts'
import type { Availability, OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { FailedPlace } from './failed-places.ts'
import type { Pursuit } from './pursuit.ts'
import type { World } from './world.ts'

/** How far a person's hours and a pool's are laid side by side; a lead that finds no common hour in it is tried again after it. */
const LOOK_MS = 30 * 86_400_000

/**
 * The first instant (epoch ms) at which somebody who was asked passes all that time alone lifts: absences, hours, caps that start
 * anew, memberships, licences that begin, the pool's own hours and caps; `null` when only an event can help. Nothing is taken to happen until then.
 */
export function retryAtMs(pursuit: Pursuit, failed: readonly FailedPlace[]): number | null {
  let firstMs = Infinity
  for (const place of failed) {
    firstMs = place.kind === 'pool' ? firstOfPool(pursuit, place.poolId, firstMs) : firstOf(pursuit, place, firstMs)
  }
  return firstMs === Infinity ? null : firstMs
}

/** The first of the pool's members to be free, if that is before `firstMs`. */
function firstOfPool({ world, terms, nowMs }: Pursuit, poolId: string, firstMs: number): number {
  const pool = world.pool(poolId, 'brief')
  if (pool === null || !pool.active) return firstMs
  const asked: EligibilityTerms = { ...terms, poolId, respectHours: pool.respectHours }
  const capsMs = capsFreeMs(pool.caps, asked)
  const opensMs = presentMs(pool.availability, true)
  if (capsMs === null || opensMs === null) return firstMs
  const poolMs = Math.max(nowMs, capsMs, opensMs)
  let foundMs = firstMs
  for (const member of pool.members) {
    const lowerMs = lowerBound(member, asked, nowMs)
    // Calendars are asked only for whoever could still be the first.
    if (lowerMs === null || lowerMs >= foundMs || poolMs >= foundMs) continue
    const atMs = firstTogether(world, { ownerId: member.ownerId, poolId }, Math.max(poolMs, lowerMs))
    if (atMs !== null && atMs < foundMs) foundMs = atMs
  }
  return foundMs
}

function firstOf(
  { world, terms, nowMs }: Pursuit,
  { ownerId }: FailedPlace & { readonly kind: 'person' },
  firstMs: number,
): number {
  const person = world.owner(ownerId)
  const lowerMs = person === null ? null : lowerBound(person, { ...terms, poolId: null, respectHours: false }, nowMs)
  if (lowerMs === null || lowerMs >= firstMs) return firstMs
  return Math.min(firstMs, world.presentFrom({ ownerId, poolId: null }, Math.max(nowMs, lowerMs)) ?? Infinity)
}

/** Before this instant the person surely cannot take the lead; `null`: never by time alone. */
function lowerBound(person: OwnerSnapshot, terms: EligibilityTerms, nowMs: number): number | null {
  const thereMs = presentMs(person.availability, terms.respectHours)
  const byRule = findRuleRemoval(person, terms)
  const allowedMs = byRule === null ? -Infinity : licenceBeginsMs(byRule, nowMs)
  if (thereMs === null || allowedMs === null) return null
  const capsMs = personCapsFreeMs(person, terms)
  return capsMs === null ? null : Math.max(thereMs, allowedMs, capsMs)
}

function presentMs(availability: Availability, respectHours: boolean): number | null {
  switch (availability.kind) {
    case 'available':
      return -Infinity
    case 'inactive':
      return null
    case 'not_a_member':
      return availability.fromMs
    case 'absent':
    case 'off_shift':
      // Where hours do not count, an absence ends before the hours begin that this tells.
      return respectHours ? availability.untilMs : -Infinity
  }
}

/** The first instant at which the pool is open and the person there, both from `fromMs` on. */
function firstTogether(
  world: World,
  of: { readonly ownerId: string; readonly poolId: string },
  fromMs: number,
): number | null {
  const { poolId } = of
  let atMs = fromMs
  while (atMs <= fromMs + LOOK_MS) {
    const personMs = world.presentFrom(of, atMs)
    const poolMs = personMs === null ? null : world.presentFrom({ poolId }, personMs)
    if (poolMs === null || poolMs === personMs) return poolMs
    atMs = poolMs
  }
  return fromMs + LOOK_MS
}
