import type { CompareOperator, Expression, SymbolRef, Value, ValueType } from '../language/expression.ts'
import { booleanType, isNumeric } from '../language/value-types.ts'
import type { CellBound, CellFault, CellItem, CellTest } from './cell-test.ts'
import { type CellLiteral, readCellLiteral } from './cell-literal.ts'

/**
 * What a cell asks of its column, as a condition. `expression` is `null` where only the parser of conditions can
 * judge it, such as a value that the column may not have; `isAlternative`: the text needs brackets beside others.
 */
export type CellCondition = {
  readonly kind: 'condition'
  readonly text: string
  readonly expression: Expression | null
  readonly isAlternative: boolean
}

/**
 * Writes the condition that a cell asks of the attribute, and builds it: it is the tree that parsing the text would
 * give, only faster, and all of its nodes share one span, the whole text.
 */
export function writeCellCondition(symbol: SymbolRef, test: CellTest): CellCondition | CellFault {
  const column = columnOf(symbol)
  const values: CellLiteral[] = []
  const parts: Part[] = []
  for (const item of test.items) {
    const written = item.kind === 'value' ? readCellLiteral(column, item) : writeItem(column, item)
    if (written.kind === 'fault') return written
    if (written.kind === 'literal') values.push(written)
    else parts.push(written)
  }
  const all = values.length === 0 ? parts : [oneOf(column, values), ...parts]
  const joined = join(all)
  const { text, expression } = test.isNegated ? negate(joined, all.length) : joined
  if (expression !== null) column.span.end = text.length
  return { kind: 'condition', text, expression, isAlternative: !test.isNegated && all.length > 1 }
}

type Column = {
  readonly path: string
  readonly symbol: Expression
  /** The type of one value. */
  readonly type: ValueType
  readonly isList: boolean
  /** Shared by all nodes of the cell; its end is known when the text is. */
  readonly span: { readonly start: number; end: number }
}

type Part = { readonly kind: 'part'; readonly text: string; readonly expression: Expression | null }

function columnOf(symbol: SymbolRef): Column {
  const span = { start: 0, end: 0 }
  const { type } = symbol
  return {
    path: symbol.path,
    symbol: { kind: 'symbol', symbol, type, span },
    type: type.kind === 'list' ? type.of : type,
    isList: type.kind === 'list',
    span,
  }
}

function part(text: string, expression: Expression | null): Part {
  return { kind: 'part', text, expression }
}

function oneOf(column: Column, values: readonly CellLiteral[]): Part {
  const { path, symbol, type, isList, span } = column
  const [only, second] = values
  if (only !== undefined && second === undefined) {
    if (isList) return part(`${only.text} in ${path}`, isIn(column, constantOf(column, only), symbol))
    if (type.kind === 'boolean') return only.value === true ? part(path, symbol) : negate(part(path, symbol), 1)
    return compare(column, '==', only)
  }
  const text = `[${values.map((value) => value.text).join(', ')}]`
  const list = listOf(column, values)
  if (!isList) return part(`${path} in ${text}`, isIn(column, symbol, list))
  return part(
    `overlaps(${path}, ${text})`,
    list === null ? null : { kind: 'call', name: 'overlaps', arguments: [symbol, list], type: booleanType, span },
  )
}

function isIn({ span }: Column, item: Expression | null, list: Expression | null): Expression | null {
  return item === null || list === null ? null : { kind: 'in', item, list, type: booleanType, span }
}

function compare(column: Column, operator: CompareOperator, literal: CellLiteral): Part {
  const { path, symbol, span } = column
  const right = constantOf(column, literal)
  const expression: Expression | null =
    right === null ? null : { kind: 'compare', operator, left: symbol, right, type: booleanType, span }
  return part(`${path} ${operator} ${literal.text}`, expression)
}

function constantOf({ span }: Column, { value, type, isPlain }: CellLiteral): Expression | null {
  return isPlain ? { kind: 'constant', value, type, span } : null
}

/** Integers and other numbers in one list make a list of numbers. */
function listOf({ span }: Column, literals: readonly CellLiteral[]): Expression | null {
  const [first] = literals
  if (first === undefined || literals.some(({ isPlain }) => !isPlain)) return null
  const of: ValueType = literals.find(({ type }) => type.kind === 'number')?.type ?? first.type
  const value: readonly Value[] = literals.map((literal) => literal.value)
  return { kind: 'constant', value, type: { kind: 'list', of }, span }
}

