import type { Truth, Value } from './expression.ts'

/** Equality of two present values; lists are equal when they agree item by item. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) {
    const [itemOfA, itemOfB] = [a[index], b[index]]
    if (itemOfA === undefined || itemOfB === undefined || !sameValue(itemOfA, itemOfB)) return false
  }
  return true
}

/**
 * The order of two present values of one kind: numbers by size, texts by UTF-16 units, false before true.
 * Unknown for what has no order. Numbers are always finite here, so `a <= b` is exactly `!(b < a)`.
 */
export function lessThan(a: Value, b: Value): Truth {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a === 'string' && typeof b === 'string') return a < b
  if (typeof a === 'boolean' && typeof b === 'boolean') return !a && b
  return undefined
}
