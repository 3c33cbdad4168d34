import type { LeadClasses } from './lead-classes.ts'
import { WORD } from './list-layout.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import { type BoxChecks, END_OF_CHECKS } from './box-checks.ts'
import { node, placeOfList, type RuleDirectory, wordsOfList } from './rule-directory.ts'

/** The least truth that counts in a search: a box that is true, or one that is at least not false. */
export const TRUE = 2
export const NOT_FALSE = 1
export type Least = typeof TRUE | typeof NOT_FALSE

const PENDING_MAX = 1024

/** What searches of the same boxes share. */
export type SearchSource = {
  readonly boxes: RuleBoxes
  readonly checks: BoxChecks
  readonly lead: LeadClasses
}

/** Finds the first box for the lead at hand. It keeps its place in fields, so that a search allocates nothing. */
export class RuleSearch {
  private best = 0
  private least: Least = TRUE
  private readonly roots: readonly number[]
  private readonly nodes: Int32Array
  private readonly lists: Int32Array
  private readonly firstCheck: Int32Array
  private readonly checks: Int32Array
  private readonly lead: LeadClasses
  /** By attribute axis: the number of its classes. */
  private readonly classCounts: Int32Array
  /** Lists found for the lead and still to be read. */
  private readonly pending = new Int32Array(PENDING_MAX)
  private pendingCount = 0

  constructor(directory: RuleDirectory, { boxes, checks, lead }: SearchSource) {
    this.roots = directory.roots
    this.nodes = directory.nodes
    this.lists = directory.lists
    this.firstCheck = checks.first
    this.checks = checks.checks
    this.lead = lead
    this.classCounts = Int32Array.from(boxes.axes.slice(0, boxes.attributeAxisCount), ({ classCount }) => classCount)
  }

  /** The first box before `bound` that is at least this true; `bound` when there is none. */
  firstBox(least: Least, bound: number): number {
    this.least = least
    this.best = bound
    this.lead.readAs(least)
    for (let stretch = 0; stretch < this.roots.length && this.best === bound; stretch += 1) {
      this.gather(this.roots[stretch])
      this.readPending()
    }
    return this.best
  }

  /** Looks up the lists that the lead's classes lead to. */
  private gather(start: number): void {
    const { nodes, classCounts } = this
    if (nodes[start + node.firstBox] >= this.best) return
    const { classes, places } = this.lead
    let child = start + node.children
    let end = child + nodes[start + node.always]
    for (; child < end; child += 1) this.pend(nodes[child])
    end += 2 * nodes[start + node.classAxes]
    for (; child < end; child += 2) {
      const id = classes[nodes[child]]
      this.pend(nodes[nodes[child + 1] + (id === 0 && this.least === TRUE ? classCounts[nodes[child]] : id)])
    }
    end += 2 * nodes[start + node.bucketAxes]
    for (; child < end; child += 2) this.pend(nodes[nodes[child + 1] + places[nodes[child]]])
  }

  private pend(child: number): void {
    if (child > 0) {
      if (this.pendingCount === PENDING_MAX) this.readPending()
      this.pending[this.pendingCount] = child
      this.pendingCount += 1
    } else if (child < 0) this.gather(-child)
  }

  /**
   * Reads through the lists found so far. They were looked up first, and the length of each is known before it is
   * fetched: so the processor can fetch many at a time, which is what a search of many rules mostly waits for.
   */
  private readPending(): void {
    const { pending, pendingCount } = this
    for (let index = 0; index < pendingCount; index += 1)
      this.readList(placeOfList(pending[index]), wordsOfList(pending[index]))
    this.pendingCount = 0
  }

  private readList(list: number, words: number): void {
    const { lists } = this
    const rows = list + words * WORD
    let word = 0
    for (; word + 1 < words && lists[list + word * WORD] < this.best; word += 2) {
      this.readTwoWords(rows + word, words, list + word * WORD)
    }
    if (word < words && lists[list + word * WORD] < this.best) this.readWord(rows + word, words, list + word * WORD)
  }

  /** Asks the boxes of one word that no row of the lead's refuses. */
  private readWord(place: number, words: number, boxes: number): void {
    const { lists } = this
    const { rows, rowCount } = this.lead
    let refused = lists[place]
    for (let index = 0; index < rowCount; index += 1) refused |= lists[place + rows[index] * words]
    if (refused !== -1) this.askAll(boxes, ~refused)
  }

  /** The same for two words at once, which costs little more than one. */
  private readTwoWords(place: number, words: number, boxes: number): void {
    const { lists } = this
    const { rows, rowCount } = this.lead
    let refused = lists[place]
    let refusedNext = lists[place + 1]
    for (let index = 0; index < rowCount; index += 1) {
      const row = place + rows[index] * words
      refused |= lists[row]
      refusedNext |= lists[row + 1]
    }
    if (refused !== -1) this.askAll(boxes, ~refused)
    if (refusedNext !== -1) this.askAll(boxes + WORD, ~refusedNext)
  }

  private askAll(place: number, some: number): void {
    for (let left = some; left !== 0; left &= left - 1) {
      const box = this.lists[place + 31 - Math.clz32(left & -left)]
      if (box >= this.best) return
      if (this.holds(box)) {
        this.best = box
        return
      }
    }
  }

  /** Asks every literal of the box: lists and sieves only say what cannot hold. */
  private holds(box: number): boolean {
    const { checks, least } = this
    let place = this.firstCheck[box]
    while (checks[place] !== END_OF_CHECKS) {
      const id = this.lead.classOf(checks[place])
      const end = place + 3 + 2 * checks[place + 2]
      if (id === 0) {
        if (checks[place + 1] < least) return false
      } else {
        // Skips the intervals that end before the class; the next one has to have begun.
        let interval = place + 3
        while (interval < end && checks[interval + 1] <= id) interval += 2
        if (interval === end || checks[interval] > id) return false
      }
      place = end
    }
    return true
  }
}
