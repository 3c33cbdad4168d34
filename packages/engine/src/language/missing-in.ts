import type { Cells, Read } from './closure.ts'
import { askOf, itemsOf, readOf, withCell } from './compile-expression.ts'
import type { Expression, Values } from './expression.ts'

type Search = { readonly lead: Values; readonly owner: Values; readonly cells: Cells; readonly found: Set<string> }

/**
 * The names whose absence makes the expression unknown, in reading order; none when it is known, or
 * when only a computation failed (a division by zero).
 */
export function missingIn(expression: Expression, lead: Values, owner: Values): readonly string[] {
  const found = new Set<string>()
  search(expression, { lead, owner, cells: new Map(), found })
  return [...found]
}

function search(expression: Expression, within: Search): void {
  if (isKnown(expression, within)) return
  switch (expression.kind) {
    case 'symbol':
      within.found.add(expression.symbol.path)
      return
    case 'constant':
    case 'variable':
      return
    case 'not':
    case 'negative':
      return search(expression.operand, within)
    case 'all':
    case 'any':
      return searchEach(expression.operands, within)
    case 'compare':
    case 'arithmetic':
      return searchEach([expression.left, expression.right], within)
    case 'in':
      return searchEach([expression.item, expression.list], within)
    case 'list':
      return searchEach(expression.items, within)
    case 'call':
      return searchEach(expression.arguments, within)
    case 'conditional':
      return searchConditional(expression, within)
    case 'quantifier':
      return searchQuantifier(expression, within)
  }
}

function isKnown(expression: Expression, { lead, owner, cells }: Search): boolean {
  if (expression.kind === 'constant') return true
  if (expression.kind === 'symbol') {
    const { space, slot } = expression.symbol
    return (space === 'lead' ? lead : owner)[slot] !== undefined
  }
  const read = cells.size === 0 ? readAlone(expression) : readOf(expression, cells)
  return read(lead, owner) !== undefined
}

// Leads that lack the same attribute stop at the same conditions, so their parts are compiled once.
const readings = new WeakMap<Expression, Read>()

/** A part outside every quantifier. */
function readAlone(expression: Expression): Read {
  const known = readings.get(expression)
  if (known !== undefined) return known
  const read = readOf(expression, new Map())
  readings.set(expression, read)
  return read
}

function searchEach(expressions: readonly Expression[], within: Search): void {
  for (const expression of expressions) search(expression, within)
}

function searchConditional(expression: Extract<Expression, { kind: 'conditional' }>, within: Search): void {
  const truth = askOf(expression.test, within.cells)(within.lead, within.owner)
  if (truth === undefined) search(expression.test, within)
  else search(truth ? expression.then : expression.otherwise, within)
}

function searchQuantifier(expression: Extract<Expression, { kind: 'quantifier' }>, within: Search): void {
  search(expression.list, within)
  const items = itemsOf(expression.list, within.cells)(within.lead, within.owner) ?? []
  for (const value of items) {
    search(expression.body, { ...within, cells: withCell(within.cells, expression.variable, { value }) })
  }
}
