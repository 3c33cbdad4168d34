import type { BoxChecks } from './box-checks.ts'
import type { LeadClasses } from './lead-classes.ts'
import { countOfRun, firstOfRun, HEAD, shelf, SHELF_SIZE, type Shelves, WORD } from './shelves.ts'

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
  /** The shelf being read: where it stands, how long it is, and the lead's class at home, 0 where that tells nothing. */
  private place = 0
  private wordCount = 0
  private homeClass = 0
  private readonly firstShelf: Int32Array
  private readonly index: Int32Array
  private readonly words: Int32Array
  private readonly firstCheck: Int32Array
  private readonly checks: BoxChecks['checks']
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
    const axis = index[place + shelf.axis]
    const runs = index[place + shelf.runs] + (axis < 0 ? 0 : this.lead.shelfBins[axis])
    const end = index[runs + 1]
    this.homeClass = axis < 0 ? 0 : this.lead.classes[axis]
    this.wordCount = index[place + shelf.words]
    this.place = index[place + shelf.place]
    for (let run = index[runs]; run < end; run += 1) {
      let word = firstOfRun(index[run])
      const last = word + countOfRun(index[run])
      for (; word + 3 < last; word += 4) this.readFourWords(word)
      for (; word + 1 < last; word += 2) this.readTwoWords(word)
      if (word < last) this.readWord(word)
    }
  }

  /** Asks the boxes of one word that no row of the lead's refuses. */
  private readWord(word: number): void {
    const { words, wordCount } = this
    const { rows, rowCount } = this.lead
    const place = this.place + wordCount * HEAD + word
    let refused = words[place]
    for (let index = 0; index < rowCount; index += 1) refused |= words[place + rows[index] * wordCount]
    if (refused !== -1) this.askAll(word, ~refused)
  }

  /** The same for two words at once, which costs little more than one. */
  private readTwoWords(word: number): void {
    const { words, wordCount } = this
    const { rows, rowCount } = this.lead
    const place = this.place + wordCount * HEAD + word
    let a = words[place]
    let b = words[place + 1]
    for (let index = 0; index < rowCount; index += 1) {
      const row = place + rows[index] * wordCount
      a |= words[row]
      b |= words[row + 1]
    }
    if (a !== -1) this.askAll(word, ~a)
    if (b !== -1) this.askAll(word + 1, ~b)
  }

  private readFourWords(word: number): void {
    const { words, wordCount } = this
    const { rows, rowCount } = this.lead
    const place = this.place + wordCount * HEAD + word
    let a = words[place]
    let b = words[place + 1]
    let c = words[place + 2]
    let d = words[place + 3]
    for (let index = 0; index < rowCount; index += 1) {
      const row = place + rows[index] * wordCount
      a |= words[row]
      b |= words[row + 1]
      c |= words[row + 2]
      d |= words[row + 3]
    }
    if ((a & b & c & d) === -1) return
    if (a !== -1) this.askAll(word, ~a)
    if (b !== -1) this.askAll(word + 1, ~b)
    if (c !== -1) this.askAll(word + 2, ~c)
    if (d !== -1) this.askAll(word + 3, ~d)
  }

  /** Asks the boxes of these bits; first only whether the lead is theirs at home, which stands beside their numbers. */
  private askAll(word: number, some: number): void {
    const { words, homeClass } = this
    const size = this.wordCount * WORD
    for (let left = some; left !== 0; left &= left - 1) {
      const place = this.place + word * WORD + 31 - Math.clz32(left & -left)
      if (homeClass > 0 && (homeClass < words[place + size] || homeClass >= words[place + 2 * size])) continue
      const box = words[place]
      if (box < this.best && this.holds(box)) this.best = box
    }
  }

  /** Asks every literal of the box: shelves only say what cannot hold. */
  private holds(box: number): boolean {
    const { checks, least } = this
    const first = this.firstCheck[box]
    let place = first + 1
    for (let left = checks[first]; left > 0; left -= 1) {
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
