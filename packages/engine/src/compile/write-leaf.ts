import { axisUses } from './choose-fork.ts'
import { type BucketedSlice, cutBuckets, forEachReached, writeBucketing } from './buckets.ts'
import type { IntList } from './int-list.ts'
import { literalOn, type Region } from './region.ts'
import { at, LEAF, leafAxis } from './rule-tree.ts'

/** Fewer boxes than this are looked at one by one. */
const BITMAP_BOXES_MIN = 6

/** Writes a leaf with the region's boxes. Returns where it starts. */
export function writeLeaf(nodes: IntList, region: Region): number {
  const { members } = region
  const axes = members.length < BITMAP_BOXES_MIN ? [] : leafAxesOf(region)
  const start = nodes.extend(at.leafAxes + axes.length * leafAxis.size)
  nodes.set(start + at.kind, LEAF)
  nodes.set(start + at.firstBox, members[0])
  nodes.set(start + at.leafCount, members.length)
  nodes.set(start + at.leafAxisCount, axes.length)
  for (const [index, axis] of axes.entries()) writeLeafAxis(nodes, start + at.leafAxes + index * leafAxis.size, { region, axis })
  const list = nodes.extend(members.length)
  nodes.copy(members, list)
  nodes.set(start + at.leafBoxes, list)
  return start
}

/** The axes whose bitmaps leave the fewest boxes, the most selective first. */
function leafAxesOf(region: Region): readonly number[] {
  const count = region.members.length
  return axisUses(region)
    .map(({ axis, asking, share }) => ({ axis, left: (count - asking + asking * share) / count }))
    .filter(({ left }) => left < 0.95)
    .toSorted((a, b) => a.left - b.left)
    .slice(0, region.limits.leafAxesMax)
    .map(({ axis }) => axis)
}

type LeafPart = { readonly region: Region; readonly axis: number }

function writeLeafAxis(nodes: IntList, place: number, { region, axis }: LeafPart): void {
  const { boxes, members } = region
  const literals = Int32Array.from(members, (box) => literalOn(boxes, box, axis))
  const slice = { boxes, literals: literals.filter((literal) => literal >= 0), low: region.low[axis], high: region.high[axis] }
  const buckets = cutBuckets(slice, region.limits.leafBucketsMax)
  nodes.set(place + leafAxis.axis, axis)
  writeBucketing(nodes, place + leafAxis.buckets, buckets)
  nodes.set(place + leafAxis.bitmaps, writeBitmaps(nodes, { ...slice, literals, buckets }))
}

/**
 * One bitmap of the members for a lead that lacks the attribute (true; then: not false), then one per bucket. Bit i
 * is off only if member i surely fails. A member that does not ask is on in each.
 */
function writeBitmaps(nodes: IntList, slice: BucketedSlice): number {
  const { boxes, literals, buckets } = slice
  const words = (literals.length + 31) >> 5
  const start = nodes.extend(words * (2 + buckets.starts.length))
  const notAsking = new Int32Array(words)
  for (const [index, literal] of literals.entries()) {
    if (literal < 0) notAsking[index >> 5] |= 1 << (index & 31)
  }
  for (let bitmap = 0; bitmap < 2 + buckets.starts.length; bitmap += 1) nodes.copy(notAsking, start + bitmap * words)
  for (const [index, literal] of literals.entries()) {
    if (literal < 0) continue
    const [word, bit] = [start + (index >> 5), 1 << (index & 31)]
    if (boxes.literalWhenMissing[literal] === 2) nodes.turnOn(word, bit)
    if (boxes.literalWhenMissing[literal] > 0) nodes.turnOn(word + words, bit)
    forEachReached(slice, literal, (first, last) => {
      for (let bucket = first; bucket <= last; bucket += 1) nodes.turnOn(word + (2 + bucket) * words, bit)
    })
  }
  return start
}
