import type { Ask } from '../language/closure.ts'
import type { Value, Values } from '../language/expression.ts'
import type { ClockCase, Constraint, Policy, Route, Rule } from '../policy/policy.ts'
import type { OutsideSlots } from './outside-slots.ts'
import type { RuleIndex } from './rule-index.ts'
import type { RuleMatch } from './rule-match.ts'

export type { RuleMatch } from './rule-match.ts'

/** A compiled condition. It reads the lead's slots and, in a `require`, the candidate's. */
export type ConditionTest = Ask

/** A hard rule with its conditions ready to be asked; a condition the policy leaves out is `null`. */
export type CompiledConstraint = {
  readonly constraint: Constraint
  readonly when: ConditionTest | null
  readonly require: ConditionTest | null
  /** The kinds of licence that `require` reads. */
  readonly licenceKinds: readonly string[]
}

/** One case of a clock; `when: null` is always true. */
export type CompiledClockCase = { readonly clockCase: ClockCase; readonly when: ConditionTest | null }

/** A clock with its cases in order. */
export type CompiledClock = { readonly name: string; readonly cases: readonly CompiledClockCase[] }

/** A policy made ready to decide. Built once, before activation; immutable and free of I/O. */
export type CompiledPolicy = {
  readonly policy: Policy
  /** Every route's rules in the order they are asked. */
  readonly rules: readonly Rule[]
  /** The route a rule belongs to. */
  routeOf(ruleIndex: number): Route
  /** The rule's own condition, for the slow scan and for traces. It is compiled when first asked for, then kept. */
  conditionOf(ruleIndex: number): ConditionTest
  readonly constraints: readonly CompiledConstraint[]
  /** In the order the policy writes them. */
  readonly clocks: readonly CompiledClock[]
  /** How the lead's slots beyond its own fields are filled. */
  readonly outside: OutsideSlots
  /** What `owner.*` reads for a person with these attributes, by owner slot. */
  ownerValues(attributes: Readonly<Record<string, Value>>): Values
  /** The slot of each name that conditions use, such as `country` or `account.tier`. */
  readonly slotByPath: ReadonlyMap<string, number>
  /**
   * Fills in the derived values' slots, in order: the first true case wins, and the value is missing
   * when a case before it is unknown. The fields, account attributes and facts must already be there.
   */
  computeDerived(slots: (Value | undefined)[]): void
  /** What `match` looks into; the static checks reason over its boxes. */
  readonly index: RuleIndex
  /** What asking every rule in order would say, without asking every rule. `values` by lead slot, derived ones included. */
  match(values: Values): RuleMatch
}
