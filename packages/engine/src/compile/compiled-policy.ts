import type { Truth, Value, Values } from '../language/expression.ts'
import type { ClockCase, Constraint, Policy, Route, Rule } from '../policy/policy.ts'

/** A compiled condition. It reads the lead's slots and, in a `require`, the candidate's. */
export type ConditionTest = (lead: Values, owner: Values) => Truth

/**
 * What the routes say about one lead. All three are positions in `CompiledPolicy.rules`; −1 is none.
 * A fresh plain object per call: it may be kept.
 */
export type RuleMatch = {
  /** The first rule that is true, unless `stoppedBy` stands before it. */
  readonly ruleIndex: number
  /** The first rule that is unknown and stands before `ruleIndex`; the first unknown one of all when no rule is true. */
  readonly firstUnknown: number
  /**
   * The first unknown rule of a route that says `when_unknown: incomplete`, if it stands before every true
   * rule: nothing below it is tried, so `ruleIndex` is −1.
   */
  readonly stoppedBy: number
}

/** A hard rule with its conditions ready to be asked; a condition the policy leaves out is `null`. */
export type CompiledConstraint = {
  readonly constraint: Constraint
  readonly when: ConditionTest | null
  readonly require: ConditionTest | null
}

/** One case of a clock; `when: null` is always true. */
export type CompiledClockCase = { readonly clockCase: ClockCase; readonly when: ConditionTest | null }

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
  readonly clocks: Readonly<Record<string, readonly CompiledClockCase[]>>
  /**
   * Fills in the derived values' slots, in order: the first true case wins, and the value is missing
   * when a case before it is unknown. The fields, account attributes and facts must already be there.
   */
  computeDerived(slots: (Value | undefined)[]): void
  /** What asking every rule in order would say, without asking every rule. `values` by lead slot, derived ones included. */
  match(values: Values): RuleMatch
}
