import { type ClassSet, countClasses, intersectClasses } from '../compile/class-set.ts'
import { type Box, type Region, relate, sideOn, subtractClasses } from './box.ts'
import { withClasses } from './box-table.ts'

/** What is left of a region when the boxes are taken away. */
export type CoverResult =
  /** Nothing: every lead in it is in some box. `by` are the statements whose boxes the proof used. */
  | { readonly kind: 'covered'; readonly by: ReadonlySet<number> }
  /** A part of the region that no box touches. */
  | { readonly kind: 'outside'; readonly region: Region }
  | { readonly kind: 'gave_up' }

/** How many looks at a box are left, for all questions together: it bounds the time where proofs would grow without end. */
export type Effort = { looksLeft: number }

/** Looks at a box that one question may take. */
const LOOKS_MAX = 20_000_000

/**
 * Whether the boxes cover the region, exactly: the region is cut along the box that is nearest to containing it, until
 * each piece is inside one box or outside all. Sound whatever the boxes are; what is not proven is not said.
 */
export function coverRegion(region: Region, boxes: readonly Box[], effort: Effort): CoverResult {
  const by = new Set<number>()
  // Pieces wait in a list of our own: as many can be nested in each other as there are boxes.
  const pieces: Piece[] = [{ region, boxes }]
  let looksLeft = LOOKS_MAX
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    let rest: Piece | null = piece
    while (rest !== null) {
      looksLeft -= rest.boxes.length
      effort.looksLeft -= rest.boxes.length
      if (looksLeft < 0 || effort.looksLeft < 0) return { kind: 'gave_up' }
      const near = nearestBox(rest)
      if (near.box === null) return { kind: 'outside', region: rest.region }
      if (near.beyond === 0) by.add(near.box.statement)
      rest = near.beyond === 0 ? null : cut(rest.region, { ...near, box: near.box }, { pieces, by })
    }
  }
  return { kind: 'covered', by }
}

type Piece = { readonly region: Region; readonly boxes: readonly Box[] }

/** The box that the region reaches beyond on the fewest axes, and all that touch the region. */
type Nearest = { readonly box: Box | null; readonly beyond: number; readonly touching: readonly Box[] }

function nearestBox({ region, boxes }: Piece): Nearest {
  const touching: Box[] = []
  let nearest: Box | null = null
  let least = Number.POSITIVE_INFINITY
  for (const box of boxes) {
    const beyond = axesBeyond(region, box)
    if (beyond < 0) continue
    touching.push(box)
    if (beyond >= least) continue
    nearest = box
    least = beyond
    if (beyond === 0) break
  }
  return { box: nearest, beyond: least, touching }
}

/** On how many axes the region reaches beyond the box; −1 when they do not touch. */
function axesBeyond(region: Region, { axes, sides }: Box): number {
  let beyond = 0
  for (let index = 0; index < axes.length; index += 1) {
    const relation = relate(region[axes[index]], sides[index])
    if (relation === 'apart') return -1
    if (relation === 'beyond') beyond += 1
  }
  return beyond
}

type Progress = { readonly pieces: Piece[]; readonly by: Set<number> }

/**
 * Cuts the region along one axis of the box. The part outside is returned; the part inside waits, unless the box contains
 * it. `null`: nothing is left outside.
 */
function cut(region: Region, near: Nearest & { readonly box: Box }, progress: Progress): Piece | null {
  const { box, beyond, touching } = near
  const { axis, side } = narrowestCut(region, box)
  if (beyond === 1) return sliceAlong(region, { axis, boxes: touching }, progress)
  progress.pieces.push({ region: withClasses(region, axis, intersectClasses(region[axis], side)), boxes: touching })
  return { region: withClasses(region, axis, subtractClasses(region[axis], side)), boxes: touching }
}

/** Takes away at once all boxes that the region reaches beyond on this axis alone: tables often have hundreds of them. */
function sliceAlong(
  region: Region,
  { axis, boxes }: { readonly axis: number; readonly boxes: readonly Box[] },
  { by }: Progress,
): Piece | null {
  let left = region[axis]
  const others: Box[] = []
  for (const box of boxes) {
    const side = sideOn(box, axis)
    if (side === null || !isWithinBut(region, box, axis)) {
      others.push(box)
      continue
    }
    const rest = subtractClasses(left, side)
    // A box that takes nothing more is not needed.
    if (countClasses(rest) < countClasses(left)) by.add(box.statement)
    left = rest
    if (left.length === 0) return null
  }
  return { region: withClasses(region, axis, left), boxes: others }
}

function isWithinBut(region: Region, { axes, sides }: Box, but: number): boolean {
  for (let index = 0; index < axes.length; index += 1) {
    if (axes[index] !== but && relate(region[axes[index]], sides[index]) !== 'within') return false
  }
  return true
}

/** The axis on which the least of the region lies beyond the box. */
function narrowestCut(region: Region, box: Box): { readonly axis: number; readonly side: ClassSet } {
  let found = { axis: box.axes[0], side: box.sides[0] }
  let least = Number.POSITIVE_INFINITY
  for (const [index, axis] of box.axes.entries()) {
    const side = box.sides[index]
    const beyond = countClasses(subtractClasses(region[axis], side))
    if (beyond === 0 || beyond >= least) continue
    least = beyond
    found = { axis, side }
  }
  return found
}

/** The classes of the axis for which no box touches the rest of the region. */
export function classesFreeOf(
  region: Region,
  axis: number,
  { boxes, among }: { readonly boxes: readonly Box[]; readonly among: ClassSet },
): ClassSet {
  let free = among
  for (const box of boxes) {
    const side = sideOn(box, axis)
    if (!touchesBut(region, box, axis)) continue
    if (side === null) return []
    free = subtractClasses(free, side)
  }
  return free
}

function touchesBut(region: Region, { axes, sides }: Box, but: number): boolean {
  for (let index = 0; index < axes.length; index += 1) {
    if (axes[index] !== but && relate(region[axes[index]], sides[index]) === 'apart') return false
  }
  return true
}
