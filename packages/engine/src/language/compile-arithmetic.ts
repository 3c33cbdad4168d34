import { bounds } from './bounds.ts'
import type { Read } from './closure.ts'
import type { ArithmeticOperator, Value, ValueType } from './expression.ts'

type Operate = (a: Value, b: Value) => Value | undefined

/** Arithmetic by the static type of the result; what cannot be computed exactly or finitely is unknown. */
export function compileArithmetic(
  operator: ArithmeticOperator,
  type: ValueType,
  sides: { readonly left: Read; readonly right: Read },
): Read {
  const operate = operationFor(operator, type)
  const { left, right } = sides
  return (lead, owner) => {
    const a = left(lead, owner)
    if (a === undefined) return undefined
    const b = right(lead, owner)
    return b === undefined ? undefined : operate(a, b)
  }
}

function operationFor(operator: ArithmeticOperator, type: ValueType): Operate {
  switch (type.kind) {
    case 'string':
      return joinTexts
    case 'list':
      return joinLists
    case 'integer':
      return onNumbers((a, b) => exact(integerOperations[operator](a, b)))
    case 'number':
    case 'boolean':
      return onNumbers((a, b) => finite(numberOperations[operator](a, b)))
  }
}

function onNumbers(operate: (a: number, b: number) => number | undefined): Operate {
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? operate(a, b) : undefined)
}

const numberOperations: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

const integerOperations: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  ...numberOperations,
  // Without its remainder the dividend divides exactly, so nothing is rounded. A zero divisor gives NaN.
  '/': (a, b) => (a - (a % b)) / b,
}

/** An integer that a double still holds exactly; adding zero turns −0 into 0. */
function exact(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined
}

/** Neither infinity nor NaN ever becomes a value: dividing by zero is unknown, not "larger than everything". */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

function joinTexts(a: Value, b: Value): Value | undefined {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  return a.length + b.length > bounds.textLengthMax ? undefined : a + b
}

function joinLists(a: Value, b: Value): Value | undefined {
  if (typeof a !== 'object' || typeof b !== 'object') return undefined
  return a.length + b.length > bounds.listLengthMax ? undefined : [...a, ...b]
}

/** The value with its sign changed; an integer zero has no sign. */
export function compileNegative(operand: Read, type: ValueType): Read {
  const zero = type.kind === 'integer' ? 0 : -0
  return (lead, owner) => {
    const value = operand(lead, owner)
    return typeof value === 'number' ? zero - value : undefined
  }
}
