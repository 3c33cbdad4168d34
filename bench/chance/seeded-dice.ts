/** Reproducible chance for benchmarks and generated files: the same seed gives the same throws on every machine. */
export type Dice = {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(share: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** `count` different items, in a random order. */
  some<Item>(items: readonly Item[], count: number): readonly Item[]
}

/** Mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state, good enough to draw test data. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick,
    some: (items, count) => {
      const left = [...items]
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(between(0, left.length - 1), 1)[0])
    },
  }
}
