import { type ClassSet, hasClass, intersectClasses } from '../compile/class-set.ts'

/**
 * Leads as the checks see them: for each axis the classes they may be in. Class 0, "missing", is a class like any
 * other here.
 */
export type Region = readonly ClassSet[]

/** A region that most axes do not matter to: only the others are named, in rising order. */
export type Box = {
  /** Whose box it is: the number of a statement, or one below 0 for what no statement says. */
  readonly statement: number
  readonly axes: readonly number[]
  /** By position in `axes`. */
  readonly sides: readonly ClassSet[]
}

/** The part of the region that is in the box; `null` when there is none. */
export function regionWithin(region: Region, { axes, sides }: Box): ClassSet[] | null {
  const within = [...region]
  for (let index = 0; index < axes.length; index += 1) {
    const both = intersectClasses(region[axes[index]], sides[index])
    if (both.length === 0) return null
    within[axes[index]] = both
  }
  return within
}

/** Whether a lead of these classes, one by axis, is in the box. */
export function boxHolds({ axes, sides }: Box, classes: ArrayLike<number>): boolean {
  for (let index = 0; index < axes.length; index += 1) {
    if (!hasClass(sides[index], classes[axes[index]])) return false
  }
  return true
}

/** The side of the box on this axis; `null` when the axis does not matter to it. */
export function sideOn({ axes, sides }: Box, axis: number): ClassSet | null {
  const index = axes.indexOf(axis)
  return index < 0 ? null : sides[index]
}

/** How classes lie to a side: apart from it, within it, or partly beyond it. */
export type Relation = 'apart' | 'within' | 'beyond'

export function relate(classes: ClassSet, side: ClassSet): Relation {
  return side.length === 2 ? relateToInterval(classes, side[0], side[1]) : relateToSet(classes, side)
}

/** Sets may be of thousands of intervals where boxes are cut out of them, sides hardly ever. */
function relateToInterval(classes: ClassSet, start: number, end: number): Relation {
  const last = classes.length - 1
  if (last < 0 || classes[0] >= end || classes[last] <= start) return 'apart'
  if (classes[0] >= start && classes[last] <= end) return 'within'
  // The first interval that ends after the start.
  let [low, high] = [0, last >> 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (classes[2 * middle + 1] <= start) low = middle + 1
    else high = middle
  }
  return classes[2 * low] < end ? 'beyond' : 'apart'
}

function relateToSet(classes: ClassSet, side: ClassSet): Relation {
  let touches = false
  let isWithin = true
  let at = 0
  for (let index = 0; index < classes.length; index += 2) {
    const start = classes[index]
    const end = classes[index + 1]
    while (at < side.length && side[at + 1] <= start) at += 2
    const overlaps = at < side.length && side[at] < end
    touches ||= overlaps
    isWithin &&= overlaps && side[at] <= start && side[at + 1] >= end
    if (touches && !isWithin) return 'beyond'
  }
  if (!touches) return 'apart'
  return isWithin ? 'within' : 'beyond'
}

/** Whether every lead of the box is in the other, as far as the axes alone tell. */
export function isBoxWithin(inner: Box, outer: Box): boolean {
  return outer.axes.every((axis, index) => {
    const side = sideOn(inner, axis)
    return side !== null && relate(side, outer.sides[index]) === 'within'
  })
}

/** The classes that are not in the side; class 0 like any other. */
export function subtractClasses(classes: ClassSet, side: ClassSet): ClassSet {
  const rest: number[] = []
  let at = 0
  for (let index = 0; index < classes.length; index += 2) {
    let start = classes[index]
    const end = classes[index + 1]
    while (at < side.length && side[at + 1] <= start) at += 2
    let next = at
    while (next < side.length && side[next] < end) {
      if (start < side[next]) rest.push(start, side[next])
      start = Math.max(start, side[next + 1])
      next += 2
    }
    if (start < end) rest.push(start, end)
  }
  return rest
}
