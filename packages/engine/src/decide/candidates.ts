import { chooseOwner } from '../balance/choose-owner.ts'
import { type EligibilityTerms, type Exclusion, type OwnerTest, findRemoval } from '../balance/find-removal.ts'
import { lookAhead } from '../balance/look-ahead.ts'
import type { PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { CompiledConstraint } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import type { Choice, Removal } from '../trace/decision.ts'
import { ownerSlots } from './owner-slots.ts'
import type { Pursuit } from './pursuit.ts'

/** Chooses from one pool under the lead's hard rules. */
export function chooseFromPool(pursuit: Pursuit, poolId: string): Choice {
  const pool = pursuit.world.pool(poolId)
  if (pool === null) return unknownPool(poolId)
  return chooseOwner({
    ...termsOf(pursuit),
    pool,
    leadId: pursuit.lead.id,
    detail: pursuit.steps === null ? 'brief' : 'full',
  })
}

/** The same among those who will be free within so many seconds. */
export function chooseLookingAhead(pursuit: Pursuit, poolId: string, seconds: number): Choice {
  const pool = pursuit.world.pool(poolId)
  if (pool === null) return unknownPool(poolId)
  return lookAhead({ ...termsOf(pursuit), pool, leadId: pursuit.lead.id, nowMs: pursuit.nowMs }, seconds)
}

/** Why a person who is named, not chosen, may not take the lead; their hours are not asked, because no pool respects them. */
export function testOwner(pursuit: Pursuit, ownerId: string): Removal | { readonly kind: 'unknown_owner' } | null {
  const person = pursuit.world.owner(ownerId)
  if (person === null) return { kind: 'unknown_owner' }
  return findRemoval(person, { ...termsOf(pursuit), poolId: null, respectHours: false })
}

/** Whether this member of the pool could take the lead. */
export function isEligibleMember(pursuit: Pursuit, poolId: string, ownerId: string): boolean {
  const pool: PoolSnapshot | null = pursuit.world.pool(poolId)
  const member = pool?.members.find((one) => one.ownerId === ownerId)
  if (pool === null || member === undefined || !pool.active) return false
  return findRemoval(member, { ...termsOf(pursuit), poolId, respectHours: pool.respectHours }) === null
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
  }
}

function termsOf(pursuit: Pursuit): Required<Pick<EligibilityTerms, 'values' | 'excluded' | 'requires'>> {
  return { values: (field) => valueOf(pursuit, field), excluded: exclusionsOf(pursuit), requires: testsOf(pursuit) }
}

function valueOf({ policy, slots }: Pursuit, field: string): Value | undefined {
  const symbol = policy.policy.leadSymbols.find((one) => one.path === field)
  return symbol === undefined ? undefined : slots[symbol.slot]
}

function exclusionsOf({ history, taken }: Pursuit): readonly Exclusion[] {
  if (history.excludedOwnerIds.length === 0 && taken.length === 0) return nobody
  return [
    ...history.excludedOwnerIds.map((ownerId): Exclusion => ({ ownerId, because: 'previous_owner' })),
    ...taken.map((ownerId): Exclusion => ({ ownerId, because: 'other_role' })),
  ]
}

const nobody: readonly Exclusion[] = []
const nothing: readonly OwnerTest[] = []

function testsOf(pursuit: Pursuit): readonly OwnerTest[] {
  const { requires } = pursuit.plan.hardRules
  return requires.length === 0 ? nothing : requires.map((required) => toTest(required, pursuit))
}

function toTest({ constraint, require }: CompiledConstraint, { policy, slots }: Pursuit): OwnerTest {
  return {
    constraintId: constraint.id,
    test: (person) => require?.(slots, ownerSlots(policy, person.attributes)),
  }
}
