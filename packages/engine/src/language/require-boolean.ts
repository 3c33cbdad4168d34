import { type Checker, writtenAt } from './checker.ts'
import type { Expression } from './expression.ts'
import { describeType } from './value-types.ts'

/** The expression if it is a truth; otherwise tells how to make it one, and gives `null`. */
export function requireBoolean(expression: Expression, checker: Checker, hint?: string): Expression | null {
  if (expression.type.kind === 'boolean') return expression
  const written = writtenAt(checker, expression.span)
  checker.report({
    code: 'condition_not_boolean',
    span: expression.span,
    message: `\`${written}\` is ${describeType(expression.type)}, not a condition.`,
    hint: hint ?? hintFor(expression, written),
  })
  return null
}

function hintFor(expression: Expression, written: string): string {
  if (expression.kind === 'constant') return 'Compare an attribute with it.'
  const known = expression.kind === 'symbol' ? `, or \`known(${written})\` to ask whether it is given` : ''
  switch (expression.type.kind) {
    case 'integer':
    case 'number':
      return `Compare it: \`${written} > 0\`${known}.`
    case 'string':
      return `Compare it: \`${written} == "…"\`${known}.`
    case 'list':
      return `Ask \`"…" in ${written}\`, or \`size(${written}) > 0\`.`
    case 'boolean':
      return ''
  }
}
