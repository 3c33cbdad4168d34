import type { AxisBins } from './axis-bins.ts'
import { bucketOf, forEachReached } from './buckets.ts'
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
/** Places of about the same width stand together: at least so large a share of the classes. */
const WIDTHS = [0.15, 0]
/** What a further place costs, as a share of classes: it takes memory, and a bit of a word. */
const COPY_COST = 0.003

/** What homes are chosen by. */
export type HomeSource = { readonly boxes: RuleBoxes; readonly shelfBins: AxisBins; readonly limits: ShelfLimits }

/** Gives each box the home that sends the fewest leads to it, among a few axes that many boxes share. */
export function chooseHomes(source: HomeSource, members: Int32Array): Homes {
  const { boxes, shelfBins } = source
  const shares = sharesOf(source, members)
  const isHome = chooseAxes(source, { members, shares })
  const placesByAxis = new Map<number, Place[]>()
  const homeless: number[] = []
  for (const box of members) {
    const { best: literal } = bestLiterals(source, box, { shares, isHome })
    if (literal < 0) {
      homeless.push(box)
      continue
    }
    const axis = boxes.literalAxis[literal]
    const places = placesByAxis.get(axis) ?? []
    placesByAxis.set(axis, places)
    places.push(...placesOf(source, box, literal))
  }
  const homes = [...placesByAxis].map(([axis, places]) => ({
    axis,
    places: sortPlaces(places, shelfBins.starts[axis]),
  }))
  return { homes, homeless: Int32Array.from(homeless) }
}

type Candidates = { readonly members: Int32Array; readonly shares: Float32Array }

/** By literal of these boxes: about the share of leads that it would send to its box; 1 where it can be no home. */
function sharesOf(source: HomeSource, members: Int32Array): Float32Array {
  const { firstLiteral, literalAxis, attributeAxisCount } = source.boxes
  const shares = new Float32Array(literalAxis.length).fill(1)
  for (const box of members) {
    for (let literal = firstLiteral[box]; literal < firstLiteral[box + 1]; literal += 1) {
      if (literalAxis[literal] >= attributeAxisCount) continue
      const share = shareAsHome(source, literal)
      if (share < SHARE_MAX) shares[literal] = share
    }
  }
  return shares
}

/**
 * By axis: whether there is a shelf of it. To look at one more shelf costs as much as to read some boxes, so an axis
 * goes as long as its boxes are, all in all, nearly as well off with their other literals.
 */
function chooseAxes(source: HomeSource, { members, shares }: Candidates): Uint8Array {
  const { attributeAxisCount, literalAxis } = source.boxes
  const isHome = new Uint8Array(attributeAxisCount).fill(1)
  for (;;) {
    const lost = new Float64Array(attributeAxisCount)
    for (const box of members) {
      const { best, shareOfBest, shareOfNext } = bestLiterals(source, box, { shares, isHome })
      if (best >= 0) lost[literalAxis[best]] += shareOfNext - shareOfBest
    }
    let worst = -1
    for (let axis = 0; axis < attributeAxisCount; axis += 1) {
      if (isHome[axis] === 1 && (worst < 0 || lost[axis] < lost[worst])) worst = axis
    }
    if (worst < 0 || lost[worst] >= source.limits.shelfCost) return isHome
    isHome[worst] = 0
  }
}

type BestLiterals = { readonly best: number; readonly shareOfBest: number; readonly shareOfNext: number }

/** The box's literal that makes the best home (−1: none does), its share, and that of the next best one. */
function bestLiterals(
  { boxes }: HomeSource,
  box: number,
  { shares, isHome }: { readonly shares: Float32Array; readonly isHome: Uint8Array },
): BestLiterals {
  const { firstLiteral, literalAxis } = boxes
  let best = -1
  let shareOfBest = 1
  let shareOfNext = 1
  for (let literal = firstLiteral[box]; literal < firstLiteral[box + 1]; literal += 1) {
    const share = shares[literal]
    if (share >= shareOfNext || isHome[literalAxis[literal]] === 0) continue
    if (share < shareOfBest) {
      shareOfNext = shareOfBest
      shareOfBest = share
      best = literal
    } else shareOfNext = share
  }
  return { best, shareOfBest, shareOfNext }
}

/**
 * About the share of leads that come to a box by this literal. Where rules have many bounds, leads have many values: so a
 * share is measured in bins, which have about as many bounds each, unless the literal is finer than that.
 */
function shareAsHome({ boxes, shelfBins, limits }: HomeSource, literal: number): number {
  const { literalAxis, literalSet, literalShare, sets } = boxes
  const starts = shelfBins.starts[literalAxis[literal]]
  const set = literalSet[literal]
  const copies = sets[set]
  // In too many pieces, the box stands there with everything between its first class and its last one.
  if (copies > limits.copiesMax)
    return (bucketOf(starts, sets[set + 2 * copies]) - bucketOf(starts, sets[set + 1])) / starts.length
  let reached = 0
  const visit = (first: number, last: number): void => {
    reached += last - first
  }
  forEachReached(boxes, literal, { starts, visit })
  return Math.max(literalShare[literal], reached / starts.length) + COPY_COST * copies
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
function sortPlaces(places: readonly Place[], starts: Int32Array): readonly Place[] {
  const rank = ({ start, end }: Place): number => {
    const share = (bucketOf(starts, end - 1) - bucketOf(starts, start)) / starts.length
    return WIDTHS.findIndex((width) => share >= width)
  }
  return places
    .map((place) => ({ place, rank: rank(place) }))
    .toSorted(
      (a, b) =>
        a.rank - b.rank || a.place.start - b.place.start || a.place.end - b.place.end || a.place.box - b.place.box,
    )
    .map(({ place }) => place)
}
