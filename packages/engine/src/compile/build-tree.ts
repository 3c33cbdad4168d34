import { type Buckets, cutBuckets, forEachReached, writeBucketing } from './buckets.ts'
import { chooseFork, type Fork } from './choose-fork.ts'
import { IntList } from './int-list.ts'
import { literalOn, narrow, type Region, wholeSpace } from './region.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import { at, FORK, NOTHING, type RuleTree } from './rule-tree.ts'
import type { TreeLimits } from './tree-limits.ts'
import { writeLeaf } from './write-leaf.ts'

/** Builds the tree over these boxes, given in the order they are asked. */
export function buildTree(boxes: RuleBoxes, members: Int32Array, limits: TreeLimits): RuleTree {
  const nodes = new IntList(members.length * 16 + 1024)
  // A table at 0 could not be marked by its sign.
  nodes.push(0)
  const root = buildNode(nodes, wholeSpace(boxes, members, limits))
  return { root, nodes: nodes.toArray() }
}

function buildNode(nodes: IntList, region: Region): number {
  if (region.members.length === 0) return NOTHING
  const fork = region.members.length <= region.limits.leafBoxesMax ? null : chooseFork(region)
  return fork === null ? writeLeaf(nodes, region) : buildFork(nodes, region, fork)
}

/** A region's members by what they ask about one axis. A member stands in every bucket it reaches. */
type Division = {
  readonly buckets: Buckets
  readonly inBucket: readonly Int32Array[]
  readonly any: Int32Array
  readonly whenMissingTrue: Int32Array
  readonly whenMissingNotFalse: Int32Array
}

function buildFork(nodes: IntList, region: Region, fork: Fork): number {
  const { axis } = fork
  const division = divide(region, fork)
  const { buckets } = division
  const budgetOf = shareBudget(region, division)
  const build = (members: Int32Array, low: number, high: number): number =>
    buildNode(nodes, { ...narrow(region, axis, { low, high }), members, budget: budgetOf(members.length) })

  const builtByContent = new Map<string, { readonly members: Int32Array; readonly node: number }>()
  const children = division.inBucket.map((members, bucket) => {
    const low = buckets.starts[bucket]
    const high = bucket + 1 < buckets.starts.length ? buckets.starts[bucket + 1] : buckets.high
    if (high - low > 1) return build(members, low, high)
    // Several classes may lead to the very same boxes; one child serves them all.
    const key = contentKey(members)
    const built = builtByContent.get(key)
    if (built !== undefined && isSame(built.members, members)) return built.node
    const node = build(members, low, high)
    builtByContent.set(key, { members, node })
    return node
  })
  const any = build(division.any, 0, 0)
  const missingTrue = build(division.whenMissingTrue, 0, 0)
  const isSameWhenMissing = division.whenMissingTrue.length === division.whenMissingNotFalse.length
  const missingNotFalse = isSameWhenMissing ? missingTrue : build(division.whenMissingNotFalse, 0, 0)

  const start = nodes.extend(at.forkChildren + children.length)
  nodes.set(start + at.kind, FORK)
  nodes.set(start + at.firstBox, region.members[0])
  nodes.set(start + at.forkAxis, axis)
  nodes.set(start + at.forkAny, any)
  nodes.set(start + at.forkMissingTrue, missingTrue)
  nodes.set(start + at.forkMissingNotFalse, missingNotFalse)
  writeBucketing(nodes, start + at.forkBuckets, buckets)
  nodes.copy(Int32Array.from(children), start + at.forkChildren)
  return start
}

function divide(region: Region, { axis, bucketsMax }: Fork): Division {
  const { boxes, members } = region
  const literals = Int32Array.from(members, (box) => literalOn(boxes, box, axis))
  const asking = { boxes, literals: literals.filter((literal) => literal >= 0), low: region.low[axis], high: region.high[axis] }
  const buckets = cutBuckets(asking, bucketsMax)
  const slice = { ...asking, buckets }
  const inBucket = Array.from(buckets.starts, () => new IntList(16))
  const [any, whenMissingTrue, whenMissingNotFalse] = [new IntList(), new IntList(), new IntList()]
  for (const [index, literal] of literals.entries()) {
    const box = members[index]
    if (literal < 0) {
      any.push(box)
      continue
    }
    if (boxes.literalWhenMissing[literal] === 2) whenMissingTrue.push(box)
    if (boxes.literalWhenMissing[literal] > 0) whenMissingNotFalse.push(box)
    forEachReached(slice, literal, (first, last) => {
      for (let bucket = first; bucket <= last; bucket += 1) inBucket[bucket].push(box)
    })
  }
  return {
    buckets,
    inBucket: inBucket.map((list) => list.toArray()),
    any: any.toArray(),
    whenMissingTrue: whenMissingTrue.toArray(),
    whenMissingNotFalse: whenMissingNotFalse.toArray(),
  }
}

/** What is over once every child has room for its members goes to those that will be divided further. */
function shareBudget(region: Region, division: Division): (count: number) => number {
  const { leafBoxesMax } = region.limits
  const counts = [...division.inBucket, division.any, division.whenMissingTrue, division.whenMissingNotFalse].map(({ length }) => length)
  const needed = counts.reduce((sum, count) => sum + count, 0)
  const large = counts.reduce((sum, count) => sum + (count > leafBoxesMax ? count : 0), 0)
  const spare = large === 0 ? 0 : Math.max(0, region.budget - needed) / large
  return (count) => (count > leafBoxesMax ? count * (1 + spare) : count)
}

function contentKey(members: Int32Array): string {
  let hash = 0
  for (const box of members) hash = (Math.imul(hash, 31) + box) | 0
  return `${members.length} ${hash}`
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((box, index) => box === b[index])
}
