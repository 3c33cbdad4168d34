import { isForGood } from '../balance/nobody.ts'
import type { Choice, Removal } from '../trace/decision.ts'
import { chooseFromPool } from './candidates.ts'
import type { Pursuit } from './pursuit.ts'

/** A place that had nobody for the lead. */
export type FailedPlace =
  /** `choice` is `null` in brief: why the pool had nobody is worked out when the outcome depends on it. */
  | { readonly kind: 'pool'; readonly poolId: string; readonly choice: Choice | null }
  | {
      readonly kind: 'person'
      readonly ownerId: string
      readonly removal: Removal | { readonly kind: 'unknown_owner' }
    }

/** Why nobody could be chosen: `constraints_leave_nobody` when hard rules removed somebody and nobody else is to be hoped for. */
export type NobodyReason = 'constraints_leave_nobody' | 'nobody_eligible'

/** Sums up why these places had nobody. */
export function whyNobody(pursuit: Pursuit, failed: readonly FailedPlace[]): NobodyReason {
  let isByRule = false
  let isPassing = false
  for (const place of failed) {
    const why = place.kind === 'pool' ? whyNotFromPool(pursuit, place) : whyNotPerson(place.removal)
    isByRule ||= why.isByRule
    isPassing ||= why.isPassing
  }
  return isByRule && !isPassing ? 'constraints_leave_nobody' : 'nobody_eligible'
}

type Why = { readonly isByRule: boolean; readonly isPassing: boolean }

function whyNotFromPool(pursuit: Pursuit, place: FailedPlace & { readonly kind: 'pool' }): Why {
  const { closed, nobodyFor } = place.choice ?? chooseFromPool(pursuit, place.poolId)
  const isPassing = nobodyFor === 'now' || closed === 'off_shift' || closed === 'cap'
  return { isByRule: nobodyFor === 'hard_rules', isPassing }
}

function whyNotPerson(removal: Removal | { readonly kind: 'unknown_owner' }): Why {
  if (removal.kind === 'unknown_owner') return { isByRule: false, isPassing: false }
  return { isByRule: removal.kind === 'require', isPassing: !isForGood(removal) }
}
