import { removalEndsMs } from '../balance/find-removal.ts'
import { isForGood } from '../balance/nobody.ts'
import type { Choice, Removal } from '../trace/decision.ts'
import { chooseFromPool } from './candidates.ts'
import type { Pursuit } from './pursuit.ts'

/** A place that had nobody for the lead. */
export type FailedPlace =
  /** `choice` is `null` in brief: why the pool had nobody is worked out when the outcome depends on it. */
  | { readonly kind: 'pool'; readonly poolId: string; readonly choice: Choice | null }
  | { readonly kind: 'person'; readonly removal: Removal | { readonly kind: 'unknown_owner' } }

/** Why nobody could be chosen. */
export type NobodyReason = {
  /** `constraints_leave_nobody` when hard rules removed somebody and nobody else is to be hoped for. */
  readonly reason: 'constraints_leave_nobody' | 'nobody_eligible'
  /** The first instant (epoch ms) at which time alone could free somebody who was asked; `null`: it cannot. */
  readonly retryAtMs: number | null
}

/** Sums up why these places had nobody. */
export function whyNobody(pursuit: Pursuit, failed: readonly FailedPlace[]): NobodyReason {
  let isByRule = false
  let isPassing = false
  let retryAtMs: number | null = null
  for (const place of failed) {
    const why = place.kind === 'pool' ? whyNotFromPool(pursuit, place) : whyNotPerson(place.removal)
    isByRule ||= why.isByRule
    isPassing ||= why.isPassing
    retryAtMs = earlier(retryAtMs, why.freesAtMs)
  }
  return { reason: isByRule && !isPassing ? 'constraints_leave_nobody' : 'nobody_eligible', retryAtMs }
}

type Why = { readonly isByRule: boolean; readonly isPassing: boolean; readonly freesAtMs: number | null }

function whyNotFromPool(pursuit: Pursuit, place: FailedPlace & { readonly kind: 'pool' }): Why {
  const { closed, nobodyFor, freesAtMs } = place.choice ?? chooseFromPool(pursuit, place.poolId)
  const isPassing = nobodyFor === 'now' || closed === 'off_shift' || closed === 'cap'
  return { isByRule: nobodyFor === 'hard_rules', isPassing, freesAtMs }
}

function whyNotPerson(removal: Removal | { readonly kind: 'unknown_owner' }): Why {
  if (removal.kind === 'unknown_owner') return { isByRule: false, isPassing: false, freesAtMs: null }
  return { isByRule: removal.kind === 'require', isPassing: !isForGood(removal), freesAtMs: removalEndsMs(removal) }
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}
