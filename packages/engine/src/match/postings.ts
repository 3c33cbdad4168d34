/** Positions by key. Most keys have one, and a plain number saves the array. */
export type Postings = Map<string, number | number[]>

/** Positions read by key. */
export type ReadonlyPostings = ReadonlyMap<string, number | readonly number[]>

/**
 * Adds a position under a key, once, at most one more than `max`: the one too many says that there are more.
 * Positions must come in rising order, so that which ones are kept depends on nothing but the accounts.
 */
export function addPosting(postings: Postings, key: string, { position, max }: { readonly position: number; readonly max: number }): void {
  const present = postings.get(key)
  if (present === undefined) postings.set(key, position)
  else if (typeof present === 'number') {
    if (present !== position) postings.set(key, [present, position])
  } else if (present.length <= max && present.at(-1) !== position) present.push(position)
}

/** The positions under a key. */
export function positionsAt(postings: ReadonlyPostings, key: string): readonly number[] {
  const present = postings.get(key)
  if (present === undefined) return nowhere
  return typeof present === 'number' ? [present] : present
}

const nowhere: readonly number[] = []
