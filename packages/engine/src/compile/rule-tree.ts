/**
 * The tree over the boxes, in one array of integers.
 *
 * A fork divides the boxes by one attribute axis: a child for each bucket of classes, one for the boxes that do
 * not ask about the axis (`any`), and two for a lead that lacks it (true, or at least not false, when missing).
 * A lead walks down the child of its own class and `any`. A leaf holds up to some hundred boxes, with one bitmap per
 * bucket of each of a few axes: their intersection is a short list of boxes to be looked at literal by literal.
 *
 * Boxes stand in many leaves, but always in the order they are asked; every node begins with its first box, so
 * whatever cannot come before the best found so far is passed over.
 */
export type RuleTree = {
  readonly root: number
  readonly nodes: Int32Array
}

/** What an integer of a node means, counted from the node's start. */
export const at = {
  /** Which of the two kinds of node. */
  kind: 0,
  firstBox: 1,
  /** Fork: one bucketing, then the children. */
  forkAxis: 2,
  forkAny: 3,
  forkMissingTrue: 4,
  forkMissingNotFalse: 5,
  forkBuckets: 6,
  forkChildren: 9,
  /** Leaf: its boxes, then for each axis: axis, bucketing, bitmaps. */
  leafCount: 2,
  leafBoxes: 3,
  leafAxisCount: 4,
  leafAxes: 5,
} as const

/** A bucketing: the first class it knows, the number of buckets, and where its table stands (negated when it is one of bounds). */
export const bucketing = { low: 0, count: 1, table: 2, size: 3 } as const

/** Integers of one axis of a leaf: axis, bucketing, start of its bitmaps. */
export const leafAxis = { axis: 0, buckets: 1, bitmaps: 4, size: 5 } as const

export const FORK = 0
export const LEAF = 1
/** No child: no boxes there. */
export const NOTHING = -1
