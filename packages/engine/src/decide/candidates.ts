import { chooseOwner, pickOwner } from '../balance/choose-owner.ts'
import { type EligibilityTerms, findRemoval } from '../balance/find-removal.ts'
import { lookAhead } from '../balance/look-ahead.ts'
import type { OwnerSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { Choice, Removal } from '../trace/decision.ts'
import type { LeadTerms } from './lead-terms.ts'
import type { Pursuit } from './pursuit.ts'

/** Who gets the lead from this pool; `null` when nobody can, which `chooseFromPool` explains. */
export function pickFromPool({ world, terms, lead }: Pursuit, poolId: string): string | null {
  const pool = world.pool(poolId, 'brief')
  return pool === null ? null : pickOwner(pool, lead.id, termsIn(pool, terms))
}

/** Chooses from one pool under the lead's hard rules; when there is a trace, with the reason for everybody. */
export function chooseFromPool({ world, terms, lead, steps }: Pursuit, poolId: string): Choice {
  const pool = world.pool(poolId)
  const detail = steps === null ? 'brief' : 'full'
  return pool === null ? unknownPool(poolId) : chooseOwner({ ...terms, pool, leadId: lead.id, detail })
}

/** The same among those who will be free within so many seconds. */
export function chooseLookingAhead({ world, terms, lead, nowMs }: Pursuit, poolId: string, seconds: number): Choice {
  const pool = world.pool(poolId)
  return pool === null ? unknownPool(poolId) : lookAhead({ ...terms, pool, leadId: lead.id, nowMs }, seconds)
}

/** Why a person who is named, not chosen, may not take the lead; their hours are not asked, because no pool respects them. */
export function testOwner(
  { world, terms }: Pursuit,
  ownerId: string,
): Removal | { readonly kind: 'unknown_owner' } | null {
  const person = world.owner(ownerId)
  if (person === null) return { kind: 'unknown_owner' }
  return findRemoval(person, { ...terms, poolId: null, respectHours: false })
}

/** Whether somebody who has the lead could be given it by this pool. */
export function mayKeepFromPool({ world, terms }: Pursuit, poolId: string, ownerId: string): boolean {
  const pool: PoolSnapshot | null = world.pool(poolId)
  const member = pool?.members.find((one) => one.ownerId === ownerId)
  if (pool === null || member === undefined || !pool.active) return false
  return findRemoval(withRoom(member), termsIn(pool, terms)) === null
}

/** The same for somebody who is named. */
export function mayKeepByName({ world, terms }: Pursuit, ownerId: string): boolean {
  const person = world.owner(ownerId)
  if (person === null) return false
  return findRemoval(withRoom(person), { ...terms, poolId: null, respectHours: false }) === null
}

/** Keeping a lead is no lead more: it counts in capacity and caps already. */
function withRoom<Person extends OwnerSnapshot>(person: Person): Person {
  return { ...person, capacity: null, caps: [] }
}

function termsIn({ poolId, respectHours }: PoolSnapshot, { values, excluded, requires }: LeadTerms): EligibilityTerms {
  return { poolId, respectHours, values, excluded, requires }
}

function unknownPool(poolId: string): Choice {
  return {
    poolId,
    strategy: 'fair_share',
    ownerId: null,
    decidedBy: null,
    poolTime: null,
    candidates: [],
    closed: 'unknown_pool',
    freesAtMs: null,
    nobodyFor: null,
  }
}
