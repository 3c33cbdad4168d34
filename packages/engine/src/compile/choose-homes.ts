import type { DirectoryLimits } from './directory-limits.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Boxes with the same home axis, and the home literal of each. */
export type SingleHome = { readonly axis: number; readonly members: number[]; readonly literals: number[] }

/** Boxes with the same pair of home axes (the smaller first), and the two literals of each. */
export type PairHome = {
  readonly axes: readonly [number, number]
  readonly members: number[]
  readonly literals: (readonly [number, number])[]
}

/** Boxes by home; `homeless` have none. Boxes keep their order. */
export type Homes = { readonly singles: readonly SingleHome[]; readonly pairs: readonly PairHome[]; readonly homeless: readonly number[] }

export type HomeSource = { readonly boxes: RuleBoxes; readonly limits: DirectoryLimits }

/** The boxes to be divided, and the axes on which they already have been. */
export type Members = { readonly members: ArrayLike<number>; readonly path: readonly number[] }

/** A literal that accepts more than this is no home. */
const SHARE_MAX = 0.8

/** Gives each box the home that spares the most reading, as long as enough boxes share it. */
export function chooseHomes(source: HomeSource, { members, path }: Members): Homes {
  const { boxes, limits } = source
  const pairsByKey = new Map<number, PairHome>()
  for (let index = 0; index < members.length; index += 1) addToPair(source, { box: members[index], path, pairsByKey })
  const pairs = [...pairsByKey.values()].filter((pair) => pair.members.length >= limits.pairBoxesMin)
  const paired = new Set(pairs.flatMap((pair) => pair.members))
  const rest = Array.from(members).filter((box) => !paired.has(box))

  const wanted = new Int32Array(boxes.attributeAxisCount)
  for (const box of rest) {
    const [literal] = homeLiterals(boxes, box, (axis) => !path.includes(axis))
    if (literal !== undefined) wanted[boxes.literalAxis[literal]] += 1
  }
  const isHome = (axis: number): boolean => wanted[axis] >= limits.singleBoxesMin
  const singles = new Map<number, SingleHome>()
  const homeless: number[] = []
  for (const box of rest) {
    const [literal] = homeLiterals(boxes, box, isHome)
    if (literal === undefined) homeless.push(box)
    else addToSingle(singles, { axis: boxes.literalAxis[literal], box, literal })
  }
  return { singles: [...singles.values()], pairs, homeless }
}

type Pairing = { readonly box: number; readonly path: readonly number[]; readonly pairsByKey: Map<number, PairHome> }

function addToPair({ boxes, limits }: HomeSource, { box, path, pairsByKey }: Pairing): void {
  const [first, second] = homeLiterals(boxes, box, (axis) => !path.includes(axis))
  if (first === undefined || second === undefined || boxes.literalShare[first] <= limits.narrowShare) return
  const isInOrder = boxes.literalAxis[first] < boxes.literalAxis[second]
  const [a, b] = isInOrder ? [first, second] : [second, first]
  const key = boxes.literalAxis[a] * boxes.attributeAxisCount + boxes.literalAxis[b]
  let pair = pairsByKey.get(key)
  if (pair === undefined) {
    pair = { axes: [boxes.literalAxis[a], boxes.literalAxis[b]], members: [], literals: [] }
    pairsByKey.set(key, pair)
  }
  pair.members.push(box)
  pair.literals.push([a, b])
}

type Placing = { readonly axis: number; readonly box: number; readonly literal: number }

function addToSingle(singles: Map<number, SingleHome>, { axis, box, literal }: Placing): void {
  let single = singles.get(axis)
  if (single === undefined) {
    single = { axis, members: [], literals: [] }
    singles.set(axis, single)
  }
  single.members.push(box)
  single.literals.push(literal)
}

/** The box's most selective literals on such axes, at most two. They stand in that order, opaque ones last. */
function homeLiterals(boxes: RuleBoxes, box: number, isWanted: (axis: number) => boolean): readonly number[] {
  const { firstLiteral, literalAxis, literalShare, attributeAxisCount } = boxes
  const found: number[] = []
  for (let literal = firstLiteral[box]; literal < firstLiteral[box + 1] && found.length < 2; literal += 1) {
    const axis = literalAxis[literal]
    if (axis < attributeAxisCount && literalShare[literal] <= SHARE_MAX && isWanted(axis)) found.push(literal)
  }
  return found
}
