import { type Checker, writtenAt } from './checker.ts'
import type { Expression, ValueType } from './expression.ts'
import type { Syntax } from './syntax.ts'
import { describeType, isNumeric } from './value-types.ts'

type Binary = Extract<Syntax, { readonly kind: 'binary' }>
type Sides = { readonly left: Expression; readonly right: Expression; readonly checker: Checker }

/** How to mend a comparison of two types that never match. */
export function mismatchHint(syntax: Binary, { left, right, checker }: Sides): string {
  const before = { expression: left, written: writtenAt(checker, syntax.left.span) }
  const after = { expression: right, written: writtenAt(checker, syntax.right.span) }
  return (
    listHint(syntax, before, after) ??
    literalHint(before, after) ??
    literalHint(after, before) ??
    `Compare \`${before.written}\` with ${describeType(left.type)}.`
  )
}

type Side = { readonly expression: Expression; readonly written: string }

function listHint({ operator }: Binary, before: Side, after: Side): string | null {
  const [left, right] = [before.expression.type, after.expression.type]
  if (operator === 'in')
    return left.kind === 'list'
      ? `Write \`overlaps(${before.written}, ${after.written})\` to ask for a common item.`
      : null
  const negation = operator === '!=' ? '!' : ''
  if (left.kind === 'list' && isItem(left, right))
    return `Write \`${membership(negation, after.written, before.written)}\`.`
  if (right.kind === 'list' && isItem(right, left))
    return `Write \`${membership(negation, before.written, after.written)}\`.`
  return null
}

function isItem(list: Extract<ValueType, { readonly kind: 'list' }>, item: ValueType): boolean {
  return list.of.kind === item.kind || (isNumeric(list.of) && isNumeric(item))
}

function membership(negation: string, item: string, list: string): string {
  return negation === '' ? `${item} in ${list}` : `!(${item} in ${list})`
}

const truths: Readonly<Record<string, string>> = {
  true: 'true',
  yes: 'true',
  '1': 'true',
  false: 'false',
  no: 'false',
  '0': 'false',
}

/** A literal written as the wrong type for what it is compared with. */
function literalHint(literal: Side, other: Side): string | null {
  const { expression } = literal
  if (expression.kind !== 'constant') return null
  const { value } = expression
  const { type } = other.expression
  if (typeof value === 'string' && isNumeric(type)) {
    const number = value.replaceAll(/[,_\s]/g, '')
    return /^-?\d+(\.\d+)?$/.test(number)
      ? `Write the number without quotes: \`${number}\`.`
      : `Compare it with ${describeType(type)}.`
  }
  if (typeof value === 'string' && type.kind === 'boolean') {
    const truth = truths[value.toLowerCase()]
    return truth === undefined ? 'Compare it with `true` or `false`.' : `Write \`${truth}\` without quotes.`
  }
  if (typeof value === 'number' && type.kind === 'string')
    return `Write it as a text, in quotes: \`"${literal.written}"\`.`
  if (typeof value === 'number' && type.kind === 'boolean') return 'Compare it with `true` or `false`.'
  return null
}
