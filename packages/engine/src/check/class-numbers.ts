import type { Axis } from '../compile/axis.ts'
import { classOfValue } from '../compile/class-of-value.ts'
import type { ClassSet } from '../compile/class-set.ts'
import type { Value } from '../language/expression.ts'

/**
 * The classes of an axis that some lead can be in, numbered anew without holes: an integer's classes between whole
 * numbers are gone, as is an enum's "other" when all its values are named. Class 0 stays "missing". Intervals stay
 * intervals, which holes would cut to pieces.
 */
export type ClassNumbers = {
  readonly count: number
  /** By new number: the axis's own. */
  readonly originals: Int32Array
  /** By new number: a value that a person would write; nothing for class 0 and on opaque axes. */
  readonly examples: readonly (Value | undefined)[]
  /** The set in new numbers. */
  renumber(classes: ClassSet): ClassSet
}

/** Numbers the classes of an axis; `examples` says by class of its own whether there is a value in it. */
export function numberClasses(axis: Axis, examples: readonly (Value | undefined)[]): ClassNumbers {
  const isThere = (id: number): boolean => id === 0 || axis.kind === 'opaque' || examples[id] !== undefined
  const originals: number[] = []
  // How many classes that are there lie below each of the axis's own.
  const below = new Int32Array(axis.classCount + 1)
  for (let id = 0; id < axis.classCount; id += 1) {
    below[id] = originals.length
    if (isThere(id)) originals.push(id)
  }
  below[axis.classCount] = originals.length
  return {
    count: originals.length,
    originals: Int32Array.from(originals),
    examples: originals.map((id) => examples[id]),
    renumber: (classes) => renumbered(classes, below),
  }
}

function renumbered(classes: ClassSet, below: Int32Array): ClassSet {
  const set: number[] = []
  for (let index = 0; index < classes.length; index += 2) {
    const [start, end] = [below[classes[index]], below[classes[index + 1]]]
    if (start >= end) continue
    // Two intervals may touch where only a hole was between them.
    if (set.length > 0 && set[set.length - 1] === start) set[set.length - 1] = end
    else set.push(start, end)
  }
  return set
}

/** The new number of a value's class; 0 when it is missing. */
export function classNumberOf(
  axis: Axis & { readonly kind: 'attribute' },
  numbers: ClassNumbers,
  value: Value | undefined,
): number {
  if (value === undefined) return 0
  const id = classOfValue(axis.partition, value)
  return numbers.renumber([id, id + 1])[0] ?? 0
}
