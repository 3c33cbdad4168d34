import { type Checker, type Expectation, expectationOf, itemExpectationOf, writtenAt } from './checker.ts'
import { checkComputed } from './check-literal.ts'
import { isUnknownName, nothing } from './check-name.ts'
import { checkPair, isGuided } from './check-pair.ts'
import { mismatchHint } from './mismatch-hint.ts'
import type { CompareOperator, Expression, ValueType } from './expression.ts'
import type { Syntax } from './syntax.ts'
import { booleanType, describeType, isEmptyList, isNumeric, unifyExpressions } from './value-types.ts'

type Binary = Extract<Syntax, { readonly kind: 'binary' }>

/** `==`, `!=` and the orders: both sides are of one type, and can be what they are compared with. */
export function checkCompare(syntax: Binary, operator: CompareOperator, checker: Checker): Expression | null {
  if (tellNothing(syntax, operator, checker)) return null
  const [left, right] = checkPair(syntax.left, syntax.right, checker)
  if (left === null || right === null) return null
  const { span } = syntax
  if (!isComparable(operator, left, right)) {
    tellMismatch(syntax, { left, right, checker })
    return null
  }
  tellDoubts(syntax, operator, { left, right, checker })
  return { kind: 'compare', operator, left, right, type: booleanType, span }
}

/** `x == null` is a question about knowing. */
function tellNothing({ left, right, span }: Binary, operator: CompareOperator, checker: Checker): boolean {
  const isNothing = (side: Syntax): boolean =>
    side.kind === 'name' && nothing.has(side.name.toLowerCase()) && isUnknownName(side, checker)
  if (!isNothing(left) && !isNothing(right)) return false
  const other = writtenAt(checker, isNothing(left) ? right.span : left.span)
  checker.report({
    code: 'condition_literal_unsupported',
    span,
    message: 'A missing attribute is unknown; it does not equal anything.',
    hint: operator === '!=' ? `Write \`known(${other})\`.` : `Write \`!known(${other})\`.`,
  })
  return true
}

function isComparable(operator: CompareOperator, left: Expression, right: Expression): boolean {
  if (unifyExpressions(left, right) === null) return false
  return operator === '==' || operator === '!=' || left.type.kind !== 'list'
}

function tellMismatch(
  syntax: Binary,
  sides: { readonly left: Expression; readonly right: Expression; readonly checker: Checker },
): void {
  const { left, right, checker } = sides
  const [before, after] = [writtenAt(checker, syntax.left.span), writtenAt(checker, syntax.right.span)]
  const isUnordered = left.type.kind === 'list' && right.type.kind === 'list' && unifyExpressions(left, right) !== null
  checker.report({
    code: 'condition_type_mismatch',
    span: syntax.span,
    message: isUnordered
      ? `Lists have no order, so \`${syntax.operator}\` cannot compare them.`
      : `\`${before}\` is ${describeType(left.type)}, \`${after}\` is ${describeType(right.type)}: they never match.`,
    hint: isUnordered ? 'Compare their `size(…)`, or ask `x in list`.' : mismatchHint(syntax, sides),
  })
}

/** What is allowed, but hardly meant. */
function tellDoubts(
  { span }: Binary,
  operator: CompareOperator,
  { left, right, checker }: { readonly left: Expression; readonly right: Expression; readonly checker: Checker },
): void {
  const [attribute, other] = left.kind === 'symbol' ? [left, right] : [right, left]
  if (attribute.kind !== 'symbol') return
  const { path } = attribute.symbol
  if (operator !== '==' && operator !== '!=') {
    if (hasValues(attribute.type)) tellOrder(path, span, checker)
    return
  }
  if (areApart(attribute.type, other.type)) {
    checker.report({
      code: 'condition_type_mismatch',
      span,
      message: `\`${path}\` and \`${writtenAt(checker, other.span)}\` have no value in common, so they are never equal.`,
      hint: 'Compare attributes that share values.',
    })
  }
}

function hasValues(type: ValueType): boolean {
  return type.kind === 'string' && type.values !== undefined
}

function areApart(a: ValueType, b: ValueType): boolean {
  return (
    a.kind === 'string' &&
    b.kind === 'string' &&
    a.values !== undefined &&
    b.values !== undefined &&
    a.values.isDisjointFrom(b.values)
  )
}

function tellOrder(path: string, span: Expression['span'], checker: Checker): void {
  checker.report({
    code: 'condition_order_of_names',
    severity: 'warning',
    span,
    message: `The values of \`${path}\` are names, so this compares their letters.`,
    hint: `List the values that are meant: \`${path} in ["…", "…"]\`.`,
  })
}

/** `item in list`: the list's items and the item are of one type. */
export function checkIn(syntax: Binary, checker: Checker): Expression | null {
  const [item, list] = checkItemAndList(syntax, checker)
  if (item === null || list === null) return null
  const { span } = syntax
  if (list.type.kind !== 'list') {
    checker.report({
      code: 'condition_type_mismatch',
      span: list.span,
      message: `\`in\` needs a list on its right; this is ${describeType(list.type)}.`,
      hint: inHint(syntax, list, checker),
    })
    return null
  }
  const items = { ...list, type: list.type.of }
  const fits = item.type.kind === list.type.of.kind || (isNumeric(item.type) && isNumeric(list.type.of))
  if (!fits && !isEmptyList(list)) {
    checker.report({
      code: 'condition_type_mismatch',
      span,
      message: `The list holds ${describeType(items.type)} in each place; \`${writtenAt(checker, syntax.left.span)}\` is ${describeType(item.type)}.`,
      hint: mismatchHint(syntax, { left: item, right: items, checker }),
    })
    return null
  }
  checkComputed(syntax.left, item, { checker, expected: itemExpectationOf(list) })
  checkComputed(syntax.right, list, { checker, expected: listExpectationOf(item) })
  return { kind: 'in', item, list, type: booleanType, span }
}

function checkItemAndList({ left, right }: Binary, checker: Checker): readonly [Expression | null, Expression | null] {
  if (isGuided(left, checker) >= isGuided(right, checker)) {
    const list = checker.check(right, checker)
    return [checker.check(left, checker, list === null ? undefined : itemExpectationOf(list)), list]
  }
  const item = checker.check(left, checker)
  return [item, checker.check(right, checker, item === null ? undefined : listExpectationOf(item))]
}

function listExpectationOf(item: Expression): Expectation {
  return { ...expectationOf(item), type: { kind: 'list', of: item.type } }
}

function inHint({ left, right }: Binary, list: Expression, checker: Checker): string {
  const [item, written] = [writtenAt(checker, left.span), writtenAt(checker, right.span)]
  if (list.type.kind !== 'string') return `Write \`${item} == ${written}\`.`
  if (list.kind !== 'constant' || typeof list.value !== 'string')
    return `Write \`${written}.contains(${item})\` to look inside a text.`
  if (Object.hasOwn(checker.scope.groups, list.value)) return `Write \`${item} in group(${written})\`.`
  return `Write \`${item} == ${written}\`, or \`${written}.contains(${item})\` to look inside the text.`
}
