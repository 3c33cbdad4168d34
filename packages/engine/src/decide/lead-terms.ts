import type { EligibilityTerms, Exclusion, OwnerTest } from '../balance/find-removal.ts'
import type { CompiledConstraint, CompiledPolicy } from '../compile/compiled-policy.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { LeadSlots } from './lead-slots.ts'

/** What this lead asks of anybody, whatever the pool. */
export type LeadTerms = Required<Pick<EligibilityTerms, 'values' | 'excluded' | 'requires'>>

/** Works out what the lead asks of anybody; done once for all the pools that may be asked. */
export function leadTerms(
  policy: CompiledPolicy,
  of: { readonly slots: LeadSlots; readonly history: LeadHistory; readonly taken: readonly string[] },
  requires: readonly CompiledConstraint[],
): LeadTerms {
  const { slots } = of
  return {
    values: (field) => {
      const slot = policy.slotByPath.get(field)
      return slot === undefined ? undefined : slots[slot]
    },
    excluded: exclusionsOf(of.history, of.taken),
    requires: requires.length === 0 ? nothing : requires.map((required) => toTest(required, policy, slots)),
  }
}

function exclusionsOf({ excludedOwnerIds }: LeadHistory, taken: readonly string[]): readonly Exclusion[] {
  if (excludedOwnerIds.length === 0 && taken.length === 0) return nobody
  return [
    ...excludedOwnerIds.map((ownerId): Exclusion => ({ ownerId, because: 'previous_owner' })),
    ...taken.map((ownerId): Exclusion => ({ ownerId, because: 'other_role' })),
  ]
}

const nobody: readonly Exclusion[] = []
const nothing: readonly OwnerTest[] = []

function toTest(
  { constraint, require, licenceKinds }: CompiledConstraint,
  policy: CompiledPolicy,
  slots: LeadSlots,
): OwnerTest {
  return {
    constraintId: constraint.id,
    licenceKinds,
    test: (person) => require?.(slots, policy.ownerValues(person.attributes)),
  }
}
