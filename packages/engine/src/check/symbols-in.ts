import type { Expression, SymbolRef } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'

/** The symbols that the expression reads, each once. */
export function symbolsIn(expression: Expression): readonly SymbolRef[] {
  const found = new Map<string, SymbolRef>()
  collect(expression, found)
  return [...found.values()]
}

function collect(expression: Expression, found: Map<string, SymbolRef>): void {
  if (expression.kind === 'symbol') found.set(`${expression.symbol.space} ${expression.symbol.path}`, expression.symbol)
  for (const part of partsOf(expression)) collect(part, found)
}
