import { mirrored } from '../language/compile-comparison.ts'
import { readPlainPattern } from '../language/plain-pattern.ts'
import type { CompareOperator, Expression, SymbolRef, Value } from '../language/expression.ts'

/** What an atom asks of its symbol's value. `below` also serves `>` and `>=`, negated. */
export type AtomTest =
  | { readonly kind: 'known' }
  | { readonly kind: 'is_true' }
  | { readonly kind: 'one_of'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'below'; readonly bound: string | number; readonly inclusive: boolean }
  | { readonly kind: 'prefix'; readonly prefix: string }

/**
 * The smallest condition the index understands: one attribute of the lead against constants. It is unknown
 * exactly when the attribute is missing, except `known`, which never is.
 */
export type Atom = { readonly symbol: SymbolRef; readonly test: AtomTest; readonly isNegated: boolean }

/** Reads an expression as an atom; `null` when it is none, and then only the evaluator can answer it. */
export function readAtom(expression: Expression): Atom | null {
  switch (expression.kind) {
    case 'symbol':
      return isScalarOf(expression, 'boolean') ? atom(expression, { kind: 'is_true' }) : null
    case 'compare':
      return readComparison(expression)
    case 'in':
      return readMembership(expression)
    case 'call':
      return readCall(expression)
    case 'constant':
    case 'not':
    case 'all':
    case 'any':
    case 'list':
    case 'arithmetic':
    case 'negative':
    case 'conditional':
    case 'quantifier':
    case 'variable':
      return null
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

function atom({ symbol }: Of<'symbol'>, test: AtomTest, isNegated = false): Atom {
  return { symbol, test, isNegated }
}

function isLeadSymbol(expression: Expression): expression is Of<'symbol'> {
  return expression.kind === 'symbol' && expression.symbol.space === 'lead'
}

function isScalarOf(expression: Expression, ...kinds: readonly string[]): expression is Of<'symbol'> {
  return isLeadSymbol(expression) && kinds.includes(expression.symbol.type.kind)
}

function readComparison({ operator, left, right }: Of<'compare'>): Atom | null {
  if (right.kind === 'constant') return compareWith(left, operator, right.value)
  if (left.kind === 'constant') return compareWith(right, mirrored[operator], left.value)
  return null
}

function compareWith(expression: Expression, operator: CompareOperator, constant: Value): Atom | null {
  if (typeof constant === 'object' || !isOfKind(expression, constant)) return null
  if (operator === '==' || operator === '!=') {
    return atom(expression, { kind: 'one_of', values: [constant] }, operator === '!=')
  }
  // Truths have an order too, but nobody asks for it: the evaluator may.
  if (typeof constant === 'boolean') return null
  const inclusive = operator === '<=' || operator === '>'
  return atom(expression, { kind: 'below', bound: constant, inclusive }, operator === '>' || operator === '>=')
}

/** A symbol whose values are of the constant's kind, so that class and constant can be compared. */
function isOfKind(expression: Expression, constant: Value): expression is Of<'symbol'> {
  if (typeof constant === 'number') return isScalarOf(expression, 'integer', 'number')
  return isScalarOf(expression, typeof constant)
}

function readMembership({ item, list }: Of<'in'>): Atom | null {
  if (list.kind !== 'constant' || typeof list.value !== 'object' || !isLeadSymbol(item)) return null
  const values: (string | number | boolean)[] = []
  for (const value of list.value) {
    if (typeof value === 'object' || !isOfKind(item, value)) return null
    values.push(value)
  }
  return isScalarOf(item, 'boolean', 'integer', 'number', 'string') ? atom(item, { kind: 'one_of', values }) : null
}

function readCall({ name, arguments: given }: Of<'call'>): Atom | null {
  const [first, second] = given
  if (first === undefined || !isLeadSymbol(first)) return null
  if (name === 'known') return atom(first, { kind: 'known' })
  if (!isScalarOf(first, 'string') || second?.kind !== 'constant' || typeof second.value !== 'string') return null
  if (name === 'startsWith') return atom(first, { kind: 'prefix', prefix: second.value })
  return name === 'matches' ? readPattern(first, second.value) : null
}

/** A pattern that is a plain text from the start on is a prefix, or the whole value. */
function readPattern(symbol: Of<'symbol'>, pattern: string): Atom | null {
  const plain = readPlainPattern(pattern)
  if (plain === null || !plain.isFromStart) return null
  const { text } = plain
  return atom(symbol, plain.isToEnd ? { kind: 'one_of', values: [text] } : { kind: 'prefix', prefix: text })
}
