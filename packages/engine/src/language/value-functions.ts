import { bounds } from './bounds.ts'
import { lessThan, sameValue } from './compare-values.ts'
import type { Value } from './expression.ts'
import { type FunctionBody, onNumber } from './function-body.ts'
import { sizeOfText } from './text-functions.ts'

/** Functions over numbers, lists, and from one type to another, by name. */
export const valueFunctions: Readonly<Record<string, FunctionBody>> = {
  size: (value) => {
    if (typeof value === 'string') return sizeOfText(value)
    return typeof value === 'object' ? value.length : undefined
  },
  index: (list, at) => (typeof list === 'object' && typeof at === 'number' ? list[at] : undefined),
  overlaps: (a, b) => (typeof a === 'object' && typeof b === 'object' ? overlaps(a, b) : undefined),
  'math.greatest': (...given) => extreme(given, (a, b) => lessThan(a, b) === true),
  'math.least': (...given) => extreme(given, (a, b) => lessThan(b, a) === true),
  'math.abs': onNumber(Math.abs),
  'math.ceil': onNumber(Math.ceil),
  'math.floor': onNumber(Math.floor),
  'math.round': onNumber((value) => Math.sign(value) * Math.round(Math.abs(value))),
  'math.trunc': onNumber(Math.trunc),
  'math.sign': onNumber(Math.sign),
  int: toInteger,
  double: toNumber,
  string: (value) => (typeof value === 'object' ? undefined : String(value)),
  bool: (value) => (typeof value === 'string' ? truths.get(value) : isBoolean(value)),
}

function isBoolean(value: Value): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
])

function overlaps(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length > bounds.listLengthMax || b.length > bounds.literalItemsMax) return undefined
  return a.some((item) => b.some((other) => sameValue(item, other)))
}

/** The first of several values that no other exceeds; one list stands for its items. */
function extreme(given: readonly Value[], isExceeded: (a: Value, b: Value) => boolean): Value | undefined {
  const [first] = given
  const values = given.length === 1 && typeof first === 'object' ? first : given
  let found = values[0]
  for (const value of values) {
    if (found !== undefined && isExceeded(found, value)) found = value
  }
  return found
}

function toInteger(value: Value): number | undefined {
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? safe(Number(value)) : undefined
  return typeof value === 'number' ? safe(Math.trunc(value)) : undefined
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined
}

function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value)) return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
