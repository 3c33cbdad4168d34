/**
 * The space that the rules divide. Each attribute the rules read is an axis, cut into classes by the constants
 * they mention: two values of one class are told apart by no rule. Class 0 is "missing". What only the evaluator
 * can answer (a regular expression, two attributes compared, arithmetic, a quantifier) is an axis of its own
 * with the classes unknown (0), false (1) and true (2), shared by every rule that asks the same.
 *
 * So a lead is one class per axis, and a rule is a union of boxes: see `RuleBoxes`.
 *
 * Values are trusted to be of their symbol's type; numbers are finite.
 */
import type { Ask } from '../language/closure.ts'
import type { Expression, SymbolRef } from '../language/expression.ts'

/** How a value finds its class. Classes of `numbers` and `texts` are 1 + the number of cuts that are ≤ the value. */
export type Partition =
  /** 1 false, 2 true. */
  | { readonly kind: 'truths' }
  /** 1 present: for attributes of which rules only ask whether they are known. */
  | { readonly kind: 'presence' }
  | { readonly kind: 'numbers'; readonly cuts: Float64Array }
  /** In the order of UTF-16 units, so that equality and prefix are both intervals. */
  | { readonly kind: 'texts'; readonly cuts: readonly string[] }
  /** Texts that are only asked for equality: 1 any other text, then the mentioned ones. */
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly classByName: ReadonlyMap<string, number> }

/** One axis: an attribute of the lead, or a part of a condition that only the evaluator can answer. */
export type Axis =
  | {
      readonly kind: 'attribute'
      /** Position among the axes. */
      readonly id: number
      readonly symbol: SymbolRef
      readonly partition: Partition
      /** Classes are 0 … classCount − 1. */
      readonly classCount: number
    }
  | {
      readonly kind: 'opaque'
      readonly id: number
      readonly expression: Expression
      readonly test: Ask
      /** Whether it can be unknown although every attribute it reads is present (a division by zero). */
      readonly canFail: boolean
      readonly classCount: 3
    }

export type AttributeAxis = Extract<Axis, { readonly kind: 'attribute' }>
export type OpaqueAxis = Extract<Axis, { readonly kind: 'opaque' }>
