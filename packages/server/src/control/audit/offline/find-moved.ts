/** Something with a place of its own. */
type Placed = { readonly seq: number }

/** Of things in the order they stand in: the fewest that have to be taken out so that the others are in ascending order. */
export function findMoved<Thing extends Placed>(things: readonly Thing[]): readonly Thing[] {
  if (things.every(({ seq }, index) => index === 0 || seq > (things[index - 1]?.seq ?? 0))) return []
  const kept = longestAscending(things.map(({ seq }) => seq))
  return things.filter((_, index) => !kept.has(index))
}

/** The places of a longest ascending sequence, by patience sorting. */
function longestAscending(numbers: readonly number[]): ReadonlySet<number> {
  const tails: number[] = []
  const before: number[] = []
  for (const [index, number] of numbers.entries()) {
    const pile = firstAtLeast(tails, (tail) => (numbers[tail] ?? 0) >= number)
    before.push(pile === 0 ? -1 : (tails[pile - 1] ?? -1))
    tails[pile] = index
  }
  const kept = new Set<number>()
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) kept.add(index)
  return kept
}

function firstAtLeast(tails: readonly number[], isAtLeast: (tail: number) => boolean): number {
  let [low, high] = [0, tails.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const tail = tails[middle]
    if (tail !== undefined && isAtLeast(tail)) high = middle
    else low = middle + 1
  }
  return low
}
