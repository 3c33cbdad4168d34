import type { Expression, SymbolRef, Value } from '../language/expression.ts'
import type { Place } from './problem.ts'

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'enum'
  | 'date'
  | 'country'
  | 'subdivision'
  | 'postal_code'
  | 'phone'
  | 'email'
  | 'domain'
  | 'company'

/**
 * `personal` names a person or how to reach one, `sensitive` is nobody's business beyond that: both are kept apart from decisions and
 * can be erased. `business` says something of a company, and stays.
 */
export type FieldClass = 'personal' | 'sensitive' | 'business'

/** One attribute a rule may read. */
export type Field = {
  readonly name: string
  readonly type: FieldType
  /** Several values, given as a list or separated by `;`. */
  readonly many: boolean
  /** The closed list of an enum, in the order written. */
  readonly values: readonly string[]
  /** Other spellings of an enum's (or string's) value → the value. */
  readonly aliases: Readonly<Record<string, string>>
  /** Further texts that count as a gap for this field, beside the built-in ones. */
  readonly placeholders: readonly string[]
  readonly min: number | null
  readonly max: number | null
  /** Whether a missing value may be inferred from the lead's other attributes. */
  readonly infer: boolean
  /** What its values are to whoever they are about. */
  readonly class: FieldClass
  readonly description: string | null
  readonly slot: number
  readonly place: Place
}

/**
 * A parsed condition with its own text; `expression` has been type-checked. In a table's row, nodes below the top keep
 * the spans of their own cell's condition.
 */
export type Condition = { readonly text: string; readonly expression: Expression; readonly place: Place }

/** A named value: the first true case wins; unknown when a case before the true one is unknown. */
export type Derived = {
  readonly name: string
  readonly cases: readonly { readonly when: Condition | null; readonly value: Value }[]
  readonly slot: number
  readonly place: Place
}

/** One place to try. Targets are tried in the order written. */
export type Target =
  | { readonly kind: 'pool'; readonly pool: string; readonly place: Place }
  | { readonly kind: 'owner'; readonly owner: string; readonly place: Place }
  /** A symbol that names an owner, such as `account.owner`. */
  | { readonly kind: 'bound'; readonly source: SymbolRef; readonly place: Place }
  | { readonly kind: 'hold'; readonly queue: string; readonly place: Place }
  | { readonly kind: 'refuse'; readonly reason: string; readonly place: Place }

/** What an unknown condition means. The defaults differ by kind: see `parsePolicy`. */
export type WhenUnknown = 'applies' | 'skip' | 'incomplete'

/** A hard rule. `when: null` always applies. */
export type Constraint = {
  readonly id: string
  readonly when: Condition | null
  readonly whenUnknown: WhenUnknown
  readonly description: string | null
  readonly place: Place
} & (
  | { readonly kind: 'require'; readonly require: Condition }
  | { readonly kind: 'bind'; readonly bind: SymbolRef; readonly otherwise: readonly Target[] }
  | { readonly kind: 'refuse'; readonly reason: string }
)

/** One rule in the order it is asked: a route, or one row of a route's table. */
export type Rule = {
  /** The route's id; for a table row `routeId:row`, the row by its `id` column, else counted from 1 without the header. */
  readonly id: string
  readonly routeId: string
  /** `null` is always true. */
  readonly when: Condition | null
  readonly to: readonly Target[]
  /** The row's place in the CSV file for a table row, else the route's place. */
  readonly place: Place
}

export type Route = {
  readonly id: string
  readonly description: string | null
  readonly whenUnknown: 'skip' | 'incomplete'
  /** One rule, or one per table row. */
  readonly rules: readonly Rule[]
  readonly table: { readonly file: string; readonly columns: readonly string[] } | null
  /** Further roles, by role name. */
  readonly also: Readonly<Record<string, readonly Target[]>>
  /** The follow-up plan to attach, by name. */
  readonly plan: string | null
  readonly place: Place
}

export type Fallback = {
  readonly unmatched: readonly Target[]
  readonly incomplete: {
    /** Seconds to wait for the missing attributes before `then`; 0 when not set. */
    readonly waitSeconds: number
    /** Waits only when one of these is missing; empty: whichever attribute is missing. */
    readonly waitFor: readonly string[]
    readonly then: readonly Target[]
  }
  readonly nobody: {
    /** Someone who can take the lead within this many seconds is chosen; 0 when not set. */
    readonly lookAheadSeconds: number
    readonly then: readonly Target[]
  }
  readonly place: Place
}

export type ReassignRule = {
  readonly on:
    | { readonly kind: 'changed'; readonly fields: readonly string[] }
    | { readonly kind: 'owner_unavailable' }
    | { readonly kind: 'breached'; readonly clock: string }
  /** `touched`: no longer once the owner followed up. */
  readonly until: 'touched' | 'closed'
  readonly keepOwnerIfEligible: boolean
  readonly excludePreviousOwners: number
  readonly atMost: number | null
  readonly coolDownSeconds: number
  readonly place: Place
}

/** The first case that is true sets the target. */
export type ClockCase = {
  readonly when: Condition | null
  readonly targetSeconds: number
  /** `wall`: every second counts; `owner` or `pool`: their working time. */
  readonly hours: 'wall' | 'owner' | 'pool'
  readonly place: Place
}

export type GoldenTest = {
  readonly name: string
  readonly lead: Readonly<Record<string, unknown>>
  /** Account attributes to assume as matched; `null`: none. */
  readonly account: Readonly<Record<string, unknown>> | null
  readonly expect: {
    readonly outcome?: 'assigned' | 'held' | 'refused'
    readonly route?: string | null
    readonly pool?: string
    readonly owner?: string
    readonly queue?: string
    readonly reason?: string
    readonly derived?: Readonly<Record<string, unknown>>
  }
  readonly place: Place
}

/** A policy as written: parsed, names resolved, conditions typed. Immutable. */
export type Policy = {
  readonly name: string
  readonly description: string | null
  /** Hex SHA-256 of the canonical content, tables included; the version's address. */
  readonly hash: string
  readonly fields: readonly Field[]
  /** The declared groups, and the built-in ones that a condition uses. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** Every symbol of the lead space by slot: fields first, then `mail.*`, `account.*`, facts, derived. */
  readonly leadSymbols: readonly SymbolRef[]
  readonly ownerSymbols: readonly SymbolRef[]
  readonly derived: readonly Derived[]
  readonly constraints: readonly Constraint[]
  readonly routes: readonly Route[]
  readonly fallback: Fallback
  readonly reassign: readonly ReassignRule[]
  readonly clocks: Readonly<Record<string, readonly ClockCase[]>>
  readonly tests: readonly GoldenTest[]
}
