import type { AttributeAxis } from '../compile/axis.ts'
import { type ClassSet, hasClass } from '../compile/class-set.ts'
import type { Expression, Value } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import { boxHolds, subtractClasses } from './box.ts'
import { classNumberOf } from './class-numbers.ts'
import type { CheckSpace } from './check-space.ts'
import { presentValue } from './example-values.ts'
import type { Gap } from './find-gaps.ts'
import { placeAxes, unlikelyBoxes } from './impossible-boxes.ts'

/** A lead of a gap that a person can picture, by lead slot: complete, and with an account only where it takes one. */
export function exampleLead(space: CheckSpace, gap: Gap): (Value | undefined)[] {
  const { policy, axes, numbers } = space
  const slots = policy.leadSymbols.map(({ origin, type }): Value | undefined => {
    if (origin === 'fact') return false
    return origin === 'field' ? presentValue(type) : undefined
  })
  const classes = classesToShow(space, gap)
  for (const axis of axes)
    if (axis.kind === 'attribute') slots[axis.symbol.slot] = numbers[axis.id].examples[classes[axis.id]]
  suitPlaces(space, classes, slots)
  for (const axis of axes)
    if (axis.kind === 'opaque' && !hasClass(gap.region[axis.id], 1)) suitPart(axis.expression, slots)
  space.compiled.computeDerived(slots)
  return slots
}

/** Whether the lead is one of the gap, as far as its attributes tell. */
export function isInGap(
  { axes, numbers }: CheckSpace,
  { region }: Gap,
  slots: readonly (Value | undefined)[],
): boolean {
  return axes.every((axis) => {
    if (axis.kind === 'opaque') return true
    return hasClass(region[axis.id], classNumberOf(axis, numbers[axis.id], slots[axis.symbol.slot]))
  })
}

/** The plainest class on each axis; where these do not go together, those of the lead that was found. */
function classesToShow(space: CheckSpace, { region, classes }: Gap): readonly number[] {
  const plain = region.map((side, axis) => plainestClass(side, isOfAccount(space, axis), space.numbers[axis].examples))
  const isPossible = (chosen: readonly number[]): boolean =>
    ![...space.impossible, ...unlikelyBoxes(space.axes, space.numbers)].some((box) => boxHolds(box, chosen))
  if (isPossible(plain)) return plain
  const places = placeAxes(space.axes)
    .flat()
    .map(({ id }) => id)
  const mixed = plain.map((id, axis) => (isOfAccount(space, axis) || places.includes(axis) ? classes[axis] : id))
  return isPossible(mixed) ? mixed : classes
}

function isOfAccount({ axes }: CheckSpace, axis: number): boolean {
  const one = axes[axis]
  return one.kind === 'attribute' && one.symbol.origin === 'account'
}

/** The first class with an example; of an account's attribute rather none. */
function plainestClass(side: ClassSet, isMissingPlain: boolean, examples: readonly unknown[]): number {
  if (isMissingPlain && hasClass(side, 0)) return 0
  const present = subtractClasses(side, [0, 1])
  for (let index = 0; index < present.length; index += 2) {
    for (let id = present[index]; id < present[index + 1]; id += 1) if (examples[id] !== undefined) return id
  }
  return side[0]
}

/** Gives country and part of it values that go together; a class of either holds many. */
function suitPlaces(space: CheckSpace, classes: readonly number[], slots: (Value | undefined)[]): void {
  for (const [country, part] of placeAxes(space.axes)) {
    const [countryClass, partClass] = [classes[country.id], classes[part.id]]
    const { type } = part.symbol
    if (countryClass === 0 || partClass === 0 || type.kind !== 'string' || type.values === undefined) continue
    for (const code of type.values) {
      const [of = ''] = code.split('-')
      if (
        !isInClass(space, part, { id: partClass, value: code }) ||
        !isInClass(space, country, { id: countryClass, value: of })
      )
        continue
      slots[country.symbol.slot] = of
      slots[part.symbol.slot] = code
      break
    }
  }
}

function isInClass(
  { numbers }: CheckSpace,
  axis: AttributeAxis,
  { id, value }: { readonly id: number; readonly value: string },
): boolean {
  const { type } = axis.symbol
  return (
    type.kind === 'string' && type.values?.has(value) === true && classNumberOf(axis, numbers[axis.id], value) === id
  )
}

/** Tries to make the part true by giving its attribute a text that the part names. */
function suitPart(expression: Expression, slots: (Value | undefined)[]): void {
  const [slot] = slotsRead(expression)
  const [text] = textsIn(expression)
  if (slot === undefined || text === undefined) return
  slots[slot] = Array.isArray(slots[slot]) ? [text] : text
}

function slotsRead(expression: Expression): readonly number[] {
  if (expression.kind === 'symbol') return expression.symbol.space === 'lead' ? [expression.symbol.slot] : []
  return partsOf(expression).flatMap(slotsRead)
}

/** Texts written in the part; of a regular expression, what is left when its anchors are taken off. */
function textsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'constant')
    return typeof expression.value === 'string' ? [expression.value.replaceAll(/[\^$]/g, '')] : []
  return partsOf(expression).flatMap(textsIn)
}
