/**
 * How the first box for a lead is found without asking every one.
 *
 * The boxes are cut into stretches, each many times as long as the one before, and searched stretch by stretch: what is
 * found early costs no more in a long policy than in a short one. In a stretch, the boxes that are best told apart by
 * the same axis, their home, stand on one shelf, sorted by what they accept there; the shelf's index says, for each
 * bin of classes, in which of its words (32 boxes each) some box accepts them, and which boxes do. (Coarse rules are met early; fine rules have
 * a fine literal. So a lead is sent to few words of each shelf.)
 *
 * In a word, a row of 32 bits for each bin of each axis (see `AxisBins`) says which boxes refuse every lead there. A lead
 * is in one bin of each axis: what it leaves off in all its rows, nearly always nothing, is asked literal by
 * literal. The home axis has no row: the index says the same in finer bins.
 *
 * Everything of a few thousand rules fits into the cache nearest to a processor but one, which matters more than
 * how many boxes are looked at: so no box stands in many places.
 */
export type Shelves = {
  /** By stretch: its first shelf, then one more entry, the number of shelves. */
  readonly firstShelf: Int32Array
  /** `SHELF_SIZE` integers for each shelf (see `shelf`), then the indexes they point to. */
  readonly index: Int32Array
  /** For each shelf the rows of its words: row r of word w at r × words + w. */
  readonly words: Int32Array
  /** For each shelf its boxes, 32 to a word; `PLACE_SIZE` integers for each (see `boxPlace`), so that a search waits for them once. */
  readonly places: Int32Array
}

/**
 * What an integer of a shelf means. `axis` is −1 where the boxes have no home, stand in order, and all words are read.
 * `runs` has, for each bin of the axis, where its runs of words start, and one more entry for the end. A run is its first
 * word, how many words it has, and for each of them which boxes refuse every lead of the bin.
 */
export const shelf = { axis: 0, words: 1, rows: 2, places: 3, runs: 4 } as const
export const SHELF_SIZE = 5

/** The number of the box, where its checks start, the first class it accepts at home and the one after the last. */
export const boxPlace = { box: 0, checks: 1, start: 2, end: 3 } as const
export const PLACE_SIZE = 4

/** Boxes of one word: as many as an integer has bits. */
export const WORD = 32

/** Buckets of classes by which shelves are looked up: with the bins for a missing attribute they are 255. */
export const SHELF_BUCKETS_MAX = 253
