import { bounds } from './bounds.ts'
import type { Ask, Cell, Cells, Read, ReadItems } from './closure.ts'
import { compileArithmetic, compileNegative } from './compile-arithmetic.ts'
import { compileCall } from './compile-call.ts'
import {
  compileComparison,
  compileIn,
  compileMembership,
  compileSlotComparison,
  mirrored,
} from './compile-comparison.ts'
import { compileQuantifier, compileSelection } from './compile-quantifier.ts'
import type { Expression, SymbolRef, Value } from './expression.ts'
import { invariant } from '../engine-error.ts'

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

/** Compiles a part that is a truth. `cells` holds the variables in sight. */
export function askOf(expression: Expression, cells: Cells): Ask {
  switch (expression.kind) {
    case 'not':
      return compileNot(askOf(expression.operand, cells))
    case 'all':
      return compileAll(expression.operands.map((operand) => askOf(operand, cells)))
    case 'any':
      return compileAny(expression.operands.map((operand) => askOf(operand, cells)))
    case 'compare':
      return compareOf(expression, cells)
    case 'in':
      return inOf(expression, cells)
    case 'quantifier':
      return quantifierOf(expression, cells)
    case 'constant':
    case 'symbol':
    case 'variable':
    case 'conditional':
    case 'call':
    case 'list':
    case 'arithmetic':
    case 'negative':
      return truthOf(readOf(expression, cells))
  }
}

/** Compiles any part for its value. */
export function readOf(expression: Expression, cells: Cells): Read {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression
      return () => value
    }
    case 'symbol':
      return readSymbol(expression.symbol)
    case 'variable': {
      const cell = cellOf(expression.name, cells)
      return () => cell.value
    }
    case 'conditional':
      return conditionalOf(expression, cells)
    case 'call':
      return compileCall(expression.name, expression.arguments, (part) => readOf(part, cells))
    case 'list':
      return completeList(itemsOf(expression, cells))
    case 'arithmetic': {
      const sides = { left: readOf(expression.left, cells), right: readOf(expression.right, cells) }
      return compileArithmetic(expression.operator, expression.type, sides)
    }
    case 'negative':
      return compileNegative(readOf(expression.operand, cells), expression.type)
    case 'quantifier':
      return isSelection(expression) ? selectionOf(expression, cells) : quantifierOf(expression, cells)
    case 'not':
    case 'all':
    case 'any':
    case 'compare':
    case 'in':
      return askOf(expression, cells)
  }
}

/** Reads a list item by item, so that a written list with one missing item still holds the others. */
export function itemsOf(list: Expression, cells: Cells): ReadItems {
  if (list.kind === 'list') {
    const items = list.items.map((item) => readOf(item, cells))
    return (lead, owner) => items.map((item) => item(lead, owner))
  }
  const read = readOf(list, cells)
  const lengthMax = list.kind === 'constant' ? bounds.literalItemsMax : bounds.listLengthMax
  return (lead, owner) => {
    const value = read(lead, owner)
    return typeof value === 'object' && value.length <= lengthMax ? value : undefined
  }
}

/** The cells that a quantifier's body sees: its own variable hides an outer one of the same name. */
export function withCell(cells: Cells, name: string, cell: Cell): Cells {
  return new Map(cells).set(name, cell)
}

function truthOf(read: Read): Ask {
  return (lead, owner) => {
    const value = read(lead, owner)
    return typeof value === 'boolean' ? value : undefined
  }
}

function readSymbol({ space, slot }: SymbolRef): Read {
  return space === 'lead' ? (lead) => lead[slot] : (_lead, owner) => owner[slot]
}

function cellOf(name: string, cells: Cells): Cell {
  const cell = cells.get(name)
  invariant(cell !== undefined, `variable ${name} is not in sight`)
  return cell
}

function compileNot(operand: Ask): Ask {
  return (lead, owner) => {
    const truth = operand(lead, owner)
    return truth === undefined ? undefined : !truth
  }
}

/** Kleene's "and": one false decides, whatever is unknown beside it. */
function compileAll(operands: readonly Ask[]): Ask {
  return (lead, owner) => {
    let truth: boolean | undefined = true
    for (const operand of operands) {
      const next = operand(lead, owner)
      if (next === false) return false
      if (next === undefined) truth = undefined
    }
    return truth
  }
}

/** Kleene's "or": one true decides, whatever is unknown beside it. */
function compileAny(operands: readonly Ask[]): Ask {
  return (lead, owner) => {
    let truth: boolean | undefined = false
    for (const operand of operands) {
      const next = operand(lead, owner)
      if (next === true) return true
      if (next === undefined) truth = undefined
    }
    return truth
  }
}

function compareOf({ operator, left, right }: Of<'compare'>, cells: Cells): Ask {
  if (left.kind === 'symbol' && left.symbol.space === 'lead' && right.kind === 'constant') {
    return compileSlotComparison(operator, left.symbol.slot, right.value)
  }
  if (left.kind === 'constant' && right.kind === 'symbol' && right.symbol.space === 'lead') {
    return compileSlotComparison(mirrored[operator], right.symbol.slot, left.value)
  }
  return compileComparison(operator, readOf(left, cells), readOf(right, cells))
}

function inOf({ item, list }: Of<'in'>, cells: Cells): Ask {
  if (list.kind !== 'constant') return compileIn(readOf(item, cells), itemsOf(list, cells))
  const isMember = compileMembership(constantItems(list.value))
  if (item.kind === 'symbol' && item.symbol.space === 'lead') {
    const { slot } = item.symbol
    return (lead) => {
      const value = lead[slot]
      return value === undefined ? undefined : isMember(value)
    }
  }
  const read = readOf(item, cells)
  return (lead, owner) => {
    const value = read(lead, owner)
    return value === undefined ? undefined : isMember(value)
  }
}

function constantItems(value: Value): readonly Value[] {
  invariant(typeof value === 'object', 'a constant on the right of `in` is a list')
  return value
}

function conditionalOf({ test, then, otherwise }: Of<'conditional'>, cells: Cells): Read {
  const ask = askOf(test, cells)
  const [whenTrue, whenFalse] = [readOf(then, cells), readOf(otherwise, cells)]
  return (lead, owner) => {
    const truth = ask(lead, owner)
    if (truth === undefined) return undefined
    return truth ? whenTrue(lead, owner) : whenFalse(lead, owner)
  }
}

function completeList(items: ReadItems): Read {
  return (lead, owner) => {
    const read = items(lead, owner)
    const present = read?.filter((item) => item !== undefined)
    return present?.length === read?.length ? present : undefined
  }
}

function isSelection({ quantifier }: Of<'quantifier'>): boolean {
  return quantifier === 'filter' || quantifier === 'map'
}

function quantifierOf({ quantifier, variable, list, body }: Of<'quantifier'>, cells: Cells): Ask {
  const cell: Cell = { value: undefined }
  return compileQuantifier(quantifier, cell, {
    items: itemsOf(list, cells),
    body: askOf(body, withCell(cells, variable, cell)),
  })
}

function selectionOf({ quantifier, variable, list, body }: Of<'quantifier'>, cells: Cells): Read {
  const cell: Cell = { value: undefined }
  return compileSelection(quantifier, cell, {
    items: itemsOf(list, cells),
    body: readOf(body, withCell(cells, variable, cell)),
  })
}
