/**
 * How the first box for a lead is found without asking every one.
 *
 * The boxes are cut into stretches, each many times as long as the one before it, and searched stretch by stretch: what is
 * found early costs no more in a long policy than in a short one. In a stretch, each box is listed under its home: the
 * literal that spares a search the most, nearly always the one that accepts the smallest share of classes. A lead
 * looks up, for every axis that is a home, the list of its own class. (Coarse rules are met early; fine rules have a
 * fine literal. So lists are either short or soon left.) A list turns nearly all of its boxes away, 32 at a time (see
 * `ListLayout`); what is left is asked literal by literal.
 *
 * Lists keep the order in which rules are asked, so reading stops at the best box found so far. A list that would
 * be long is a node of its own, divided by the literals its boxes have left.
 */
export type RuleDirectory = {
  /** The node of each stretch, in order. */
  readonly roots: readonly number[]
  /** Nodes and their tables: see `node`. */
  readonly nodes: Int32Array
  /** All lists, each from a multiple of `LIST_ALIGNMENT` on. */
  readonly lists: Int32Array
}

/**
 * What an integer of a node means, counted from the node's start. Last come the children that are read by every lead (the
 * boxes without a home), two integers for each axis looked up by class (axis, table), and two for each looked up
 * by bucket.
 *
 * A table holds children: 0 for none, a list when positive (see `listChild`), else the place of a node, negated. By class:
 * place 0 is for what is not false when the attribute is missing, then one place per class, then one for
 * what is true when missing. By bucket: `COARSE_PLACES` places, see `CoarseClasses`.
 */
export const node = { firstBox: 0, always: 1, classAxes: 2, bucketAxes: 3, children: 4 } as const

const WORDS_BITS = 6
/** Words of one list; longer ones are several. */
export const LIST_WORDS_MAX = (1 << WORDS_BITS) - 1
/** A line of the processor's cache, in integers. */
export const LIST_ALIGNMENT = 16

/** A list as a child. Its length stands beside its place, so that a search knows it before the list is fetched. */
export function listChild(place: number, words: number): number {
  return ((place / LIST_ALIGNMENT) << WORDS_BITS) | words
}

export function placeOfList(child: number): number {
  return (child >> WORDS_BITS) * LIST_ALIGNMENT
}

export function wordsOfList(child: number): number {
  return child & LIST_WORDS_MAX
}
