import type { Ask, Read, ReadItems } from './closure.ts'
import { lessThan, sameValue } from './compare-values.ts'
import type { CompareOperator, Truth, Value } from './expression.ts'

/** The operator that says the same when both sides change places. */
export const mirrored = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
} as const satisfies Record<CompareOperator, CompareOperator>

/** Compares any two readings; unknown when one of them is missing. */
export function compileComparison(operator: CompareOperator, left: Read, right: Read): Ask {
  const judge = judges[operator]
  return (lead, owner) => {
    const a = left(lead, owner)
    if (a === undefined) return undefined
    const b = right(lead, owner)
    return b === undefined ? undefined : judge(a, b)
  }
}

const judges: Readonly<Record<CompareOperator, (a: Value, b: Value) => Truth>> = {
  '==': sameValue,
  '!=': (a, b) => !sameValue(a, b),
  '<': lessThan,
  '<=': (a, b) => negate(lessThan(b, a)),
  '>': (a, b) => lessThan(b, a),
  '>=': (a, b) => negate(lessThan(a, b)),
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

/** The commonest shape, one slot of the lead against one constant, read without a further call. */
export function compileSlotComparison(operator: CompareOperator, slot: number, constant: Value): Ask {
  if (typeof constant === 'number') return compareWithNumber(operator, slot, constant)
  if (typeof constant === 'string') return compareWithText(operator, slot, constant)
  const judge = judges[operator]
  return (lead) => {
    const value = lead[slot]
    return value === undefined ? undefined : judge(value, constant)
  }
}

function compareWithNumber(operator: CompareOperator, slot: number, constant: number): Ask {
  switch (operator) {
    case '==':
      return (lead) => equals(lead[slot], constant)
    case '!=':
      return (lead) => differs(lead[slot], constant)
    case '<':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'number' ? value < constant : undefined
      }
    case '<=':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'number' ? value <= constant : undefined
      }
    case '>':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'number' ? value > constant : undefined
      }
    case '>=':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'number' ? value >= constant : undefined
      }
  }
}

function compareWithText(operator: CompareOperator, slot: number, constant: string): Ask {
  switch (operator) {
    case '==':
      return (lead) => equals(lead[slot], constant)
    case '!=':
      return (lead) => differs(lead[slot], constant)
    case '<':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' ? value < constant : undefined
      }
    case '<=':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' ? value <= constant : undefined
      }
    case '>':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' ? value > constant : undefined
      }
    case '>=':
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' ? value >= constant : undefined
      }
  }
}

function equals(value: Value | undefined, constant: string | number): Truth {
  return value === undefined ? undefined : value === constant
}

function differs(value: Value | undefined, constant: string | number): Truth {
  return value === undefined ? undefined : value !== constant
}

// A group is one array however many conditions name it, so they share one set.
const sets = new WeakMap<readonly Value[], ReadonlySet<Value>>()

function setOf(constants: readonly Value[]): ReadonlySet<Value> {
  const known = sets.get(constants)
  if (known !== undefined) return known
  const set = new Set(constants)
  sets.set(constants, set)
  return set
}

/** Tells whether a present value is one of these constants. */
export function compileMembership(constants: readonly Value[]): (value: Value) => boolean {
  const isPlain = constants.every((constant) => typeof constant !== 'object')
  if (!isPlain) return (value) => constants.some((constant) => sameValue(constant, value))
  if (constants.length > 4) {
    const set = setOf(constants)
    return (value) => set.has(value)
  }
  const [first, second, third, fourth] = constants
  switch (constants.length) {
    case 0:
      return () => false
    case 1:
      return (value) => value === first
    case 2:
      return (value) => value === first || value === second
    default:
      // A hole is `undefined`, which no present value equals.
      return (value) => value === first || value === second || value === third || value === fourth
  }
}

/** `item in list`, item by item: found is true whatever else is missing; not found beside a missing item is unknown. */
export function compileIn(item: Read, list: ReadItems): Ask {
  return (lead, owner) => {
    const value = item(lead, owner)
    if (value === undefined) return undefined
    const items = list(lead, owner)
    return items === undefined ? undefined : findIn(items, value)
  }
}

function findIn(items: readonly (Value | undefined)[], value: Value): Truth {
  let truth: Truth = false
  for (const candidate of items) {
    if (candidate === undefined) truth = undefined
    else if (sameValue(candidate, value)) return true
  }
  return truth
}
