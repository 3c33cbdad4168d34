import type { LedgerRow, Licence, PoolSnapshot, OwnerSnapshot, Strategy } from '../balance/pool-snapshot.ts'
import type { PresenceOf } from '../decide/world.ts'
import type { Value } from '../language/expression.ts'
import type { AccountMatch } from '../match/account.ts'
import type { FieldNote, Identity } from '../normalise/lead.ts'
import type { LeadHistory } from './lead-history.ts'

/** What became of a lead in one role. `Nobody` is an outcome (`held`), not an error. */
export type Outcome =
  | {
      readonly kind: 'assigned'
      readonly ownerId: string
      /** `null` when the owner was named or bound, not chosen from a pool. */
      readonly poolId: string | null
      /**
       * `kept`: had the lead already, so it is no lead more. `look_ahead`: cannot take it yet, but soon. `bound`: named by an
       * attribute such as the account's owner. `named`: named by the policy itself. `hand`: given by somebody, not by the policy.
       */
      readonly by: 'pool' | 'bound' | 'named' | 'look_ahead' | 'kept' | 'hand'
    }
  | {
      readonly kind: 'held'
      readonly queue: string
      readonly reason: HoldReason
      /** Epoch ms of the next try that time alone calls for; events may bring it sooner. `null`: only an event can. */
      readonly retryAtMs: number | null
    }
  | { readonly kind: 'refused'; readonly reason: string }

/** Why a lead has no owner yet. The list is closed. */
export type HoldReason =
  /** No route is true, and the places for such leads had nobody. */
  | 'unmatched'
  /** A route or a hard rule could not be told, and the places for such leads had nobody. */
  | 'incomplete'
  /** Nobody of those who may have it can take it now. */
  | 'nobody_eligible'
  /** The policy gives missing attributes time to come. */
  | 'waiting_for_attributes'
  /** The hard rules remove or bind, and leave nobody who can take it. */
  | 'constraints_leave_nobody'
  /** Deciding failed. Never from the engine: for the service that parks such a lead. */
  | 'error'

/** Why one person could not take the lead: the first test that failed, in the order they are asked. */
export type Removal =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'not_a_member'; readonly fromMs: number | null }
  /** `other_role`: the person already has another role on this lead from the same decision. */
  | { readonly kind: 'excluded'; readonly because: 'previous_owner' | 'other_role' }
  /** `licences`: those that have ended or not begun, with one of which alone the person would pass; left out: none. */
  | {
      readonly kind: 'require'
      readonly constraintId: string
      readonly result: false | 'unknown'
      readonly licences?: readonly Licence[]
    }
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
  /** A hard rule was asked. One that refuses is the last step but for `refuse`. */
  | {
      readonly kind: 'constraint'
      readonly constraintId: string
      readonly rule: 'require' | 'bind' | 'refuse'
      readonly result: boolean | 'unknown'
      /** Attributes that made it unknown. */
      readonly missing: readonly string[]
      /** `not_bound`: it applies, but there is no owner to bind to. */
      readonly effect: 'none' | 'applies' | 'refused' | 'bound' | 'not_bound' | 'incomplete'
      /** Whom it binds to; `null` unless `bound`. */
      readonly ownerId: string | null
    }
  /** The routes were asked. Every rule up to the last asked that is neither `matched` nor in `unknown` was false. */
  | {
      readonly kind: 'routes'
      /** Rules up to the one that decided, which is all of them when none did. */
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
      /** The unknown rule below which nothing may be tried (`when_unknown: incomplete`). */
      readonly stoppedBy: string | null
    }
  /** The lead takes one of the policy's fallbacks: its places come next. */
  | {
      readonly kind: 'fallback'
      readonly name: 'unmatched' | 'incomplete' | 'nobody'
      readonly because: FallbackCause
      readonly missing: readonly string[]
    }
  /** Missing attributes are waited for until an instant (epoch ms); a `hold` comes next. */
  | { readonly kind: 'wait'; readonly untilMs: number; readonly missing: readonly string[] }
  /** A pool was asked; looking ahead, for who can take the lead soon. A look ahead that finds nobody leaves no step. */
  | { readonly kind: 'pool'; readonly choice: Choice; readonly lookAhead: boolean }
  /** One person was asked by name. */
  | {
      readonly kind: 'owner'
      readonly ownerId: string
      readonly by: 'bound' | 'named' | 'kept' | 'hand'
      readonly removal: Removal | { readonly kind: 'unknown_owner' } | null
    }
  /** The end: the lead waits in a queue. */
  | { readonly kind: 'hold'; readonly queue: string; readonly reason: HoldReason }
  /** The end: the lead is refused, by a hard rule or by a list of places. */
  | { readonly kind: 'refuse'; readonly reason: string }

