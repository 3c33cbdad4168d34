import type { BoxChecks } from './box-checks.ts'
import type { LeadClasses } from './lead-classes.ts'
import { boxPlace, PLACE_SIZE, shelf, SHELF_SIZE, type Shelves, WORD } from './shelves.ts'

/** The least truth that counts in a search: a box that is true, or one that is at least not false. */
export const TRUE = 2
export const NOT_FALSE = 1
export type Least = typeof TRUE | typeof NOT_FALSE

/** Boxes that are asked together. */
const ASKED_MAX = 32

/** What searches of the same boxes share. */
export type SearchSource = { readonly checks: BoxChecks; readonly lead: LeadClasses }

/** Finds the first box for the lead at hand. It keeps its place in fields, so that a search allocates nothing. */
export class RuleSearch {
  private best = 0
  /** The boxes still to be asked, by place, and the lead's class at each one's home. */
  private askedCount = 0
  private readonly asked = new Int32Array(ASKED_MAX)
  private readonly askedClass = new Int32Array(ASKED_MAX)
  private least: Least = TRUE
  /**
   * The shelf being read: where its boxes stand, where its first word has each of the lead's rows, how many these are, and the
   * lead's class at home, 0 where that tells nothing.
   */
  private firstPlace = 0
  private rowCount = 0
  private readonly rowPlaces: Int32Array
  private homeClass = 0
  private isInOrder = false
  private readonly firstShelf: Int32Array
  private readonly index: Int32Array
  private readonly words: Int32Array
  private readonly places: Int32Array
  private readonly checks: BoxChecks['checks']
  private readonly lead: LeadClasses

  constructor(shelves: Shelves, { checks, lead }: SearchSource) {
    this.firstShelf = shelves.firstShelf
    this.index = shelves.index
    this.words = shelves.words
    this.places = shelves.places
    this.checks = checks.checks
    this.lead = lead
    this.rowPlaces = new Int32Array(lead.rows.length)
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
      if (this.askedCount > 0) this.answerAsked()
    }
    return this.best
  }

  private readShelf(start: number): void {
    const { index } = this
    const axis = index[start + shelf.axis]
    const runs = index[start + shelf.runs] + (axis < 0 ? 0 : this.lead.shelfBins[axis])
    const end = index[runs + 1]
    this.isInOrder = axis < 0
    this.homeClass = axis < 0 ? 0 : this.lead.classes[axis]
    this.firstPlace = index[start + shelf.places]
    if (index[runs] === end) return
    this.findRows(index[start + shelf.rows], index[start + shelf.words], axis)
    let place = index[runs]
    while (place < end) {
      let word = index[place]
      const last = word + index[place + 1]
      place += 2
      for (; word + 3 < last; word += 4, place += 4) this.readFourWords(word, place)
      for (; word + 1 < last; word += 2, place += 2) this.readTwoWords(word, place)
      if (word < last) {
        this.readWord(word, place)
        place += 1
      }
    }
  }

  /** Where the shelf's first word has those of the lead's rows that may refuse a box. */
  private findRows(first: number, wordCount: number, home: number): void {
    const { rowPlaces } = this
    const { rows, ownGroup } = this.lead
    const homeGroup = home < 0 ? -1 : ownGroup[home]
    let rowCount = 0
    for (let group = 0; group < rows.length; group += 1) {
      if (rows[group] < 0 || group === homeGroup) continue
      rowPlaces[rowCount] = first + rows[group] * wordCount
      rowCount += 1
    }
    this.rowCount = rowCount
  }

  /** Asks the boxes of one word that no row of the lead's refuses. */
  private readWord(word: number, place: number): void {
    const { index, words, rowPlaces, rowCount } = this
    let refused = index[place]
    for (let row = 0; row < rowCount; row += 1) refused |= words[rowPlaces[row] + word]
    if (refused !== -1) this.askAll(word, ~refused)
  }

  /** The same for two words at once, which costs little more than one. */
  private readTwoWords(word: number, place: number): void {
    const { index, words, rowPlaces, rowCount } = this
    let a = index[place]
    let b = index[place + 1]
    for (let row = 0; row < rowCount; row += 1) {
      const at = rowPlaces[row] + word
      a |= words[at]
      b |= words[at + 1]
    }
    if (a !== -1) this.askAll(word, ~a)
    if (b !== -1) this.askAll(word + 1, ~b)
  }

  private readFourWords(word: number, place: number): void {
    const { index, words, rowPlaces, rowCount } = this
    let a = index[place]
    let b = index[place + 1]
    let c = index[place + 2]
    let d = index[place + 3]
    for (let row = 0; row < rowCount; row += 1) {
      const at = rowPlaces[row] + word
      a |= words[at]
      b |= words[at + 1]
      c |= words[at + 2]
      d |= words[at + 3]
    }
    if ((a & b & c & d) === -1) return
    if (a !== -1) this.askAll(word, ~a)
    if (b !== -1) this.askAll(word + 1, ~b)
    if (c !== -1) this.askAll(word + 2, ~c)
    if (d !== -1) this.askAll(word + 3, ~d)
  }

  /** Asks the boxes of these bits, at once where they stand in order and so the first to hold ends it; later where not. */
  private askAll(word: number, some: number): void {
    if (this.isInOrder) this.askInOrder(word, some)
    else this.listAll(word, some)
  }

  private askInOrder(word: number, some: number): void {
    const { places } = this
    const first = this.firstPlace + word * WORD * PLACE_SIZE
    for (let left = some; left !== 0; left &= left - 1) {
      const place = first + (31 - Math.clz32(left & -left)) * PLACE_SIZE
      const box = places[place + boxPlace.box]
      if (box >= this.best) return
      if (!this.holds(places[place + boxPlace.checks])) continue
      this.best = box
      return
    }
  }

  private listAll(word: number, some: number): void {
    const { asked, askedClass } = this
    const first = this.firstPlace + word * WORD * PLACE_SIZE
    for (let left = some; left !== 0; left &= left - 1) {
      if (this.askedCount === ASKED_MAX) this.answerAsked()
      asked[this.askedCount] = first + (31 - Math.clz32(left & -left)) * PLACE_SIZE
      askedClass[this.askedCount] = this.homeClass
      this.askedCount += 1
    }
  }

  /**
   * Asks the listed boxes, in order until one holds: first only whether the lead is theirs at home, which stands beside their
   * numbers. Listed first, they are fetched from memory side by side, and fewer have to be asked.
   */
  private answerAsked(): void {
    const { asked, askedClass, askedCount, places } = this
    this.askedCount = 0
    let count = 0
    for (let index = 0; index < askedCount; index += 1) {
      const place = asked[index]
      const home = askedClass[index]
      const box = places[place + boxPlace.box]
      const isHome = home === 0 || (home >= places[place + boxPlace.start] && home < places[place + boxPlace.end])
      if (box >= this.best || !isHome) continue
      let at = count
      for (; at > 0 && places[asked[at - 1] + boxPlace.box] > box; at -= 1) asked[at] = asked[at - 1]
      asked[at] = place
      count += 1
    }
    for (let index = 0; index < count; index += 1) {
      if (!this.holds(places[asked[index] + boxPlace.checks])) continue
      this.best = places[asked[index] + boxPlace.box]
      return
    }
  }

  /** Asks every literal of the box whose checks start there: shelves only say what cannot hold. */
  private holds(first: number): boolean {
    const { checks, least } = this
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
