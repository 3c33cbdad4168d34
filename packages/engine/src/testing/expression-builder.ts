import type {
  ArithmeticOperator,
  CompareOperator,
  Expression,
  SymbolRef,
  Value,
  ValueType,
} from '../language/expression.ts'

/** Builds expressions without a text, as the parser would type them. Spans are empty. */
const span = { start: 0, end: 0 }
const boolean: ValueType = { kind: 'boolean' }
const integer: ValueType = { kind: 'integer' }

export function constant(value: Value): Expression {
  return { kind: 'constant', value, type: typeOf(value), span }
}

export function symbol(ref: SymbolRef): Expression {
  return { kind: 'symbol', symbol: ref, type: ref.type, span }
}

export function not(operand: Expression): Expression {
  return { kind: 'not', operand, type: boolean, span }
}

export function all(...operands: readonly Expression[]): Expression {
  return { kind: 'all', operands, type: boolean, span }
}

export function any(...operands: readonly Expression[]): Expression {
  return { kind: 'any', operands, type: boolean, span }
}

export function compare(left: Expression, operator: CompareOperator, right: Expression): Expression {
  return { kind: 'compare', operator, left, right, type: boolean, span }
}

export function isIn(item: Expression, list: Expression): Expression {
  return { kind: 'in', item, list, type: boolean, span }
}

export function list(...items: readonly Expression[]): Expression {
  return { kind: 'list', items, type: { kind: 'list', of: items[0]?.type ?? boolean }, span }
}

export function arithmetic(left: Expression, operator: ArithmeticOperator, right: Expression): Expression {
  const type = left.type.kind === 'integer' && right.type.kind === 'integer' ? integer : left.type
  return { kind: 'arithmetic', operator, left, right, type, span }
}

export function negative(operand: Expression): Expression {
  return { kind: 'negative', operand, type: operand.type, span }
}

export function conditional(test: Expression, then: Expression, otherwise: Expression): Expression {
  return { kind: 'conditional', test, then, otherwise, type: then.type, span }
}

/** A call whose result is a truth unless `type` says otherwise. */
export function call(name: string, given: readonly Expression[], type: ValueType = boolean): Expression {
  return { kind: 'call', name, arguments: given, type, span }
}

/** `list.exists(variable, body)`; the body is given the variable. */
export function quantifier(
  kind: 'exists' | 'all' | 'exists_one',
  list: Expression,
  body: (variable: Expression) => Expression,
): Expression {
  const of = list.type.kind === 'list' ? list.type.of : boolean
  const variable: Expression = { kind: 'variable', name: 'item', type: of, span }
  return { kind: 'quantifier', quantifier: kind, variable: 'item', list, body: body(variable), type: boolean, span }
}

function typeOf(value: Value): ValueType {
  if (typeof value === 'string') return { kind: 'string' }
  if (typeof value === 'number') return Number.isInteger(value) ? integer : { kind: 'number' }
  if (typeof value === 'boolean') return boolean
  return { kind: 'list', of: value.length === 0 ? boolean : typeOf(value[0]) }
}
