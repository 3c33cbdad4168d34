import type { Expression, SymbolRef } from '../language/expression.ts'

/** The symbols an expression reads and the groups it names. */
export type ExpressionNames = { readonly symbols: Set<SymbolRef>; readonly groups: Set<string> }

/** Adds what the expression reads to the names collected so far. */
export function collectNames(expression: Expression, names: ExpressionNames): void {
  if (expression.kind === 'symbol') names.symbols.add(expression.symbol)
  if (expression.kind === 'constant' && expression.group !== undefined) names.groups.add(expression.group)
  for (const part of partsOf(expression)) collectNames(part, names)
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'constant':
    case 'symbol':
    case 'variable':
      return []
    case 'not':
    case 'negative':
      return [expression.operand]
    case 'all':
    case 'any':
      return expression.operands
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'in':
      return [expression.item, expression.list]
    case 'list':
      return expression.items
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise]
    case 'call':
      return expression.arguments
    case 'quantifier':
      return [expression.list, expression.body]
  }
}
