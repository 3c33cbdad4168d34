import { countReached, cutBuckets, forEachReached } from './buckets.ts'
import { chooseHomes, type Home } from './choose-homes.ts'
import { COARSE_PLACES, coarsePlaces } from './coarse-classes.ts'
import type { DirectoryLimits } from './directory-limits.ts'
import { groupByPlace } from './group-by-place.ts'
import { IntList } from './int-list.ts'
import { listOf, type ListSource, WORD } from './list-layout.ts'
import { LIST_ALIGNMENT, LIST_WORDS_MAX, listChild, node, type RuleDirectory } from './rule-directory.ts'

/** What a directory is built from. */
export type DirectorySource = ListSource & { readonly limits: DirectoryLimits }

type Build = DirectorySource & {
  readonly nodes: IntList
  readonly lists: IntList
  /** Length of `lists` after which no list is divided any more. */
  readonly listsMax: number
}

/** The axes by which the boxes at hand have been found: every lead that comes here meets their literals there, or nearly. */
type Path = readonly number[]

/** Boxes that agree on so many axes are few, or cannot be told apart. */
const PATH_MAX = 6

/** Builds the directory of these boxes, given in order. */
export function buildDirectory(source: DirectorySource, members: Int32Array): RuleDirectory {
  const { stretchBoxes, stretchGrowth, bytesPerBoxMax } = source.limits
  const build: Build = {
    ...source,
    nodes: new IntList(),
    lists: new IntList(),
    listsMax: (members.length * bytesPerBoxMax) / 4,
  }
  // A child 0 is nothing, so no node stands there.
  build.nodes.push(0)
  const roots: number[] = []
  for (let start = 0, length = stretchBoxes; start < members.length; start += length, length *= stretchGrowth) {
    roots.push(buildRoot(build, members.subarray(start, start + length)))
  }
  return { roots, nodes: build.nodes.toArray(), lists: build.lists.toArray() }
}

/** A stretch that is short is a list for every lead. */
function buildRoot(build: Build, members: Int32Array): number {
  return members.length > build.limits.listBoxesMax
    ? buildNode(build, members, [])
    : writeNode(build, members[0], { always: writeLists(build, members) })
}

function buildNode(build: Build, members: Int32Array, path: Path): number {
  const { boxes, limits } = build
  const { homes, homeless } = chooseHomes({ ...build, boxesMin: limits.homeBoxesMin }, { members, path })
  // A table with a place for each class is worth its size only where there are boxes for it.
  const isByClass = ({ axis, members }: Home): boolean =>
    boxes.axes[axis].classCount <= 4 * members.length + COARSE_PLACES
  return writeNode(build, members[0], {
    always: writeLists(build, homeless),
    byClass: homes.filter(isByClass).map((home) => [home.axis, writeClassTable(build, home, path)]),
    byBucket: homes.filter((home) => !isByClass(home)).map((home) => [home.axis, writeBucketTable(build, home, path)]),
  })
}

type NodeParts = {
  readonly always: readonly number[]
  readonly byClass?: readonly (readonly number[])[]
  readonly byBucket?: readonly (readonly number[])[]
}

function writeNode({ nodes }: Build, firstBox: number, { always, byClass = [], byBucket = [] }: NodeParts): number {
  const children = [...always, ...[...byClass, ...byBucket].flat()]
  const start = nodes.extend(node.children + children.length)
  nodes.set(start + node.firstBox, firstBox)
  nodes.set(start + node.always, always.length)
  nodes.set(start + node.classAxes, byClass.length)
  nodes.set(start + node.bucketAxes, byBucket.length)
  nodes.copy(children, start + node.children)
  return start
}

/** A table by class. Neighbouring classes that no literal tells apart, or too many, share a child. */
function writeClassTable(build: Build, home: Home, path: Path): number {
  const { boxes, nodes } = build
  const { classCount } = boxes.axes[home.axis]
  const starts = cutAffordably(build, home)
  const grouping = groupByPlace(starts.length + 2)
  for (const [index, literal] of home.literals.entries()) {
    const box = home.members[index]
    if (boxes.literalWhenMissing[literal] > 0) grouping.add(starts.length, box)
    if (boxes.literalWhenMissing[literal] === 2) grouping.add(starts.length + 1, box)
    const visit = (first: number, last: number): void => {
      for (let bucket = first; bucket <= last; bucket += 1) grouping.add(bucket, box)
    }
    forEachReached(boxes, literal, { starts, visit })
  }
  const table = nodes.extend(classCount + 1)
  grouping.forEach((bucket, members) => {
    const child = buildChild(build, members, [...path, home.axis])
    if (bucket === starts.length) nodes.set(table, child)
    else if (bucket > starts.length) nodes.set(table + classCount, child)
    else {
      const end = bucket + 1 < starts.length ? starts[bucket + 1] : classCount
      for (let id = starts[bucket]; id < end; id += 1) nodes.set(table + id, child)
    }
  })
  return table
}

/** As many buckets as there are boxes for, and no more than let each box stand in a few, on average. */
function cutAffordably({ boxes, limits }: Build, { axis, members, literals }: Home): Int32Array {
  let countMax = Math.max(2, members.length / limits.bucketBoxesMin)
  for (;;) {
    const starts = cutBuckets({ boxes, axis, literals }, countMax)
    const reached = literals.reduce((sum, literal) => sum + countReached(boxes, literal, starts), 0)
    if (reached <= limits.copiesMax * members.length || countMax <= 2) return starts
    countMax = Math.max(2, Math.min(countMax, starts.length) * 0.7)
  }
}

function writeBucketTable(build: Build, home: Home, path: Path): number {
  const grouping = groupByPlace(COARSE_PLACES)
  for (const [index, literal] of home.literals.entries()) {
    for (const place of coarsePlaces(build.boxes, literal, build.coarse)) grouping.add(place, home.members[index])
  }
  const table = build.nodes.extend(COARSE_PLACES)
  grouping.forEach((place, members) => build.nodes.set(table + place, buildChild(build, members, [...path, home.axis])))
  return table
}

/** A list, or a node where the list would be long. */
function buildChild(build: Build, members: Int32Array, path: Path): number {
  const { limits, lists, listsMax } = build
  const isDivided = members.length > limits.listBoxesMax && lists.length <= listsMax && path.length < PATH_MAX
  if (isDivided) return -buildNode(build, members, path)
  const always = writeLists(build, members)
  return always.length === 1 ? always[0] : -writeNode(build, members[0], { always })
}

/** Writes the boxes as lists of bounded length, one where they fit. */
function writeLists(build: Build, members: ArrayLike<number>): readonly number[] {
  const { lists } = build
  const children: number[] = []
  const all = Int32Array.from(members)
  for (let start = 0; start < all.length; start += LIST_WORDS_MAX * WORD) {
    const list = listOf(build, all.subarray(start, start + LIST_WORDS_MAX * WORD))
    const place = lists.extend(Math.ceil(list.length / LIST_ALIGNMENT) * LIST_ALIGNMENT)
    lists.copy(list, place)
    children.push(listChild(place, Math.ceil(Math.min(all.length - start, LIST_WORDS_MAX * WORD) / WORD)))
  }
  return children
}
