const PLACES_PER_TEXT = 2

/**
 * Counts how many sorted texts are at most a given one. The first six units of a text, eight bits each, make a number
 * that orders texts as the texts themselves do, ties apart. An even scale over those numbers leaves a few to search.
 */
export class TextFinder {
  private readonly sorted: readonly string[]
  private readonly keys: Float64Array
  /** By place of the scale: how many keys stand at lower places. One more entry at the end. */
  private readonly below: Int32Array
  private readonly keyMin: number
  private readonly scale: number

  constructor(sorted: readonly string[]) {
    this.sorted = sorted
    this.keys = Float64Array.from(sorted, keyOf)
    const placeCount = sorted.length * PLACES_PER_TEXT
    this.keyMin = this.keys.length === 0 ? 0 : this.keys[0]
    const keyMax = this.keys.length === 0 ? 0 : this.keys[this.keys.length - 1]
    this.scale = placeCount / (keyMax - this.keyMin + 1)
    this.below = new Int32Array(placeCount + 2)
    for (const key of this.keys) this.below[this.placeOf(key) + 1] += 1
    for (let place = 0; place <= placeCount; place += 1) this.below[place + 1] += this.below[place]
  }

  countUpTo(text: string): number {
    const { sorted, keys, below } = this
    const key = keyOf(text)
    if (sorted.length === 0 || key < this.keyMin) return 0
    const place = this.placeOf(key)
    if (place >= below.length - 1) return sorted.length
    let low = below[place]
    let high = below[place + 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle] < key || (keys[middle] === key && sorted[middle] <= text)) low = middle + 1
      else high = middle
    }
    return low
  }

  private placeOf(key: number): number {
    return Math.floor((key - this.keyMin) * this.scale)
  }
}

/** Units beyond eight bits count as the last one that fits; what the text lacks counts as the first one. */
function keyOf(text: string): number {
  return threeUnits(text, 0) * 0x1000000 + threeUnits(text, 3)
}

function threeUnits(text: string, start: number): number {
  return (unitAt(text, start) << 16) | (unitAt(text, start + 1) << 8) | unitAt(text, start + 2)
}

function unitAt(text: string, index: number): number {
  return index < text.length ? Math.min(text.charCodeAt(index), 255) : 0
}
