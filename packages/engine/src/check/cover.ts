import { type ClassSet, countClasses, intersectClasses } from '../compile/class-set.ts'
import type { TrueBox } from './check-space.ts'

/** What is left of a region when the boxes are taken away. */
export type CoverResult =
  /** Nothing: every lead in it is in some box. `by` are the rules of boxes that the proof used. */
  | { readonly kind: 'covered'; readonly by: ReadonlySet<number> }
  /** A part of the region that no box touches. */
  | { readonly kind: 'outside'; readonly region: readonly ClassSet[] }
  | { readonly kind: 'gave_up' }

/** How many boxes may be looked at for one question: bounds the time where the proof would grow without end. */
const VISITS_MAX = 4_000_000

/**
 * Whether the boxes cover the region, exactly: the region is cut along the box that is nearest to containing it, until
 * each piece is inside one box or outside all. Sound whatever the boxes are; what is not proven is not said.
 */
export function coverRegion(region: readonly ClassSet[], boxes: readonly TrueBox[]): CoverResult {
  const proof = { by: new Set<number>(), visits: 0 }
  return cover(region, boxes, proof)
}

function cover(
  region: readonly ClassSet[],
  boxes: readonly TrueBox[],
  proof: { readonly by: Set<number>; visits: number },
): CoverResult {
  proof.visits += boxes.length
  if (proof.visits > VISITS_MAX) return { kind: 'gave_up' }
  const touching: TrueBox[] = []
  let nearest: { readonly box: TrueBox; readonly axes: readonly number[] } | null = null
  for (const box of boxes) {
    const axes = axesOutside(region, box)
    if (axes === null) continue
    if (axes.length === 0) {
      proof.by.add(box.rule)
      return { kind: 'covered', by: proof.by }
    }
    touching.push(box)
    if (nearest === null || axes.length < nearest.axes.length) nearest = { box, axes }
  }
  if (nearest === null) return { kind: 'outside', region }
  const axis = nearest.axes.length === 1 ? nearest.axes[0] : smallestRest(region, nearest.box, nearest.axes)
  const side = nearest.box.sides.get(axis) ?? []
  const outside = cover(replaced(region, axis, subtract(region[axis], side)), touching, proof)
  if (outside.kind !== 'covered') return outside
  return cover(replaced(region, axis, intersectClasses(region[axis], side)), touching, proof)
}

/** The axes on which the region reaches beyond the box; `null` when they do not touch. */
function axesOutside(region: readonly ClassSet[], box: TrueBox): readonly number[] | null {
  const axes: number[] = []
  for (const [axis, side] of box.sides) {
    const relation = relate(region[axis], side)
    if (relation === 'apart') return null
    if (relation === 'beyond') axes.push(axis)
  }
  return axes
}

/** How the classes lie to the side: apart from it, within it, or partly beyond it. */
function relate(classes: ClassSet, side: ClassSet): 'apart' | 'within' | 'beyond' {
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

function smallestRest(region: readonly ClassSet[], box: TrueBox, axes: readonly number[]): number {
  let smallest = axes[0]
  let least = Number.POSITIVE_INFINITY
  for (const axis of axes) {
    const rest = countClasses(subtract(region[axis], box.sides.get(axis) ?? []))
    if (rest < least) {
      least = rest
      smallest = axis
    }
  }
  return smallest
}

function replaced(region: readonly ClassSet[], axis: number, classes: ClassSet): readonly ClassSet[] {
  const copy = [...region]
  copy[axis] = classes
  return copy
}

/** The classes that are not in the side; class 0 like any other. */
export function subtract(classes: ClassSet, side: ClassSet): ClassSet {
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
