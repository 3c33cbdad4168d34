import type { LedgerRow, PoolSnapshot, OwnerSnapshot, Strategy } from '../balance/pool-snapshot.ts'
import type { Truth, Value } from '../language/expression.ts'
import type { AccountMatch } from '../match/account.ts'
import type { FieldNote, Identity } from '../normalise/lead.ts'

/** What became of a lead in one role. `Nobody` is an outcome (`held`), not an error. */
export type Outcome =
  | {
      readonly kind: 'assigned'
      readonly ownerId: string
      /** `null` when the owner was named or bound, not chosen from a pool. */
      readonly poolId: string | null
      readonly by: 'pool' | 'bound' | 'named' | 'look_ahead' | 'kept'
    }
  | {
      readonly kind: 'held'
      readonly queue: string
      readonly reason: HoldReason
      /** Epoch ms of the next try that time alone calls for; events may bring it sooner. `null`: only an event can. */
      readonly retryAtMs: number | null
    }
  | { readonly kind: 'refused'; readonly reason: string }

export type HoldReason =
  | 'unmatched'
  | 'incomplete'
  | 'nobody_eligible'
  | 'waiting_for_attributes'
  | 'constraints_leave_nobody'
  | 'error'

/** Why one person could not take the lead: the first test that failed, in the order they are asked. */
export type Removal =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'not_a_member'; readonly fromMs: number | null }
  /** `other_role`: the person already has another role on this lead from the same decision. */
  | { readonly kind: 'excluded'; readonly because: 'previous_owner' | 'other_role' }
  | { readonly kind: 'require'; readonly constraintId: string; readonly result: false | 'unknown' }
  /** A binding names somebody else. */
  | { readonly kind: 'bound_elsewhere'; readonly constraintId: string; readonly ownerId: string }
  | { readonly kind: 'absent'; readonly untilMs: number | null; readonly note: string | null }
  | { readonly kind: 'off_shift'; readonly untilMs: number | null }
  | {
      readonly kind: 'cap'
      readonly cap: 'open' | 'day' | 'week' | 'window'
      readonly used: number
      readonly limit: number
      readonly pool: string | null
      readonly segment: { readonly field: string; readonly value: Value } | null
      readonly freesAtMs: number | null
    }

/** One person of a pool and how they fared. */
export type CandidateResult = {
  readonly ownerId: string
  readonly removal: Removal | null
  /** Position among the eligible, from 0 (the pick); `null` when removed. */
  readonly rank: number | null
  /**
   * What the strategy compared, smaller is sooner. For `fair_share`: the virtual instant at which the
   * member's next lead is due, as an exact fraction of LEAD_UNITS per weight. `null`: removed, or before every
   * figure (never assigned under `longest_idle`, without a limit under `most_spare`).
   */
  readonly score: { readonly numerator: number; readonly denominator: number } | null
  /** fair_share: whether the member was not ahead of the pool. */
  readonly isDue: boolean | null
  /** Only when looking ahead: the instant (epoch ms) from which this person can take the lead. */
  readonly freeAtMs?: number
}

/**
 * Why a pool that is open gave nobody: `hard_rules` when they removed somebody and everyone else is gone for good;
 * `good` when everyone is gone for good; `now` when time or an event can free somebody.
 */
export type NobodyFor = 'hard_rules' | 'good' | 'now'

/** What choosing from one pool gave. */
export type Choice = {
  readonly poolId: string
  readonly strategy: Strategy
  /** `null`: nobody was eligible. */
  readonly ownerId: string | null
  readonly decidedBy: 'score' | 'longest_unassigned' | 'hash' | 'only_candidate' | null
  /** fair_share: the pool's virtual time, total received over total weight of the available. */
  readonly poolTime: { readonly numerator: number; readonly denominator: number } | null
  /** Those who could take the lead in the order they would, then the removed by id. None in brief. */
  readonly candidates: readonly CandidateResult[]
  /** Why the pool as a whole could not be asked. */
  readonly closed: 'inactive' | 'off_shift' | 'cap' | 'unknown_pool' | null
  /** When nobody was chosen: the first instant (epoch ms) at which time alone could free somebody; `null`: only an event can. */
  readonly freesAtMs: number | null
  /** What leaves nobody of an open pool: hard rules, else only what lasts, else something that passes. `null`: somebody was picked, or the pool is closed. */
  readonly nobodyFor: NobodyFor | null
}

/** Why a fallback was entered. */
export type FallbackCause =
  | 'no_route_true'
  | 'route_unknown'
  | 'hard_rule_unknown'
  | 'constraints_leave_nobody'
  | 'nobody_eligible'

