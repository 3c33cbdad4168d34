import type { RuleBoxes } from './rule-boxes.ts'

/** Some boxes' literals on one axis. */
export type AxisLiterals = { readonly boxes: RuleBoxes; readonly axis: number; readonly literals: Int32Array }

/**
 * Cuts the axis's classes into neighbouring buckets, where the literals do: bucket b starts at class starts[b]. Where
 * that gives too many, they are cut at evenly spread ones of those places; then a bucket may hold classes that a
 * literal tells apart, and what is found through it has to be verified.
 */
export function cutBuckets({ boxes, axis, literals }: AxisLiterals, countMax: number): Int32Array {
  const { classCount } = boxes.axes[axis]
  const bounds: number[] = []
  for (const literal of literals) {
    const start = boxes.literalSet[literal]
    const end = start + 1 + 2 * boxes.sets[start]
    for (let index = start + 1; index < end; index += 1) {
      const bound = boxes.sets[index]
      if (bound > 1 && bound < classCount) bounds.push(bound)
    }
  }
  const sorted = Int32Array.from(bounds).toSorted()
  const distinct = sorted.filter((bound, index) => index === 0 || bound !== sorted[index - 1])
  return withFirst(1, distinct.length < countMax ? distinct : spread(sorted, Math.floor(countMax) - 1))
}

/** Calls back with the first and last bucket that each interval of the literal reaches. */
export function forEachReached(
  boxes: RuleBoxes,
  literal: number,
  reach: { readonly starts: Int32Array; visit(first: number, last: number): void },
): void {
  const { sets, literalSet } = boxes
  const start = literalSet[literal]
  const end = start + 1 + 2 * sets[start]
  let next = 0
  for (let index = start + 1; index < end; index += 2) {
    // Two intervals may share a bucket: it is reported once.
    const first = Math.max(next, bucketOf(reach.starts, sets[index]))
    const last = bucketOf(reach.starts, sets[index + 1] - 1)
    if (first <= last) reach.visit(first, last)
    next = last + 1
  }
}

/** The bucket of a class: the last one that starts at or before it. */
export function bucketOf(starts: Int32Array, id: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle] <= id) low = middle + 1
    else high = middle
  }
  return low - 1
}

function withFirst(first: number, rest: Int32Array): Int32Array {
  const starts = new Int32Array(rest.length + 1)
  starts[0] = first
  starts.set(rest, 1)
  return starts
}

function spread(sorted: Int32Array, count: number): Int32Array {
  const chosen = new Set<number>()
  for (let index = 0; index < count; index += 1) chosen.add(sorted[Math.floor(((index + 0.5) * sorted.length) / count)])
  return Int32Array.from([...chosen].toSorted((a, b) => a - b))
}
