import type { AttributeAxis } from '../compile/axis.ts'
import { classOfValue } from '../compile/class-of-value.ts'
import type { Value, ValueType } from '../language/expression.ts'
import type { Field } from '../policy/policy.ts'
import { textExamples } from './example-texts.ts'

/** Shown before other countries, because more people can place them. */
const familiarCountries = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'IN', 'CA', 'AU', 'ES', 'IT', 'MX', 'PL', 'ZA', 'SG']

/**
 * By class of the axis, a value that a person would write; `undefined` where no value that a lead can have is in the
 * class: below an integer field's least value, between two whole numbers, an enum's "other" when all values are named.
 * `field` is the lead's own field behind the axis; `null` for what is read elsewhere.
 */
export function examplesOf(axis: AttributeAxis, field: Field | null): readonly (Value | undefined)[] {
  const { partition, symbol, classCount } = axis
  switch (partition.kind) {
    case 'truths':
      return [undefined, false, true]
    case 'presence':
      return [undefined, presentValue(symbol.type)]
    case 'numbers':
      return numberExamples(partition.cuts, {
        isWhole: symbol.type.kind === 'integer',
        min: field?.min ?? null,
        max: field?.max ?? null,
      })
    case 'names':
      return isClosed(symbol.type)
        ? closedExamples(axis)
        : Array.from({ length: classCount }, (_, id) =>
            id === 0 ? undefined : (partition.names[id - 2] ?? 'anything else'),
          )
    case 'texts':
      return isClosed(symbol.type) ? closedExamples(axis) : textExamples(partition.cuts, domainOf(symbol.type))
  }
}

/** Any value of the type, where it does not matter which. */
export function presentValue(type: ValueType): Value {
  switch (type.kind) {
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return 1
    case 'string':
      return listedValues(type)[0] ?? textExamples([], domainOf(type))[1] ?? 'anything'
    case 'list':
      return [presentValue(type.of)]
  }
}

function domainOf(type: ValueType): string | undefined {
  return type.kind === 'string' ? type.domain : undefined
}

function isClosed(type: ValueType): boolean {
  return type.kind === 'string' && type.values !== undefined
}

/** The values of a closed type, those that more people can place first; none where any text will do. */
export function listedValues(type: ValueType): readonly string[] {
  if (type.kind !== 'string' || type.values === undefined) return []
  const familiar = type.domain === 'country' ? familiarCountries : []
  return [...familiar, ...type.values].filter((value) => type.values?.has(value) === true)
}

function closedExamples({ symbol, partition, classCount }: AttributeAxis): readonly (Value | undefined)[] {
  const examples = Array.from<Value | undefined>({ length: classCount })
  for (const value of listedValues(symbol.type)) examples[classOfValue(partition, value)] ??= value
  return examples
}

type Bounds = { readonly isWhole: boolean; readonly min: number | null; readonly max: number | null }

function numberExamples(cuts: Float64Array, { isWhole, min, max }: Bounds): readonly (number | undefined)[] {
  return Array.from({ length: cuts.length + 2 }, (_, id) => {
    if (id === 0) return undefined
    const low = Math.max(id === 1 ? Number.NEGATIVE_INFINITY : cuts[id - 2], min ?? Number.NEGATIVE_INFINITY)
    const end = id - 1 < cuts.length ? cuts[id - 1] : Number.POSITIVE_INFINITY
    const isInside = (value: number): boolean =>
      Number.isFinite(value) &&
      value >= low &&
      value < end &&
      (max === null || value <= max) &&
      (!isWhole || Number.isInteger(value))
    return [...numbersNear(low, end), ...(max === null ? [] : [Math.floor(max)])].find(isInside)
  })
}

/** Round numbers first; a class of whole numbers, if it has any, has its lower bound rounded up, or the one below its end. */
function numbersNear(low: number, end: number): readonly number[] {
  if (low === Number.NEGATIVE_INFINITY)
    return [...(end > 0 ? [0, 1] : []), Math.ceil(end) - 1, end - 1, -Number.MAX_VALUE]
  return [Math.ceil(low) + 0, low, (low + Math.min(end, low + 1)) / 2]
}