/** One role's way through the engine. */
export type RoleDecision = {
  /** `owner` is the lead's main role. */
  readonly role: string
  readonly outcome: Outcome
  readonly steps: readonly TraceStep[]
}

/** A clock that this decision starts. */
export type ClockSetting = {
  readonly name: string
  readonly targetSeconds: number
  /** Whose time counts: every second, or the working time of the owner or of the pool. */
  readonly hours: 'wall' | 'owner' | 'pool'
  /** Index of the case that set it. */
  readonly caseIndex: number
  /** Epoch ms. `null`: never, or, in a replay with another owner or target than recorded, not known. */
  readonly dueAtMs: number | null
  /** IANA zone in which to show it. */
  readonly zone: string | null
}

/** The immutable record of one evaluation. Plain data: `JSON.stringify` and back gives the same. */
export type Decision = {
  readonly decisionId: string
  readonly leadId: string
  /** The `now` it was made with, epoch ms. */
  readonly atMs: number
  readonly detail: 'full' | 'brief'
  readonly policy: { readonly name: string; readonly hash: string; readonly version: number | null }
  readonly rosterHash: string | null
  readonly outcome: Outcome
  /**
   * The route that is true for the lead; `null` when none is. It names the places, unless a hard rule binds the lead: then only
   * the further roles and the follow-up plan are the route's.
   */
  readonly routeId: string | null
  /** The rule of that route: the route itself, or a row of its table. */
  readonly ruleId: string | null
  /** The follow-up plan to attach; `null` unless the lead is assigned. */
  readonly plan: string | null
  /** Attributes whose absence made a rule unknown before the outcome; in brief only those of a lead that is incomplete, up to its first unknown route. */
  readonly missing: readonly string[]
  /** The main role first, then those of `also`. */
  readonly roles: readonly RoleDecision[]
  readonly clocks: readonly ClockSetting[]
  /** What the assignment writes to the ledgers. */
  readonly ledger: readonly LedgerRow[]
  /** Everything the engine read, enough to decide again; `null` in `brief`. */
  readonly inputs: DecisionInputs | null
}

/** What one decision read. */
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
  /** `consented("email")` and the like, by their path; `null`: nothing was known. Left out: nothing was asked. */
  readonly consents?: Readonly<Record<string, boolean | null>>
  readonly derived: Readonly<Record<string, Value>>
  readonly history: LeadHistory
  /** Whether the current owner was to stay if they could still be chosen. */
  readonly keepOwner: boolean
  /** To whom somebody gave the lead by hand; left out: the policy decided. */
  readonly byHand?: string
  /** Each pool and owner that was read, as it stood. */
  readonly pools: readonly PoolSnapshot[]
  readonly owners: readonly OwnerSnapshot[]
  /** Pools and people that were asked for and are not in the roster. */
  readonly unknownPoolIds: readonly string[]
  readonly unknownOwnerIds: readonly string[]
  /** What calendars answered. */
  readonly workingTimes: readonly WorkingTime[]
  /** Of a lead that is held: from when calendars and memberships said that people and pools are there. */
  readonly presences?: readonly Presence[]
  /** Zones that were asked for, by owner; `null`: no such owner. */
  readonly zones: Readonly<Record<string, string | null>>
  /** Pools in whose ledgers a bound lead counts, by the owner who was asked about. */
  readonly countingBound: Readonly<Record<string, readonly string[]>>
}

/** When so much working time had passed, from a calendar that is not part of the record. */
export type WorkingTime = {
  readonly of: { readonly ownerId: string } | { readonly poolId: string }
  readonly fromMs: number
  readonly seconds: number
  /** Epoch ms; `null`: never. */
  readonly atMs: number | null
}

/** When a person or a pool is there from an instant on, from calendars and memberships that are not part of the record. */
export type Presence = {
  readonly of: PresenceOf
  readonly fromMs: number
  /** Epoch ms; `null`: never. */
  readonly atMs: number | null
}
