import type { Expression, SymbolRef } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'

/** The symbols an expression reads and the groups it names. */
export type ExpressionNames = { readonly symbols: Set<SymbolRef>; readonly groups: Set<string> }

/** Adds what the expression reads to the names collected so far. */
export function collectNames(expression: Expression, names: ExpressionNames): void {
  if (expression.kind === 'symbol') names.symbols.add(expression.symbol)
  if (expression.kind === 'constant' && expression.group !== undefined) names.groups.add(expression.group)
  for (const part of partsOf(expression)) collectNames(part, names)
}
