import type { Value } from '../language/expression.ts'
import type { Partition } from './axis.ts'

/** The class of a present value. A value of another type than the axis's belongs to class 1, like one that nothing mentions. */
export function classOfValue(partition: Partition, value: Value): number {
  switch (partition.kind) {
    case 'truths':
      return value === true ? 2 : 1
    case 'presence':
      return 1
    case 'numbers':
      return typeof value === 'number' ? 1 + countNumbersUpTo(partition.cuts, value) : 1
    case 'texts':
      return typeof value === 'string' ? 1 + countTextsUpTo(partition.cuts, value) : 1
    case 'names':
      return typeof value === 'string' ? (partition.classByName.get(value) ?? 1) : 1
  }
}

/** How many of the sorted numbers are at most this one. */
export function countNumbersUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the sorted texts are at most this one. */
export function countTextsUpTo(sorted: readonly string[], value: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
