import { type BoxChecks, END_OF_CHECKS } from './box-checks.ts'
import type { LeadClasses } from './lead-classes.ts'
import { countOfRun, firstOfRun, shelf, SHELF_SIZE, type Shelves, slot, WORD } from './shelves.ts'

/** The least truth that counts in a search: a box that is true, or one that is at least not false. */
export const TRUE = 2
export const NOT_FALSE = 1
export type Least = typeof TRUE | typeof NOT_FALSE

/** What searches of the same boxes share. */
export type SearchSource = { readonly checks: BoxChecks; readonly lead: LeadClasses }

/** Finds the first box for the lead at hand. It keeps its place in fields, so that a search allocates nothing. */
export class RuleSearch {
  private best = 0
  private least: Least = TRUE
  private readonly firstShelf: Int32Array
  private readonly index: Int32Array
  private readonly words: Int32Array
  private readonly firstCheck: Int32Array
  private readonly checks: Int32Array
  private readonly lead: LeadClasses

  constructor(shelves: Shelves, { checks, lead }: SearchSource) {
    this.firstShelf = shelves.firstShelf
    this.index = shelves.index
    this.words = shelves.words
    this.firstCheck = checks.first
    this.checks = checks.checks
    this.lead = lead
  }

  /** The first box before `bound` that is at least this true; `bound` when there is none. */
  firstBox(least: Least, bound: number): number {
    const { firstShelf } = this
    this.least = least
    this.best = bound
    this.lead.readAs(least)
    // A box of a later stretch comes after all boxes of an earlier one.
    for (let stretch = 0; stretch + 1 < firstShelf.length && this.best === bound; stretch += 1) {
      for (let number = firstShelf[stretch]; number < firstShelf[stretch + 1]; number += 1)
        this.readShelf(number * SHELF_SIZE)
    }
    return this.best
  }

  private readShelf(place: number): void {
    const { index } = this
    const slotRuns = index[place + shelf.runs] + this.slotOf(place)
    const end = index[slotRuns + 1]
    const wordCount = index[place + shelf.words]
    const boxes = index[place + shelf.place]
    const rows = boxes + wordCount * WORD
    for (let run = index[slotRuns]; run < end; run += 1) {
      let word = firstOfRun(index[run])
      const last = word + countOfRun(index[run])
      for (; word + 1 < last; word += 2) this.readTwoWords(rows + word, wordCount, boxes + word * WORD)
      if (word < last) this.readWord(rows + word, wordCount, boxes + word * WORD)
    }
  }

  /** Where a shelf's index tells of the lead. */
  private slotOf(place: number): number {
    const axis = this.index[place + shelf.axis]
    if (axis < 0) return 0
    const id = this.lead.classes[axis]
    if (id === 0) return this.least === TRUE ? slot.missingTrue : slot.missingNotFalse
    return slot.buckets + this.bucketOf(place, id)
  }

  private bucketOf(place: number, id: number): number {
    const { index } = this
    const starts = index[place + shelf.starts]
    let low = starts
    let high = starts + index[place + shelf.buckets]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (index[middle] <= id) low = middle + 1
      else high = middle
    }
    return low - 1 - starts
  }

  /** Asks the boxes of one word that no row of the lead's refuses. */
  private readWord(place: number, wordCount: number, boxes: number): void {
    const { words } = this
    const { rows, rowCount } = this.lead
    let refused = words[place]
    for (let index = 0; index < rowCount; index += 1) refused |= words[place + rows[index] * wordCount]
    if (refused !== -1) this.askAll(boxes, ~refused)
  }

  /** The same for two words at once, which costs little more than one. */
  private readTwoWords(place: number, wordCount: number, boxes: number): void {
    const { words } = this
    const { rows, rowCount } = this.lead
    let refused = words[place]
    let refusedNext = words[place + 1]
    for (let index = 0; index < rowCount; index += 1) {
      const row = place + rows[index] * wordCount
      refused |= words[row]
      refusedNext |= words[row + 1]
    }
    if (refused !== -1) this.askAll(boxes, ~refused)
    if (refusedNext !== -1) this.askAll(boxes + WORD, ~refusedNext)
  }

  private askAll(boxes: number, some: number): void {
    for (let left = some; left !== 0; left &= left - 1) {
      const box = this.words[boxes + 31 - Math.clz32(left & -left)]
      if (box < this.best && this.holds(box)) this.best = box
    }
  }

  /** Asks every literal of the box: shelves only say what cannot hold. */
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
