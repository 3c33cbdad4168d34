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
  else if (!isForGood(removal)) nobody.isPassing = true
  const endsMs = removalEndsMs(removal)
  if (endsMs !== null && (nobody.freesAtMs === null || endsMs < nobody.freesAtMs)) nobody.freesAtMs = endsMs
}

/** Whether only a change of the roster or of the lead would lift this. */
export function isForGood(removal: Removal): boolean {
  switch (removal.kind) {
    case 'inactive':
    case 'excluded':
    case 'require':
    case 'bound_elsewhere':
      return true
    case 'not_a_member':
      return removal.fromMs === null
    case 'absent':
    case 'off_shift':
    case 'cap':
      return false
  }
}

export function toldOf({ freesAtMs, isByRule, isPassing }: Nobody): Pick<Choice, 'freesAtMs' | 'nobodyFor'> {
  const lasting: NobodyFor = isByRule ? 'hard_rules' : 'good'
  return { freesAtMs, nobodyFor: isPassing ? 'now' : lasting }
}
