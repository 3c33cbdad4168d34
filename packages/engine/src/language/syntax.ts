import type { ArithmeticOperator, CompareOperator, Span } from './expression.ts'

/** The operators between two values. */
export type BinaryOperator = ArithmeticOperator | CompareOperator | 'in'

/** A condition as written, before names and types are looked at. */
export type Syntax = {
  readonly span: Span
  /** How many nodes stand below each other here; bounded, so that walking the tree is safe. */
  readonly depth: number
  /** Whether brackets stand around it. */
  readonly isBracketed?: boolean
} & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly target: Syntax; readonly name: string; readonly nameSpan: Span }
  | {
      readonly kind: 'call'
      /** What stands before the dot; `null` in `f(x)`. */
      readonly target: Syntax | null
      readonly name: string
      readonly nameSpan: Span
      readonly given: readonly Syntax[]
    }
  | { readonly kind: 'index'; readonly target: Syntax; readonly at: Syntax }
  | { readonly kind: 'list'; readonly items: readonly Syntax[] }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Syntax }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly operatorSpan: Span
      readonly left: Syntax
      readonly right: Syntax
    }
  | { readonly kind: 'chain'; readonly operator: '&&' | '||'; readonly operands: readonly Syntax[] }
  | { readonly kind: 'conditional'; readonly test: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
  /** What could not be read; its problem has been told, and nothing more is said about it. */
  | { readonly kind: 'broken' }
)
