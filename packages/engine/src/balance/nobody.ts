import type { Choice, NobodyFor, Removal } from '../trace/decision.ts'
import { removalEndsMs } from './find-removal.ts'

/** What is known so far of why nobody can be chosen. */
export type Nobody = { freesAtMs: number | null; isByRule: boolean; isPassing: boolean }

export function createNobody(): Nobody {
  return { freesAtMs: null, isByRule: false, isPassing: false }
}

/** Takes up why one more member is out. */
export function countRemoval(nobody: Nobody, removal: Removal): void {
  if (removal.kind === 'require') nobody.isByRule = true
  else if (removal.kind !== 'inactive' && removal.kind !== 'not_a_member') nobody.isPassing = true
  const endsMs = removalEndsMs(removal)
  if (endsMs !== null && (nobody.freesAtMs === null || endsMs < nobody.freesAtMs)) nobody.freesAtMs = endsMs
}

export function toldOf({ freesAtMs, isByRule, isPassing }: Nobody): Pick<Choice, 'freesAtMs' | 'nobodyFor'> {
  const lasting: NobodyFor = isByRule ? 'hard_rules' : 'good'
  return { freesAtMs, nobodyFor: isPassing ? 'now' : lasting }
}
