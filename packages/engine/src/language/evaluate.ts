import type { Ask, Read } from './closure.ts'
import { askOf, readOf } from './compile-expression.ts'
import type { Expression } from './expression.ts'

export { missingIn } from './missing-in.ts'

/**
 * Compiles a boolean expression into a function of the lead's slots and the candidate's slots (an empty list
 * where there is no candidate). It never throws; unknown is `undefined`. It may not be asked from within itself.
 */
export function compileCondition(expression: Expression): Ask {
  return askOf(expression, new Map())
}

/** Compiles an expression of any type; `undefined` is missing, or a computation that failed. */
export function compileValue(expression: Expression): Read {
  return readOf(expression, new Map())
}