/** A step of the trace, in the order the engine took it. The list of kinds is closed. */
export type TraceStep =
  | {
      readonly kind: 'constraint'
      readonly constraintId: string
      readonly rule: 'require' | 'bind' | 'refuse'
      readonly result: Truth
      readonly missing: readonly string[]
      /** `not_bound`: it applies, but there is no owner to bind to. */
      readonly effect: 'none' | 'applies' | 'refused' | 'bound' | 'not_bound' | 'incomplete'
      readonly ownerId: string | null
    }
  /** Every rule before `matched` that is not listed in `unknown` was asked and false. */
  | {
      readonly kind: 'routes'
      readonly asked: number
      readonly total: number
      readonly matched: { readonly ruleId: string; readonly routeId: string; readonly index: number } | null
      readonly unknown: readonly {
        readonly ruleId: string
        readonly routeId: string
        readonly index: number
        readonly missing: readonly string[]
      }[]
      /** More unknown rules than the trace keeps (100). */
      readonly unknownCut: number
      readonly stoppedBy: string | null
    }
  | {
      readonly kind: 'fallback'
      readonly name: 'unmatched' | 'incomplete' | 'nobody'
      readonly because: FallbackCause
      readonly missing: readonly string[]
    }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly missing: readonly string[] }
  | { readonly kind: 'pool'; readonly choice: Choice; readonly lookAhead: boolean }
  | {
      readonly kind: 'owner'
      readonly ownerId: string
      readonly by: 'bound' | 'named' | 'kept'
      readonly removal: Removal | { readonly kind: 'unknown_owner' } | null
    }
  | { readonly kind: 'hold'; readonly queue: string; readonly reason: HoldReason }
  | { readonly kind: 'refuse'; readonly reason: string }

/** One role's way through the engine. */
export type RoleDecision = {
  /** `owner` is the lead's main role. */
  readonly role: string
  readonly outcome: Outcome
  readonly steps: readonly TraceStep[]
}

export type ClockSetting = {
  readonly name: string
  readonly targetSeconds: number
  readonly hours: 'wall' | 'owner' | 'pool'
  /** Index of the case that set it. */
  readonly caseIndex: number
  readonly dueAtMs: number | null
  /** IANA zone in which to show it. */
  readonly zone: string | null
}

/** The immutable record of one evaluation. Plain data: `JSON.stringify` and back gives the same. */
export type Decision = {
  readonly decisionId: string
  readonly leadId: string
  readonly atMs: number
  readonly detail: 'full' | 'brief'
  readonly policy: { readonly name: string; readonly hash: string; readonly version: number | null }
  readonly rosterHash: string | null
  readonly outcome: Outcome
  /** The route that decided; `null` when none did. */
  readonly routeId: string | null
  readonly ruleId: string | null
  readonly plan: string | null
  /** Attributes whose absence made a rule unknown before the outcome. */
  readonly missing: readonly string[]
  /** The main role first, then those of `also`. */
  readonly roles: readonly RoleDecision[]
  readonly clocks: readonly ClockSetting[]
  /** What the assignment writes to the ledgers. */
  readonly ledger: readonly LedgerRow[]
  /** Everything the engine read, enough to decide again; `null` in `brief`. */
  readonly inputs: DecisionInputs | null
}

export type DecisionInputs = {
  /** Effective values by field name; a missing one is left out. */
  readonly values: Readonly<Record<string, Value>>
  /** Fields of the policy that have no value. */
  readonly gaps: readonly string[]
  readonly notes: readonly FieldNote[]
  readonly identity: Identity
  readonly priority: number
  readonly match: AccountMatch
  /** `restricted("any")` and the like, by their path. */
  readonly facts: Readonly<Record<string, boolean>>
  readonly derived: Readonly<Record<string, Value>>
  readonly history: LeadHistory
  /** Whether the current owner was to stay if they could still be chosen. */
  readonly keepOwner: boolean
  /** Each pool and owner that was read, as it stood. */
  readonly pools: readonly PoolSnapshot[]
  readonly owners: readonly OwnerSnapshot[]
}

/** What happened to the lead before this evaluation. */
export type LeadHistory = {
  /** Epoch ms of intake; the wait for missing attributes counts from here. */
  readonly receivedAtMs: number
  readonly currentOwnerId: string | null
  /** Newest first. */
  readonly previousOwnerIds: readonly string[]
  /** Earlier owners whom this evaluation must not choose again. */
  readonly excludedOwnerIds: readonly string[]
  readonly reassignedCount: number
  readonly isTouched: boolean
}
