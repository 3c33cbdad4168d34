import { bounds } from './bounds.ts'
import { checkArithmetic, checkNegative } from './check-arithmetic.ts'
import { checkCall } from './check-call.ts'
import { checkCompare, checkIn } from './check-comparison.ts'
import { checkComputed, checkConstant } from './check-literal.ts'
import { checkName } from './check-name.ts'
import { type Checker, type Expectation, writtenAt } from './checker.ts'
import type { Expression, ValueType } from './expression.ts'
import { fold } from './fold.ts'
import { requireBoolean } from './require-boolean.ts'
import type { Syntax } from './syntax.ts'
import { booleanType, describeType, integerType, numberType, textType, unify } from './value-types.ts'

/** Gives every part its meaning and its type. Goes on after a wrong part, so that all of them are told at once. */
export function checkTypes(syntax: Syntax, checker: Checker, expected?: Expectation): Expression | null {
  const expression = checkPart(syntax, checker, expected)
  if (expression === null) return null
  const folded = fold(expression, checker.report)
  checkComputed(syntax, folded, { checker, expected })
  return folded
}

function checkPart(syntax: Syntax, checker: Checker, expected?: Expectation): Expression | null {
  const { span } = syntax
  switch (syntax.kind) {
    case 'text':
      tellLength(syntax, checker)
      checkConstant(syntax.value, span, { checker, expected })
      return { kind: 'constant', value: syntax.value, type: textType, span }
    case 'number':
      return { kind: 'constant', value: syntax.value, type: syntax.isInteger ? integerType : numberType, span }
    case 'name':
    case 'member':
      return checkName(syntax, checker, expected)
    case 'call':
      return checkCall(syntax, checker, expected)
    case 'index':
      return checkIndex(syntax, checker)
    case 'list':
      return checkList(syntax, checker, expected)
    case 'unary':
      return syntax.operator === '-' ? checkNegative(syntax, checker) : checkNot(syntax, checker)
    case 'binary':
      return checkBinary(syntax, checker)
    case 'chain':
      return checkChain(syntax, checker)
    case 'conditional':
      return checkConditional(syntax, checker, expected)
    case 'broken':
      return null
  }
}

function tellLength({ value, span }: Of<'text'>, { report }: Checker): void {
  if (value.length <= bounds.literalLengthMax) return
  report({
    code: 'condition_too_large',
    span,
    message: `A text has at most ${bounds.literalLengthMax} characters; this one has ${value.length}.`,
    hint: 'Use a shorter text, or `contains` or `matches` on a part of it.',
  })
}

type Of<K extends Syntax['kind']> = Extract<Syntax, { readonly kind: K }>

function checkBinary(syntax: Of<'binary'>, checker: Checker): Expression | null {
  const { operator } = syntax
  switch (operator) {
    case 'in':
      return checkIn(syntax, checker)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return checkArithmetic(syntax, operator, checker)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return checkCompare(syntax, operator, checker)
  }
}

function checkNot({ operand: operandSyntax, span }: Of<'unary'>, checker: Checker): Expression | null {
  const checked = checker.check(operandSyntax, checker)
  const operand = checked === null ? null : requireBoolean(checked, checker)
  return operand === null ? null : { kind: 'not', operand, type: booleanType, span }
}

function checkChain({ operator, operands: parts, span }: Of<'chain'>, checker: Checker): Expression | null {
  const operands: Expression[] = []
  for (const part of parts) {
    const checked = checker.check(part, checker)
    const hint = operator === '||' && checked?.kind === 'constant' ? alternativeHint(parts, checker) : undefined
    const operand = checked === null ? null : requireBoolean(checked, checker, hint)
    if (operand !== null) operands.push(operand)
  }
  if (operands.length < parts.length) return null
  return { kind: operator === '&&' ? 'all' : 'any', operands, type: booleanType, span }
}

/** `country == "DE" || "AT"`: the values are alternatives for what the first of them is compared with. */
function alternativeHint(parts: readonly Syntax[], checker: Checker): string | undefined {
  const [first, ...others] = parts
  if (first?.kind !== 'binary' || first.operator !== '==') return undefined
  const values = [first.right, ...others.filter(({ kind }) => kind === 'text' || kind === 'number')]
  return `Write \`${writtenAt(checker, first.left.span)} in [${values.map(({ span }) => writtenAt(checker, span)).join(', ')}]\`.`
}

function checkConditional(
  { test, then, otherwise, span }: Of<'conditional'>,
  checker: Checker,
  expected?: Expectation,
): Expression | null {
  const checked = checker.check(test, checker)
  const asked = checked === null ? null : requireBoolean(checked, checker)
  const whenTrue = checker.check(then, checker, expected)
  const whenFalse = checker.check(otherwise, checker, expected)
  if (asked === null || whenTrue === null || whenFalse === null) return null
  const type = unify(whenTrue.type, whenFalse.type)
  if (type !== null) return { kind: 'conditional', test: asked, then: whenTrue, otherwise: whenFalse, type, span }
  checker.report({
    code: 'condition_type_mismatch',
    span,
    message: `The two values of \`? :\` differ: ${describeType(whenTrue.type)} and ${describeType(whenFalse.type)}.`,
    hint: 'Give both the same type.',
  })
  return null
}

function checkList({ items: parts, span }: Of<'list'>, checker: Checker, expected?: Expectation): Expression | null {
  const itemExpected = expected?.type.kind === 'list' ? { ...expected, type: expected.type.of } : undefined
  const items: Expression[] = []
  let type: ValueType | null = null
  for (const part of parts) {
    const item = checker.check(part, checker, itemExpected)
    if (item === null) continue
    const widened: ValueType | null = type === null ? item.type : unify(type, item.type)
    if (widened === null) {
      tellMixed(item, type, checker)
      return null
    }
    type = widened
    items.push(item)
  }
  if (items.length < parts.length) return null
  return { kind: 'list', items, type: { kind: 'list', of: type ?? textType }, span }
}

function tellMixed(item: Expression, before: ValueType | null, checker: Checker): void {
  const type = before ?? textType
  const written = writtenAt(checker, item.span)
  checker.report({
    code: 'condition_list_mixed',
    span: item.span,
    message: `\`${written}\` is ${describeType(item.type)}; the items before it are each ${describeType(type)}.`,
    hint:
      type.kind === 'string' && item.kind === 'constant'
        ? `Put it in quotes: \`"${written}"\`.`
        : 'A list holds values of one type.',
  })
}

function checkIndex({ target, at: position, span }: Of<'index'>, checker: Checker): Expression | null {
  const list = checker.check(target, checker)
  const at = checker.check(position, checker)
  if (list === null || at === null) return null
  if (list.type.kind === 'list' && at.type.kind === 'integer') {
    return { kind: 'call', name: 'index', arguments: [list, at], type: list.type.of, span }
  }
  const [whole, inside] = [writtenAt(checker, target.span), writtenAt(checker, position.span)]
  checker.report({
    code: 'condition_type_mismatch',
    span,
    message: `\`[…]\` takes an item of a list by its position; this is ${describeType(list.type)} and ${describeType(at.type)}.`,
    hint: list.type.kind === 'string' ? `Write \`${whole}.charAt(${inside})\`.` : 'Positions are integers, from 0.',
  })
  return null
}
