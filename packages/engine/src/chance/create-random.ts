/** Dice with a seed: the same seed gives the same throws on every machine, so what chance found can be found again. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** So many different items, or all there are, in a random order. */
  some<T>(items: readonly T[], count: number): readonly T[]
}

/** Throws by Mulberry32 (Tommy Ettinger, 2017): fast, and even enough for sampling, tests and made-up data. Not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (end: number): number => Math.floor(next() * end)
  const between = (low: number, high: number): number => low + below(high - low + 1)
  return {
    next,
    below,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)],
    some: (items, count) => {
      const left = [...items]
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)[0])
    },
  }
}
