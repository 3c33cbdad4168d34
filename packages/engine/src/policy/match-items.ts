/** Two items of two lists that are the same thing, by position. */
export type MatchedPair = { readonly before: number; readonly after: number }

/** Two lists compared: what both have, what only one has, and which of the pairs changed their place. */
export type ItemMatching = {
  readonly pairs: readonly MatchedPair[]
  /** Positions in the first list that are not in the second. */
  readonly removed: readonly number[]
  /** Positions in the second list that are not in the first. */
  readonly added: readonly number[]
  /** The least set of pairs that must be moved to turn one order into the other. */
  readonly moved: readonly MatchedPair[]
}

/** Matches two lists by key. Equal keys are matched in the order in which they come. */
export function matchItems(before: readonly string[], after: readonly string[]): ItemMatching {
  const waiting = new Map<string, number[]>()
  for (const [index, key] of before.entries()) {
    const list = waiting.get(key)
    if (list === undefined) waiting.set(key, [index])
    else list.push(index)
  }
  for (const list of waiting.values()) list.reverse()
  const pairs: MatchedPair[] = []
  const added: number[] = []
  for (const [index, key] of after.entries()) {
    const match = waiting.get(key)?.pop()
    if (match === undefined) added.push(index)
    else pairs.push({ before: match, after: index })
  }
  const matched = new Set(pairs.map((pair) => pair.before))
  const removed = before.flatMap((_, index) => (matched.has(index) ? [] : [index]))
  return { pairs, removed, added, moved: movedPairs(pairs) }
}

/** Those outside of a longest run of pairs that keep their order; the pairs come in the order of the second list. */
export function movedPairs(pairs: readonly MatchedPair[]): readonly MatchedPair[] {
  // `tails[n]` is the pair that ends the run of length n + 1 whose end stands earliest.
  const tails: number[] = []
  const previous: number[] = []
  for (const [index, pair] of pairs.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tails[middle] ?? 0]?.before ?? 0) < pair.before) low = middle + 1
      else high = middle
    }
    previous[index] = tails[low - 1] ?? -1
    tails[low] = index
  }
  const kept = new Set<number>()
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index)
  return pairs.filter((_, index) => !kept.has(index))
}
