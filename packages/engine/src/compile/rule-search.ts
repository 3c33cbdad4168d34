import type { BoxChecks } from './box-checks.ts'
import type { LeadClasses } from './lead-classes.ts'
import { boxPlace, countOfRun, firstOfRun, PLACE_SIZE, shelf, SHELF_SIZE, type Shelves, WORD } from './shelves.ts'

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
  /**
   * The shelf being read: where its boxes stand, where its first word has each of the lead's rows, how many these are, and the
   * lead's class at home, 0 where that tells nothing.
   */
  private firstPlace = 0
  private rowCount = 0
  private readonly rowPlaces: Int32Array
  private homeClass = 0
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
    }
    return this.best
  }

  private readShelf(place: number): void {
    const { index } = this
    const axis = index[place + shelf.axis]
    const runs = index[place + shelf.runs] + (axis < 0 ? 0 : this.lead.shelfBins[axis])
    const end = index[runs + 1]
    this.homeClass = axis < 0 ? 0 : this.lead.classes[axis]
    this.firstPlace = index[place + shelf.places]
    if (index[runs] === end) return
    this.findRows(index[place + shelf.rows], index[place + shelf.words])
    for (let run = index[runs]; run < end; run += 1) {
      let word = firstOfRun(index[run])
      const last = word + countOfRun(index[run])
      for (; word + 3 < last; word += 4) this.readFourWords(word)
      for (; word + 1 < last; word += 2) this.readTwoWords(word)
      if (word < last) this.readWord(word)
    }
  }

  /** Where the shelf's first word has the lead's rows. */
  private findRows(first: number, wordCount: number): void {
    const { rowPlaces } = this
    const { rows, rowCount } = this.lead
    this.rowCount = rowCount
    for (let index = 0; index < rowCount; index += 1) rowPlaces[index] = first + rows[index] * wordCount
  }

  /** Asks the boxes of one word that no row of the lead's refuses. */
  private readWord(word: number): void {
    const { words, rowPlaces, rowCount } = this
    let refused = 0
    for (let index = 0; index < rowCount; index += 1) refused |= words[rowPlaces[index] + word]
    if (refused !== -1) this.askAll(word, ~refused)
  }

  /** The same for two words at once, which costs little more than one. */
  private readTwoWords(word: number): void {
    const { words, rowPlaces, rowCount } = this
    let a = 0
    let b = 0
    for (let index = 0; index < rowCount; index += 1) {
      const row = rowPlaces[index] + word
      a |= words[row]
      b |= words[row + 1]
    }
    if (a !== -1) this.askAll(word, ~a)
    if (b !== -1) this.askAll(word + 1, ~b)
  }

  private readFourWords(word: number): void {
    const { words, rowPlaces, rowCount } = this
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let index = 0; index < rowCount; index += 1) {
      const row = rowPlaces[index] + word
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
    const { places, homeClass } = this
    const first = this.firstPlace + word * WORD * PLACE_SIZE
    for (let left = some; left !== 0; left &= left - 1) {
      const place = first + (31 - Math.clz32(left & -left)) * PLACE_SIZE
      const isHome = homeClass >= places[place + boxPlace.start] && homeClass < places[place + boxPlace.end]
      if (homeClass > 0 && !isHome) continue
      const box = places[place + boxPlace.box]
      if (box < this.best && this.holds(places[place + boxPlace.checks])) this.best = box
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
