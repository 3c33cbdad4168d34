import type { HoldReason, Value } from '@rightful/engine'
import type { LeadView } from './command.ts'

/** One owner's time with a lead in one role. Instants are epoch milliseconds. */
export type StoredAssignment = {
  readonly role: string
  readonly ownerId: string
  readonly poolId: string | null
  readonly decisionId: string
  readonly fromVersion: number
  readonly fromMs: number
  readonly toMs: number | null
  /** Why it ended: `rejected`, `handed_over`, or the cause of the decision that gave it to somebody else. */
  readonly endReason: string | null
  /** What the lead was counted by, where caps count a segment; left out where they did not when it was given. */
  readonly values?: Readonly<Record<string, Value>>
}

/** A clock that has not ended. */
export type OpenClock = {
  readonly name: string
  readonly fromVersion: number
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly hours: 'wall' | 'owner' | 'pool'
  readonly targetSeconds: number
  readonly startedMs: number
  readonly warnMs: number | null
  readonly dueMs: number | null
  readonly warnedMs: number | null
  readonly breachedMs: number | null
}

/** Why a lead waits. */
export type StoredHold = {
  readonly queue: string
  readonly reason: HoldReason
  readonly sinceMs: number
  readonly heldMs: number
  readonly retryMs: number | null
  readonly attempts: number
}

/** All that is stored of a lead and that a command may need. */
export type StoredLead = LeadView & {
  readonly lane: 'web' | 'bulk'
  readonly importId: string | null
  /** From what the key of everything given for it is derived; `null`: it was erased. */
  readonly seed: string | null
  /** The attributes as given; `null` when they were erased. */
  readonly given: Readonly<Record<string, unknown>> | null
  /** The policy's fields that name no person, as normalised last. */
  readonly attributes: Readonly<Record<string, unknown>>
  readonly moves: Readonly<Record<string, number>>
  /** Oldest first; those still open have no `toMs`. */
  readonly assignments: readonly StoredAssignment[]
  readonly clocks: readonly OpenClock[]
  readonly hold: StoredHold | null
}

/** Whether the lead has come to its end. */
export function isClosed({ state }: Pick<StoredLead, 'state'>): boolean {
  return state === 'converted' || state === 'disqualified' || state === 'withdrawn'
}