function join(parts: readonly Part[]): Part {
  const [only, second] = parts
  if (only !== undefined && second === undefined) return only
  const text = parts.map((one) => one.text).join(' || ')
  const operands = parts.flatMap(({ expression }) => (expression === null ? [] : [expression]))
  const span = operands[0]?.span ?? { start: 0, end: 0 }
  return part(text, operands.length < parts.length ? null : { kind: 'any', operands, type: booleanType, span })
}

function negate({ text, expression }: Part, count: number): Part {
  if (expression === null) return part(`!(${text})`, null)
  if (expression.kind === 'not') return part(text.slice(1), expression.operand)
  if (expression.kind === 'compare' && expression.operator === '==') {
    return part(text.replace(' == ', ' != '), { ...expression, operator: '!=' })
  }
  const isTight = count === 1 && (expression.kind === 'symbol' || expression.kind === 'call')
  const operand: Expression = { kind: 'not', operand: expression, type: booleanType, span: expression.span }
  return part(isTight ? `!${text}` : `!(${text})`, operand)
}

function writeItem(column: Column, item: Exclude<CellItem, { readonly kind: 'value' }>): Part | CellFault {
  const { path, symbol, span, isList } = column
  const call = (name: string, given: readonly Expression[]): Expression => ({
    kind: 'call',
    name,
    arguments: given,
    type: booleanType,
    span,
  })
  switch (item.kind) {
    case 'known':
      return part(`known(${path})`, call('known', [symbol]))
    case 'missing':
      return negate(part(`known(${path})`, call('known', [symbol])), 1)
    case 'group': {
      const group = `group(${JSON.stringify(item.name)})`
      return part(isList ? `overlaps(${path}, ${group})` : `${path} in ${group}`, null)
    }
    case 'prefix': {
      if (isList || column.type.kind !== 'string')
        return fault(`\`${path}\` has no beginning to compare.`, 'List the values, or write a range.')
      const start: Expression = { kind: 'constant', value: item.text, type: { kind: 'string' }, span }
      return part(`${path}.startsWith(${JSON.stringify(item.text)})`, call('startsWith', [symbol, start]))
    }
    case 'range':
      return writeRange(column, item)
  }
}

const rangeDomains: ReadonlySet<string | undefined> = new Set([undefined, 'date', 'postal_code'])

function writeRange(
  column: Column,
  { low, high }: { readonly low: CellBound | null; readonly high: CellBound | null },
): Part | CellFault {
  const { path, type, isList, span } = column
  const isOrdered =
    isNumeric(type) || (type.kind === 'string' && type.values === undefined && rangeDomains.has(type.domain))
  if (isList || !isOrdered)
    return fault(`The values of \`${path}\` have no order, so they have no range.`, 'List the values: `DE, AT, CH`.')
  const bounds: Part[] = []
  for (const { bound, isLow } of [
    { bound: low, isLow: true },
    { bound: high, isLow: false },
  ]) {
    if (bound === null) continue
    const literal = readCellLiteral(column, { text: bound.text, isQuoted: false })
    if (literal.kind === 'fault') return literal
    const sign = isLow ? '>' : '<'
    bounds.push(compare(column, bound.isIncluded ? `${sign}=` : sign, literal))
  }
  if (low !== null && high !== null && isBackwards(type, low, high)) {
    const message = `The range from ${low.text} to ${high.text} holds nothing.`
    return { kind: 'fault', code: 'table_range_empty', message, hint: 'Write the smaller end first, and include it.' }
  }
  const [only, second] = bounds
  if (only !== undefined && second === undefined) return only
  const operands = bounds.flatMap(({ expression }) => (expression === null ? [] : [expression]))
  const expression: Expression | null =
    operands.length < bounds.length ? null : { kind: 'all', operands, type: booleanType, span }
  return part(bounds.map((bound) => bound.text).join(' && '), expression)
}

function isBackwards(type: ValueType, low: CellBound, high: CellBound): boolean {
  const [from, to] = isNumeric(type) ? [Number(low.text), Number(high.text)] : [low.text, high.text]
  return from > to || (from === to && !(low.isIncluded && high.isIncluded))
}

function fault(message: string, hint: string): CellFault {
  return { kind: 'fault', message, hint }
}
