import type { Expression } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'

/**
 * Calls that are known whenever their arguments are, as long as no text or list is longer than `LONG_TEXT` and
 * `LONG_LIST`: the evaluator refuses to build or to walk through very long ones.
 */
const sureCalls: ReadonlySet<string> = new Set([
  'known',
  'matches',
  'startsWith',
  'endsWith',
  'contains',
  'lower',
  'upper',
  'lowerAscii',
  'upperAscii',
  'trim',
  'size',
  'overlaps',
])

/** UTF-16 units; changing case makes a text at most three times as long, and 100,000 are the evaluator's limit. */
export const LONG_TEXT = 10_000
/** Items; more than 1,000 are the evaluator's limit. */
export const LONG_LIST = 1_000

/** Whether the part may be unknown although every attribute it reads is present and none is very long. */
export function canFail(expression: Expression): boolean {
  switch (expression.kind) {
    case 'symbol':
    case 'variable':
      return false
    case 'constant':
      return typeof expression.value === 'object' && expression.value.length > LONG_LIST
    case 'arithmetic':
    case 'negative':
      return true
    case 'compare':
      return isWithoutOrder(expression.left) || canFail(expression.left) || canFail(expression.right)
    case 'call':
      return !sureCalls.has(expression.name) || expression.arguments.some(canFail)
    default:
      return partsOf(expression).some(canFail)
  }
}

/** Lists have no order, so asking which is smaller is unknown. */
function isWithoutOrder({ type }: Expression): boolean {
  return type.kind === 'list'
}

/** Adds the lead slots the part reads. */
export function collectSlots(expression: Expression, slots: Set<number>): void {
  if (expression.kind === 'symbol' && expression.symbol.space === 'lead') slots.add(expression.symbol.slot)
  for (const part of partsOf(expression)) collectSlots(part, slots)
}
