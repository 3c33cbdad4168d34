import type { Expression, Value, ValueType } from './expression.ts'
import { functions } from './functions.ts'

/** How tightly each kind of text holds together; a weaker one inside a stronger one needs brackets. */
const strength = { conditional: 1, any: 2, all: 3, comparison: 4, sum: 5, product: 6, prefix: 7, value: 8 } as const

type Printed = { readonly text: string; readonly strength: number }

/**
 * The canonical text of an expression: parsed again in the same scope it gives the same expression. Two conditions
 * that differ only in blanks, brackets, quotes or words print alike.
 */
export function describeExpression(expression: Expression): string {
  return print(expression).text
}

function print(expression: Expression): Printed {
  switch (expression.kind) {
    case 'constant':
      return printConstant(expression)
    case 'symbol':
      return value(expression.symbol.path)
    case 'variable':
      return value(expression.name)
    case 'not':
      return prefix('!', expression.operand)
    case 'negative':
      return prefix('-', expression.operand)
    case 'all':
      return infix(expression.operands, ' && ', strength.all)
    case 'any':
      return infix(expression.operands, ' || ', strength.any)
    case 'compare':
      return binary(expression, expression.operator, strength.comparison)
    case 'arithmetic':
      return binary(expression, expression.operator, isProduct(expression.operator) ? strength.product : strength.sum)
    case 'in':
      return binary({ left: expression.item, right: expression.list }, 'in', strength.comparison)
    case 'list':
      return value(`[${printEach(expression.items)}]`)
    case 'conditional':
      return printConditional(expression)
    case 'call':
      return value(printCall(expression.name, expression.arguments))
    case 'quantifier': {
      const { quantifier, variable, list, body } = expression
      return value(`${within(list, strength.value)}.${quantifier}(${variable}, ${describeExpression(body)})`)
    }
  }
}

function value(text: string): Printed {
  return { text, strength: strength.value }
}

/** The text, in brackets where it holds together less tightly than its place demands. */
function within(expression: Expression, demanded: number): string {
  const printed = print(expression)
  return printed.strength < demanded ? `(${printed.text})` : printed.text
}

function prefix(sign: '!' | '-', operand: Expression): Printed {
  return { text: `${sign}${within(operand, strength.prefix)}`, strength: strength.prefix }
}

function infix(operands: readonly Expression[], sign: string, own: number): Printed {
  // An operand of the same kind was bracketed on purpose, so it is not of a run.
  return { text: operands.map((operand) => within(operand, own + 1)).join(sign), strength: own }
}

function binary(
  { left, right }: { readonly left: Expression; readonly right: Expression },
  sign: string,
  own: number,
): Printed {
  // Comparisons do not chain; sums and products group from the left.
  const leftDemand = own === strength.comparison ? own + 1 : own
  return { text: `${within(left, leftDemand)} ${sign} ${within(right, own + 1)}`, strength: own }
}

function isProduct(operator: string): boolean {
  return operator === '*' || operator === '/' || operator === '%'
}

function printConditional({ test, then, otherwise }: Extract<Expression, { readonly kind: 'conditional' }>): Printed {
  const [asked, whenTrue, whenFalse] = [
    within(test, strength.any),
    describeExpression(then),
    describeExpression(otherwise),
  ]
  return { text: `${asked} ? ${whenTrue} : ${whenFalse}`, strength: strength.conditional }
}

function printCall(name: string, given: readonly Expression[]): string {
  const [first, ...others] = given
  if (first === undefined) return `${name}()`
  if (name === 'index') return `${within(first, strength.value)}[${printEach(others)}]`
  const isMethod = functions.get(name)?.example.startsWith('x.') === true
  return isMethod ? `${within(first, strength.value)}.${name}(${printEach(others)})` : `${name}(${printEach(given)})`
}

function printEach(expressions: readonly Expression[]): string {
  return expressions.map(describeExpression).join(', ')
}

function printConstant({ value: constant, type, group }: Extract<Expression, { readonly kind: 'constant' }>): Printed {
  if (group !== undefined) return value(`group(${quote(group)})`)
  const text = printValue(constant, type)
  return { text, strength: text.startsWith('-') ? strength.prefix : strength.value }
}

function printValue(constant: Value, type: ValueType): string {
  if (typeof constant === 'boolean') return String(constant)
  if (typeof constant === 'string') return quote(constant)
  if (typeof constant === 'number') return type.kind === 'integer' ? printInteger(constant) : printNumber(constant)
  const itemType = type.kind === 'list' ? type.of : type
  return `[${constant.map((item) => printValue(item, itemType)).join(', ')}]`
}

function printInteger(constant: number): string {
  return Object.is(constant, -0) ? '0' : String(constant)
}

/** A number that is not an integer shows it by a point or an exponent. */
function printNumber(constant: number): string {
  const text = Object.is(constant, -0) ? '-0' : String(constant)
  return /[.e]/.test(text) ? text : `${text}.0`
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text in double quotes; what a reader would not see is written as an escape. */
function quote(text: string): string {
  const body = text.replaceAll(/["\\]|[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const simple = escapes[character]
    if (simple !== undefined) return simple
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
  })
  return `"${body}"`
}
