import { countNumbersUpTo } from './class-of-value.ts'

/** A double as its two halves, the high one second: every platform that Node runs on is little-endian. */
const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)

/**
 * Counts how many sorted numbers are at most a given one. The upper bits of a positive double, its exponent and the first
 * digits, are a place on a logarithmic scale: a table by them leaves a few numbers to search, not all.
 */
export class NumberFinder {
  private readonly sorted: Float64Array
  /** By place, from `placeMin` on: how many numbers are below all values of that place. One more entry at the end. */
  private readonly below: Int32Array
  private readonly placeMin: number

  constructor(sorted: Float64Array) {
    this.sorted = sorted
    const positive = sorted.filter((number) => number > 0)
    this.placeMin = positive.length === 0 ? 0 : placeOf(positive[0])
    const placeCount = positive.length === 0 ? 0 : placeOf(positive[positive.length - 1]) - this.placeMin + 1
    this.below = new Int32Array(placeCount + 1).fill(sorted.length - positive.length)
    for (const number of positive) this.below[placeOf(number) - this.placeMin + 1] += 1
    for (let place = 0; place < placeCount; place += 1)
      this.below[place + 1] += this.below[place] - (sorted.length - positive.length)
  }

  countUpTo(value: number): number {
    const { sorted, below } = this
    if (!(value > 0)) return countNumbersUpTo(sorted, value)
    const place = placeOf(value) - this.placeMin
    if (place < 0) return below[0]
    if (place >= below.length - 1) return sorted.length
    let low = below[place]
    let high = below[place + 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sorted[middle] <= value) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Sixty-four places from each power of two to the next. */
function placeOf(value: number): number {
  double[0] = value
  return halves[1] >> 14
}
