import type { Axis, AttributeAxis } from '../compile/axis.ts'
import { type ClassSet, countClasses, hasClass } from '../compile/class-set.ts'
import type { Value } from '../language/expression.ts'
import { describeExpression } from '../language/print-expression.ts'
import { valueText } from '../trace/input-sentences.ts'
import type { Region } from './box.ts'
import type { CheckSpace } from './check-space.ts'

/** Values named one by one; of more, only examples. */
const NAMED_MAX = 6

/**
 * What the leads of a region have in common, one phrase for each axis that matters: `country is none of AT, DE`,
 * `employees from 100 to 999`, `no account.tier`.
 */
export function describeRegion(space: CheckSpace, region: Region): readonly string[] {
  return mattering(space, region).map((axis) => describeSide(space, axis, region[axis.id]))
}

/** The axes on which the region is narrower than all complete leads. */
export function mattering({ axes, complete }: CheckSpace, region: Region): readonly Axis[] {
  return axes.filter(({ id }) => countClasses(region[id]) < countClasses(complete[id]))
}

function describeSide(space: CheckSpace, axis: Axis, side: ClassSet): string {
  if (axis.kind === 'opaque') {
    const text = describeExpression(axis.expression)
    return hasClass(side, 2) ? text : `not ${text}`
  }
  const name = axis.symbol.path
  const isMissingPossible = hasClass(side, 0)
  const present = isMissingPossible ? side.slice(side[1] === 1 ? 2 : 0) : side
  if (countClasses(side) === 1 && isMissingPossible) return `no ${name}`
  const text = describePresent(space, axis, isMissingPossible && side[1] !== 1 ? [1, ...side.slice(1)] : present)
  return isMissingPossible ? `${text}, or no ${name}` : text
}

function describePresent(space: CheckSpace, axis: AttributeAxis, side: ClassSet): string {
  const name = axis.symbol.path
  switch (axis.partition.kind) {
    case 'truths':
      return side.length === 2 && side[1] - side[0] === 2 ? `any ${name}` : `${name} ${hasClass(side, 2) ? 'true' : 'false'}`
    case 'presence':
      return `some ${name}`
    case 'names':
      return `${name} ${namesText(space, axis, side)}`
    case 'numbers':
      return `${name} ${numbersText(axis.partition.cuts, side, axis.symbol.type.kind === 'integer')}`
    case 'texts':
      return `${name} such as ${examplesIn(space.examples[axis.id], side).slice(0, 3).map(valueText).join(', ')}`
  }
}

function examplesIn(examples: readonly (Value | undefined)[], side: ClassSet): readonly Value[] {
  return examples.flatMap((value, id) => (value !== undefined && hasClass(side, id) ? [value] : []))
}

function namesText({ examples, complete }: CheckSpace, axis: AttributeAxis, side: ClassSet): string {
  const inside = examplesIn(examples[axis.id], side)
  // Class 1 is every value that no condition names.
  if (!hasClass(side, 1)) {
    const shown = inside.slice(0, NAMED_MAX).map(valueText).join(', ')
    return inside.length <= NAMED_MAX ? `${inside.length === 1 ? '' : 'one of '}${shown}` : `one of ${inside.length}, such as ${shown}`
  }
  const outside = examples[axis.id].flatMap((value, id) =>
    value !== undefined && id > 0 && hasClass(complete[axis.id], id) && !hasClass(side, id) ? [value] : [],
  )
  if (outside.length === 0) return 'of any value'
  const shown = outside.slice(0, NAMED_MAX).map(valueText).join(', ')
  return `none of ${shown}${outside.length > NAMED_MAX ? ` and ${outside.length - NAMED_MAX} more` : ''}`
}

function numbersText(cuts: Float64Array, side: ClassSet, isWhole: boolean): string {
  const stretches: string[] = []
  for (let index = 0; index < side.length; index += 2) {
    const low = side[index] <= 1 ? null : cuts[side[index] - 2]
    const end = side[index + 1] - 2 < cuts.length ? cuts[side[index + 1] - 2] : null
    stretches.push(stretchText(low, end, isWhole))
  }
  return stretches.length <= 3 ? stretches.join(' or ') : `${stretches.slice(0, 3).join(' or ')} and ${stretches.length - 3} more stretches`
}

function stretchText(low: number | null, end: number | null, isWhole: boolean): string {
  const from = low === null ? null : isWhole ? Math.ceil(low) : low
  const to = end === null ? null : isWhole ? Math.ceil(end) - 1 : end
  if (from === null) return to === null ? 'of any value' : isWhole ? `up to ${to}` : `below ${to}`
  if (to === null) return `from ${from}`
  if (from === to || (!isWhole && to - from <= Math.abs(from) * Number.EPSILON)) return String(from)
  return isWhole ? `from ${from} to ${to}` : `from ${from} to below ${to}`
}
