import type { CoarseClasses } from './coarse-classes.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Boxes with the same home axis, and the home literal of each. In order. */
export type Home = { readonly axis: number; readonly members: Int32Array; readonly literals: Int32Array }

/** Boxes by home axis; `homeless` have none. */
export type Homes = { readonly homes: readonly Home[]; readonly homeless: Int32Array }

export type HomeSource = { readonly boxes: RuleBoxes; readonly coarse: CoarseClasses; readonly boxesMin: number }

/** The boxes to be divided, and the axes on which they already have been. */
export type Members = { readonly members: Int32Array; readonly path: readonly number[] }

/** A literal that accepts more than this is no home. */
const SHARE_MAX = 0.8
/** What asking one box costs a search, in boxes of a list read past. */
const ASK_COST = 100

/** Gives each box the home that spares a search the most, among axes that enough boxes share. */
export function chooseHomes(source: HomeSource, { members, path }: Members): Homes {
  const { boxes, boxesMin } = source
  const wanted = new Int32Array(boxes.attributeAxisCount)
  const isOpen = (axis: number): boolean => !path.includes(axis)
  for (const box of members) {
    const literal = bestLiteral(source, box, isOpen)
    if (literal >= 0) wanted[boxes.literalAxis[literal]] += 1
  }
  const isHome = (axis: number): boolean => wanted[axis] >= boxesMin
  const literals = Int32Array.from(members, (box) => bestLiteral(source, box, isHome))
  const homeAxes = Int32Array.from(literals, (literal) => (literal < 0 ? -1 : boxes.literalAxis[literal]))
  return {
    homes: [...wanted.keys()].filter(isHome).map((axis) => ({
      axis,
      members: members.filter((_, index) => homeAxes[index] === axis),
      literals: literals.filter((_, index) => homeAxes[index] === axis),
    })),
    homeless: members.filter((_, index) => homeAxes[index] < 0),
  }
}

/**
 * The box's literal on such an axis that makes the best home; −1: none does. A home is exact while the other literals are
 * only looked at by coarse buckets, so it is not always the most selective one that leaves the least to ask.
 */
function bestLiteral({ boxes, coarse }: HomeSource, box: number, isWanted: (axis: number) => boolean): number {
  const { firstLiteral, literalAxis, literalShare, attributeAxisCount } = boxes
  const [start, end] = [firstLiteral[box], firstLiteral[box + 1]]
  let passing = 1
  for (let literal = start; literal < end; literal += 1) passing *= coarse.shares[literal]
  let best = -1
  let least = Infinity
  for (let literal = start; literal < end; literal += 1) {
    const share = literalShare[literal]
    if (literalAxis[literal] >= attributeAxisCount || share > SHARE_MAX || !isWanted(literalAxis[literal])) continue
    const cost = share * (1 + ASK_COST * (passing / Math.max(coarse.shares[literal], 1e-9)))
    if (cost >= least) continue
    least = cost
    best = literal
  }
  return best
}
