import { type Checker, writtenAt } from './checker.ts'
import type { ArithmeticOperator, Expression, ValueType } from './expression.ts'
import type { Syntax } from './syntax.ts'
import { describeType, integerType, isNumeric, numberType, unifyExpressions } from './value-types.ts'

type Binary = Extract<Syntax, { readonly kind: 'binary' }>
type Unary = Extract<Syntax, { readonly kind: 'unary' }>

/** `+ - * / %`: numbers, and `+` also joins texts or lists. */
export function checkArithmetic(syntax: Binary, operator: ArithmeticOperator, checker: Checker): Expression | null {
  const left = checker.check(syntax.left, checker)
  const right = checker.check(syntax.right, checker)
  if (left === null || right === null) return null
  const type = resultOf(operator, left, right)
  if (type !== null) tellZero(operator, right, checker)
  if (type !== null) return { kind: 'arithmetic', operator, left, right, type, span: syntax.span }
  checker.report({
    code: 'condition_type_mismatch',
    span: syntax.span,
    message: `\`${operator}\` cannot compute ${describeType(left.type)} with ${describeType(right.type)}.`,
    hint: hintFor(syntax, { left, right, checker }),
  })
  return null
}

function tellZero(operator: ArithmeticOperator, divisor: Expression, { report }: Checker): void {
  if ((operator !== '/' && operator !== '%') || divisor.kind !== 'constant' || divisor.value !== 0) return
  report({
    code: 'condition_never_computable',
    severity: 'warning',
    span: divisor.span,
    message: 'Dividing by zero is always unknown.',
    hint: 'Divide by something else.',
  })
}

function resultOf(operator: ArithmeticOperator, left: Expression, right: Expression): ValueType | null {
  const [a, b] = [left.type, right.type]
  if (operator === '%') return a.kind === 'integer' && b.kind === 'integer' ? integerType : null
  if (isNumeric(a) && isNumeric(b)) return a.kind === 'integer' && b.kind === 'integer' ? integerType : numberType
  if (operator !== '+') return null
  // A joined text is no longer one of a closed list of values.
  if (a.kind === 'string' && b.kind === 'string') return { kind: 'string' }
  return a.kind === 'list' && b.kind === 'list' ? unifyExpressions(left, right) : null
}

function hintFor(
  { operator, left: leftSyntax, right: rightSyntax }: Binary,
  { left, right, checker }: { readonly left: Expression; readonly right: Expression; readonly checker: Checker },
): string {
  if (operator === '%' && isNumeric(left.type) && isNumeric(right.type))
    return '`%` takes integers: wrap the number in `int(…)`.'
  const textual = [left, right].some(({ type }) => type.kind === 'string')
  const numeric = isNumeric(left.type) ? leftSyntax : isNumeric(right.type) ? rightSyntax : null
  if (operator === '+' && textual && numeric !== null)
    return `Write \`string(${writtenAt(checker, numeric.span)})\` to join it as a text.`
  if (textual && numeric !== null) return 'Turn the text into a number with `int(…)` or `double(…)`.'
  return operator === '+'
    ? '`+` adds numbers, and joins two texts or two lists.'
    : `\`${operator}\` computes with numbers.`
}

/** A minus before a number. */
export function checkNegative({ operand: operandSyntax, span }: Unary, checker: Checker): Expression | null {
  const operand = checker.check(operandSyntax, checker)
  if (operand === null) return null
  if (isNumeric(operand.type)) return { kind: 'negative', operand, type: operand.type, span }
  checker.report({
    code: 'condition_type_mismatch',
    span,
    message: `\`-\` needs a number after it; this is ${describeType(operand.type)}.`,
    hint: operand.type.kind === 'boolean' ? 'Write `!` to negate a condition.' : 'Remove the minus.',
  })
  return null
}
