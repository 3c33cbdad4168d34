import type { Expression } from './expression.ts'

/** The expressions that this one is directly made of, in the order written. */
export function partsOf(expression: Expression): readonly Expression[] {
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
