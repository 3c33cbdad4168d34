import type { Axis, AttributeAxis } from '../compile/axis.ts'
import { type ClassSet, countClasses, hasClass } from '../compile/class-set.ts'
import type { Value } from '../language/expression.ts'
import { describeExpression } from '../language/print-expression.ts'
import { valueText } from '../trace/input-sentences.ts'
import type { Region } from './box.ts'
import { type ClassNumbers, classNumberOf } from './class-numbers.ts'
import type { CheckSpace } from './check-space.ts'

/** Values named one by one; of more, only examples. */
const NAMED_MAX = 6

/**
 * What the leads of a region have in common, one phrase for each axis that matters: `country other than AT, DE`,
 * `employees from 100 to 999`, `no account.tier`.
 */
export function describeRegion(space: CheckSpace, region: Region): readonly string[] {
  const { isWithoutAccount, axes } = mattering(space, region)
  return [
    ...axes.map((axis) => describeSide(space, axis, region[axis.id])),
    ...(isWithoutAccount ? ['no account'] : []),
  ]
}

/** What there is to say of a region: that its leads have no account, and the axes on which it is narrower than all complete leads. */
export type Mattering = { readonly isWithoutAccount: boolean; readonly axes: readonly Axis[] }

/** What matters about a region. Without an account, nothing else is said of one; that no list names a lead goes without saying. */
export function mattering({ axes, complete }: CheckSpace, region: Region): Mattering {
  const narrow = axes.filter(
    ({ id }) => countClasses(region[id]) < countClasses(complete[id]) && !isUnlisted(axes[id], region),
  )
  const ofAccount = narrow.filter(isAboutAccount)
  const lacking = ofAccount.filter(({ id }) => region[id][1] === 1 && region[id].length === 2)
  const isWithoutAccount = lacking.length > 0 && (lacking.length === ofAccount.length || lacking.some(isAlwaysThere))
  return { isWithoutAccount, axes: isWithoutAccount ? narrow.filter((axis) => !isAboutAccount(axis)) : narrow }
}

function isAboutAccount(axis: Axis): boolean {
  return axis.kind === 'attribute' && axis.symbol.origin === 'account'
}

function isAlwaysThere(axis: Axis): boolean {
  return axis.kind === 'attribute' && (axis.symbol.path === 'account.id' || axis.symbol.path === 'account.name')
}

function isUnlisted(axis: Axis, region: Region): boolean {
  return axis.kind === 'attribute' && axis.symbol.origin === 'fact' && region[axis.id][0] === 1
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
      return side.length === 2 && side[1] - side[0] === 2
        ? `any ${name}`
        : `${name} ${hasClass(side, 2) ? 'true' : 'false'}`
    case 'presence':
      return `some ${name}`
    case 'names':
      return `${name} ${namesText(space, axis, side)}`
    case 'numbers':
      return `${name} ${numbersText(space.numbers[axis.id], axis, side)}`
    case 'texts':
      return `${name} such as ${examplesIn(space.numbers[axis.id].examples, side).slice(0, 3).map(valueText).join(', ')}`
  }
}

function examplesIn(examples: readonly (Value | undefined)[], side: ClassSet): readonly Value[] {
  return examples.flatMap((value, id) => (value !== undefined && hasClass(side, id) ? [value] : []))
}

/** The values themselves, or those that are left out, whichever are fewer. */
function namesText({ numbers, complete }: CheckSpace, axis: AttributeAxis, side: ClassSet): string {
  const { symbol } = axis
  const listed = symbol.type.kind === 'string' ? symbol.type.values : undefined
  const values = listed === undefined ? examplesIn(numbers[axis.id].examples, complete[axis.id]) : [...listed]
  const isInside = (value: Value): boolean => hasClass(side, classNumberOf(axis, numbers[axis.id], value))
  const [inside, outside] = [values.filter(isInside), values.filter((value) => !isInside(value))]
  if (outside.length === 0) return 'of any value'
  // Class 1 of an open list is every value that no condition names.
  if ((listed === undefined && hasClass(side, 1)) || outside.length < inside.length)
    return `other than ${shownValues(outside)}`
  return inside.length === 1 ? valueText(inside[0]) : `one of ${shownValues(inside)}`
}

function shownValues(values: readonly Value[]): string {
  const shown = values.slice(0, NAMED_MAX).map(valueText).join(', ')
  return values.length > NAMED_MAX ? `${shown} and ${values.length - NAMED_MAX} more` : shown
}

function numbersText({ originals }: ClassNumbers, axis: AttributeAxis, side: ClassSet): string {
  const cuts = axis.partition.kind === 'numbers' ? axis.partition.cuts : new Float64Array()
  const isWhole = axis.symbol.type.kind === 'integer'
  const stretches: string[] = []
  for (let index = 0; index < side.length; index += 2) {
    // Class n of the axis's own starts at cut n − 2 and ends at cut n − 1; the first has no start, the last no end.
    const [first, last] = [originals[side[index]], originals[side[index + 1] - 1]]
    const low = first <= 1 || side[index] === 1 ? null : cuts[first - 2]
    const end = last - 1 < cuts.length && side[index + 1] < originals.length ? cuts[last - 1] : null
    stretches.push(stretchText(low, end, isWhole))
  }
  return stretches.length <= 3
    ? stretches.join(' or ')
    : `${stretches.slice(0, 3).join(' or ')} and ${stretches.length - 3} more stretches`
}

function stretchText(low: number | null, end: number | null, isWhole: boolean): string {
  const from = low === null ? null : isWhole ? Math.ceil(low) : low
  const to = end === null ? null : isWhole ? Math.ceil(end) - 1 : end
  if (from === null) return to === null ? 'of any value' : isWhole ? `up to ${to}` : `below ${to}`
  if (to === null) return `from ${from}`
  if (from === to || (!isWhole && to - from <= Math.abs(from) * Number.EPSILON)) return String(from)
  return isWhole ? `from ${from} to ${to}` : `from ${from} to below ${to}`
}
