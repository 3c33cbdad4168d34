import type { Expression } from '../language/expression.ts'

/** A text that two expressions share exactly when they ask the same of the same symbols, wherever they stand. */
export function expressionKey(expression: Expression): string {
  switch (expression.kind) {
    case 'constant':
      return JSON.stringify(expression.value)
    case 'symbol':
      return `${expression.symbol.space}#${expression.symbol.slot}`
    case 'variable':
      return `$${expression.name}`
    case 'not':
      return `!(${expressionKey(expression.operand)})`
    case 'negative':
      return `-${expression.type.kind}(${expressionKey(expression.operand)})`
    case 'all':
    case 'any':
      return keyOfCall(expression.kind, expression.operands)
    case 'compare':
      return keyOfCall(expression.operator, [expression.left, expression.right])
    case 'arithmetic':
      // The type belongs to it: dividing integers is not dividing numbers.
      return keyOfCall(`${expression.operator}${expression.type.kind}`, [expression.left, expression.right])
    case 'in':
      return keyOfCall('in', [expression.item, expression.list])
    case 'list':
      return keyOfCall('list', expression.items)
    case 'conditional':
      return keyOfCall('if', [expression.test, expression.then, expression.otherwise])
    case 'call':
      return keyOfCall(`@${expression.name}`, expression.arguments)
    case 'quantifier':
      return keyOfCall(`${expression.quantifier} ${expression.variable}`, [expression.list, expression.body])
  }
}

function keyOfCall(name: string, parts: readonly Expression[]): string {
  return `${name}(${parts.map(expressionKey).join(',')})`
}
