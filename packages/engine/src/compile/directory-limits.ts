/** What the directory's shape is bounded by. Any values give the same answers; these were found by measuring. */
export type DirectoryLimits = {
  /** Boxes of the first stretch. */
  readonly stretchBoxes: number
  /** How many times as long as the last one each further stretch is. */
  readonly stretchGrowth: number
  /** Lists of at most this many boxes are read through; longer ones are divided further. */
  readonly listBoxesMax: number
  /** Fewer boxes than this are no reason to look up one more axis. */
  readonly homeBoxesMin: number
  /** Boxes that begin in a bucket of an axis that is looked up by class, on average. */
  readonly bucketBoxesMin: number
  /** How many of those buckets a box may stand in, on average. */
  readonly copiesMax: number
  /** Bytes of lists per box; beyond, long lists stay long. It bounds the memory. */
  readonly bytesPerBoxMax: number
  /** Boxes of one rule; what would be more is answered by the evaluator. */
  readonly ruleBoxesMax: number
}

export const directoryLimits: DirectoryLimits = {
  stretchBoxes: 512,
  stretchGrowth: 8,
  listBoxesMax: 2016,
  homeBoxesMin: 8,
  bucketBoxesMin: 16,
  copiesMax: 4,
  bytesPerBoxMax: 1024,
  ruleBoxesMax: 64,
}
