/** What the shape of the shelves is bounded by. Any values give the same answers; these were found by measuring. */
export type ShelfLimits = {
  /** Boxes of the first stretch, which is not divided further. */
  readonly stretchBoxes: number
  /** How many times as long as the last one each further stretch is. */
  readonly stretchGrowth: number
  /** What a look at one more shelf costs: as much as to read so many boxes. */
  readonly shelfCost: number
  /** In how many places a box may stand because its home literal is a set of scattered classes. */
  readonly copiesMax: number
  /** Boxes of one rule; what would be more is answered by the evaluator. */
  readonly ruleBoxesMax: number
}

export const shelfLimits: ShelfLimits = {
  stretchBoxes: 256,
  stretchGrowth: 16,
  shelfCost: 64,
  copiesMax: 8,
  ruleBoxesMax: 64,
}
