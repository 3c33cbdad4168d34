import type { IntList } from './int-list.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import { bucketing } from './rule-tree.ts'

/** Neighbouring classes `low` … `high` − 1 of one axis, in buckets: bucket b starts at class starts[b]. */
export type Buckets = { readonly starts: Int32Array; readonly low: number; readonly high: number }

/** What is being divided: some boxes' literals on one axis, and the classes still possible there. */
export type AxisSlice = { readonly boxes: RuleBoxes; readonly literals: Int32Array; readonly low: number; readonly high: number }

export type BucketedSlice = AxisSlice & { readonly buckets: Buckets }

/**
 * Cuts the classes where the literals do; where that gives too many buckets, at evenly spread ones of those
 * places. A bucket may then hold classes that a literal tells apart, and the boxes found through it have to be verified.
 */
export function cutBuckets(slice: AxisSlice, countMax: number): Buckets {
  const { boxes, literals, low, high } = slice
  const bounds: number[] = []
  for (const literal of literals) {
    const start = boxes.literalSet[literal]
    const end = start + 1 + 2 * boxes.sets[start]
    for (let index = start + 1; index < end; index += 1) {
      const bound = boxes.sets[index]
      if (bound > low && bound < high) bounds.push(bound)
    }
  }
  const sorted = Int32Array.from(bounds).toSorted()
  const distinct = sorted.filter((bound, index) => index === 0 || bound !== sorted[index - 1])
  return { starts: distinct.length < countMax ? withFirst(low, distinct) : withFirst(low, spread(sorted, countMax - 1)), low, high }
}

/** Calls back with the first and last bucket that each interval of the literal reaches. */
export function forEachReached(slice: BucketedSlice, literal: number, visit: (first: number, last: number) => void): void {
  const { buckets } = slice
  const { sets, literalSet } = slice.boxes
  const start = literalSet[literal]
  const end = start + 1 + 2 * sets[start]
  let next = 0
  for (let index = start + 1; index < end; index += 2) {
    const from = Math.max(sets[index], buckets.low)
    const to = Math.min(sets[index + 1], buckets.high)
    if (from >= to) continue
    // Two intervals may share a bucket: it is reported once.
    const first = Math.max(next, bucketOf(buckets.starts, from))
    const last = bucketOf(buckets.starts, to - 1)
    if (first <= last) visit(first, last)
    next = last + 1
  }
}

/** Writes a bucketing where a node keeps it, and the table it points to. */
export function writeBucketing(nodes: IntList, place: number, buckets: Buckets): void {
  const table = writeTable(nodes, buckets)
  nodes.set(place + bucketing.low, buckets.low)
  nodes.set(place + bucketing.count, buckets.starts.length)
  nodes.set(place + bucketing.table, table)
}

/** The table by which a search finds a class's bucket. Returns where it stands, negated when it is one of bounds. */
function writeTable(nodes: IntList, buckets: Buckets): number {
  const { starts, low, high } = buckets
  // Few buckets of very many classes are found by their bounds: a table would be larger than the boxes.
  if (high - low > 16 * starts.length + 256) {
    const table = nodes.extend(starts.length)
    nodes.copy(starts, table)
    return -table
  }
  const table = nodes.extend((high - low + 1) >> 1)
  for (let bucket = 0; bucket < starts.length; bucket += 1) {
    const end = bucket + 1 < starts.length ? starts[bucket + 1] : high
    for (let id = starts[bucket]; id < end; id += 1) {
      const place = id - low
      nodes.turnOn(table + (place >> 1), bucket << ((place & 1) << 4))
    }
  }
  return table
}

/** The bucket of a class: the last one that starts at or before it. */
function bucketOf(starts: Int32Array, id: number): number {
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
