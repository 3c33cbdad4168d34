import type { LeadClasses } from './lead-classes.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import { at, bucketing, LEAF, leafAxis, type RuleTree } from './rule-tree.ts'

/** The least truth that counts in a search: a box that is true, or one that is at least not false. */
export const TRUE = 2
export const NOT_FALSE = 1
export type Least = typeof TRUE | typeof NOT_FALSE

/** Finds the first box for the lead at hand. It keeps its place in fields, so that a search allocates nothing. */
export class RuleSearch {
  private best = 0
  private least: Least = TRUE
  private readonly tree: RuleTree
  private readonly nodes: Int32Array
  private readonly boxes: RuleBoxes
  private readonly lead: LeadClasses
  /** Where the bitmap of each axis of the leaf at hand starts. */
  private readonly bitmaps = new Int32Array(16)

  constructor(tree: RuleTree, boxes: RuleBoxes, lead: LeadClasses) {
    this.tree = tree
    this.nodes = tree.nodes
    this.boxes = boxes
    this.lead = lead
  }

  /** The first box before `bound` that is at least this true; `bound` when there is none. */
  firstBox(least: Least, bound: number): number {
    this.least = least
    this.best = bound
    if (this.tree.root >= 0) this.visit(this.tree.root)
    return this.best
  }

  private visit(start: number): void {
    const { nodes } = this
    let node = start
    while (node >= 0 && nodes[node + at.firstBox] < this.best) {
      if (nodes[node + at.kind] === LEAF) {
        this.scan(node)
        return
      }
      const child = this.childOf(node)
      // What asks about the axis is the smaller part, and a find there spares most of the rest.
      if (child >= 0) this.visit(child)
      node = nodes[node + at.forkAny]
    }
  }

  private childOf(fork: number): number {
    const { nodes } = this
    const id = this.lead.classOf(nodes[fork + at.forkAxis])
    if (id === 0) return nodes[fork + (this.least === TRUE ? at.forkMissingTrue : at.forkMissingNotFalse)]
    return nodes[fork + at.forkChildren + this.bucketOf(fork + at.forkBuckets, id)]
  }

  private bucketOf(place: number, id: number): number {
    const { nodes } = this
    const table = nodes[place + bucketing.table]
    if (table < 0) return this.bucketByBounds(place, id)
    const index = id - nodes[place + bucketing.low]
    return (nodes[table + (index >> 1)] >>> ((index & 1) << 4)) & 0xffff
  }

  private bucketByBounds(place: number, id: number): number {
    const { nodes } = this
    const table = -nodes[place + bucketing.table]
    let low = table
    let high = table + nodes[place + bucketing.count]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (nodes[middle] <= id) low = middle + 1
      else high = middle
    }
    return low - 1 - table
  }

  /** Looks through a leaf: 32 boxes at a time through the bitmaps, then at what is left of them. */
  private scan(leaf: number): void {
    const { nodes, bitmaps } = this
    const count = nodes[leaf + at.leafCount]
    const list = nodes[leaf + at.leafBoxes]
    const axisCount = nodes[leaf + at.leafAxisCount]
    this.findBitmaps(leaf, axisCount, (count + 31) >> 5)
    for (let first = 0; first < count && nodes[list + first] < this.best; first += 32) {
      const word = first >> 5
      let left = count - first < 32 ? (1 << (count - first)) - 1 : -1
      for (let index = 0; index < axisCount && left !== 0; index += 1) left &= nodes[bitmaps[index] + word]
      while (left !== 0) {
        const box = nodes[list + first + 31 - Math.clz32(left & -left)]
        if (box >= this.best) return
        if (this.holds(box)) {
          this.best = box
          return
        }
        left &= left - 1
      }
    }
  }

  private findBitmaps(leaf: number, axisCount: number, words: number): void {
    const { nodes, bitmaps } = this
    for (let index = 0; index < axisCount; index += 1) {
      const place = leaf + at.leafAxes + index * leafAxis.size
      const id = this.lead.classOf(nodes[place + leafAxis.axis])
      const bitmap = id === 0 ? TRUE - this.least : 2 + this.bucketOf(place + leafAxis.buckets, id)
      bitmaps[index] = nodes[place + leafAxis.bitmaps] + bitmap * words
    }
  }

  /** Asks every literal of the box: bitmaps only say what cannot hold. */
  private holds(box: number): boolean {
    const { firstLiteral, literalAxis, literalWhenMissing } = this.boxes
    const end = firstLiteral[box + 1]
    for (let literal = firstLiteral[box]; literal < end; literal += 1) {
      const id = this.lead.classOf(literalAxis[literal])
      if (id === 0 ? literalWhenMissing[literal] < this.least : !this.accepts(literal, id)) return false
    }
    return true
  }

  private accepts(literal: number, id: number): boolean {
    const { literalSet, sets } = this.boxes
    const start = literalSet[literal]
    const end = start + 1 + 2 * sets[start]
    for (let index = start + 1; index < end; index += 2) {
      if (id < sets[index]) return false
      if (id < sets[index + 1]) return true
    }
    return false
  }
}
