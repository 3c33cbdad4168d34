import type { Value, ValueType } from '../language/expression.ts'
import type { AttributeAxis } from './axis.ts'
import { classOfValue } from './class-of-value.ts'

/**
 * A readable value of this class, to stand for all of them; `undefined` for class 0 (missing) and where no value of
 * the attribute's own list is in the class. Class 1 upwards as in `Partition`.
 */
export function representativeOf(axis: AttributeAxis, classId: number): Value | undefined {
  if (classId === 0) return undefined
  return candidates(axis, classId).find((value) => classOfValue(axis.partition, value) === classId)
}

function candidates({ symbol, partition }: AttributeAxis, classId: number): readonly Value[] {
  switch (partition.kind) {
    case 'truths':
      return [classId === 2]
    case 'presence':
      return [presentValue(symbol.type)]
    case 'numbers':
      return numbersNear(partition.cuts, classId)
    case 'texts':
      return [...listed(symbol.type), ...textsNear(partition.cuts, classId)]
    case 'names': {
      const closed = listed(symbol.type)
      if (classId >= 2) return [partition.names[classId - 2]]
      return closed.length > 0 ? closed : ['anything else']
    }
  }
}

function presentValue(type: ValueType): Value {
  switch (type.kind) {
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return 1
    case 'string':
      return listed(type)[0] ?? 'anything'
    case 'list':
      return [presentValue(type.of)]
  }
}

function listed(type: ValueType): readonly string[] {
  return type.kind === 'string' && type.values !== undefined ? [...type.values] : []
}

/** The lower bound of the class, rounded up where that stays inside; below the first cut, the number before it. */
function numbersNear(cuts: Float64Array, classId: number): readonly number[] {
  if (cuts.length === 0) return [1]
  if (classId === 1) return [...(cuts[0] > 0 ? [0] : []), Math.ceil(cuts[0]) - 1, cuts[0] - 1]
  const low = cuts[classId - 2]
  return [Math.ceil(low), low]
}

function textsNear(cuts: readonly string[], classId: number): readonly string[] {
  if (cuts.length === 0) return ['anything']
  return classId === 1 ? ['', ' '] : [cuts[classId - 2], `${cuts[classId - 2]}a`]
}
