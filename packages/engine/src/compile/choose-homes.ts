import type { RuleBoxes } from './rule-boxes.ts'
import type { ShelfLimits } from './shelf-limits.ts'

/**
 * Where a box stands on a shelf: with its home literal's classes from `start` up to, not including, `end`. A box whose home
 * literal is a set of scattered classes stands in several places; `isFirst` tells which one speaks for a missing attribute.
 */
export type Place = {
  readonly box: number
  readonly literal: number
  readonly start: number
  readonly end: number
  readonly isFirst: boolean
}

/** Boxes by home axis, sorted so that neighbours accept the same classes; `homeless` have none. */
export type Homes = {
  readonly homes: readonly { readonly axis: number; readonly places: readonly Place[] }[]
  readonly homeless: Int32Array
}

/** A literal that accepts more than this is no home. */
const SHARE_MAX = 0.8
/** What a further place costs, as a share of classes: it takes memory, and a bit of a word. */
const COPY_COST = 0.003

/** Gives each box the home that sends the fewest leads to it, among axes that enough boxes share. */
export function chooseHomes(boxes: RuleBoxes, members: Int32Array, limits: ShelfLimits): Homes {
  const wanted = new Int32Array(boxes.attributeAxisCount)
  for (const box of members) {
    const literal = bestLiteral({ boxes, limits }, box, () => true)
    if (literal >= 0) wanted[boxes.literalAxis[literal]] += 1
  }
  const isHome = (axis: number): boolean => wanted[axis] >= limits.shelfBoxesMin
  const placesByAxis = new Map<number, Place[]>()
  const homeless: number[] = []
  for (const box of members) {
    const literal = bestLiteral({ boxes, limits }, box, isHome)
    if (literal < 0) {
      homeless.push(box)
      continue
    }
    const axis = boxes.literalAxis[literal]
    const places = placesByAxis.get(axis) ?? []
    placesByAxis.set(axis, places)
    places.push(...placesOf({ boxes, limits }, box, literal))
  }
  const homes = [...placesByAxis].map(([axis, places]) => ({
    axis,
    places: sortPlaces(places, boxes.axes[axis].classCount),
  }))
  return { homes, homeless: Int32Array.from(homeless) }
}

type HomeSource = { readonly boxes: RuleBoxes; readonly limits: ShelfLimits }

/** The box's literal on such an axis that makes the best home; −1: none does. */
function bestLiteral({ boxes, limits }: HomeSource, box: number, isWanted: (axis: number) => boolean): number {
  const { firstLiteral, literalAxis, literalSet, literalShare, sets, attributeAxisCount } = boxes
  let best = -1
  let least = SHARE_MAX
  for (let literal = firstLiteral[box]; literal < firstLiteral[box + 1]; literal += 1) {
    if (literalAxis[literal] >= attributeAxisCount || !isWanted(literalAxis[literal])) continue
    const copies = sets[literalSet[literal]]
    const share = copies <= limits.copiesMax ? literalShare[literal] + COPY_COST * copies : hullShare(boxes, literal)
    if (share >= least) continue
    least = share
    best = literal
  }
  return best
}

/** The share of classes from the literal's first to its last one. */
function hullShare({ axes, literalAxis, literalSet, sets }: RuleBoxes, literal: number): number {
  const set = literalSet[literal]
  return (sets[set + 2 * sets[set]] - sets[set + 1]) / (axes[literalAxis[literal]].classCount - 1)
}

function placesOf({ boxes, limits }: HomeSource, box: number, literal: number): readonly Place[] {
  const { literalSet, sets } = boxes
  const set = literalSet[literal]
  const count = sets[set]
  // A literal that accepts no class of a present value may still be unknown when it is missing.
  if (count === 0) return [{ box, literal, start: 0, end: 0, isFirst: true }]
  if (count > limits.copiesMax)
    return [{ box, literal, start: sets[set + 1], end: sets[set + 2 * count], isFirst: true }]
  return Array.from({ length: count }, (_, index) => {
    return { box, literal, start: sets[set + 1 + 2 * index], end: sets[set + 2 + 2 * index], isFirst: index === 0 }
  })
}

/** Wide places first, so that they do not make words among the narrow ones worth a look for nearly every lead. */
function sortPlaces(places: readonly Place[], classCount: number): readonly Place[] {
  const width = ({ start, end }: Place): number => {
    const share = (end - start) / classCount
    if (share > 0.3) return 0
    return share > 0.08 ? 1 : 2
  }
  return places.toSorted((a, b) => width(a) - width(b) || a.start - b.start || a.end - b.end || a.box - b.box)
}
