/** What the tree's shape is bounded by. Any values give the same answers; these were found by measuring. */
export type TreeLimits = {
  /** Regions of at most this many boxes are not divided further. */
  readonly leafBoxesMax: number
  /** Axes with bitmaps in a leaf: after so many few boxes are left, and looking at them costs less. */
  readonly leafAxesMax: number
  /** Buckets, and so bitmaps, per axis of a leaf. */
  readonly leafBucketsMax: number
  /** Walking one more fork costs a search about as much as so many boxes of a leaf. */
  readonly forkCost: number
  readonly forkBucketsMax: number
  /** How many leaves a box may stand in, on average. It bounds the memory. */
  readonly copiesMax: number
  /** Boxes of one rule; what would be more is answered by the evaluator. */
  readonly ruleBoxesMax: number
}

export const treeLimits: TreeLimits = {
  leafBoxesMax: 512,
  leafAxesMax: 6,
  leafBucketsMax: 128,
  forkCost: 128,
  forkBucketsMax: 1024,
  copiesMax: 24,
  ruleBoxesMax: 64,
}
