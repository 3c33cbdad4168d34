/** A list of 32-bit integers that grows: a tenth of the memory of an array of numbers, and never scanned for pointers. */
export class IntList {
  length = 0
  private items: Int32Array<ArrayBuffer>

  constructor(capacity = 1024) {
    this.items = new Int32Array(capacity)
  }

  push(item: number): void {
    if (this.length === this.items.length) this.grow(1)
    this.items[this.length] = item
    this.length += 1
  }

  /** Adds so many zeros and tells where they start. */
  extend(count: number): number {
    if (this.length + count > this.items.length) this.grow(count)
    const start = this.length
    this.length += count
    return start
  }

  get(index: number): number {
    return this.items[index]
  }

  set(index: number, item: number): void {
    this.items[index] = item
  }

  /** Turns on bits of the integer at this place. */
  turnOn(index: number, bits: number): void {
    this.items[index] |= bits
  }

  copy(source: ArrayLike<number>, at: number): void {
    this.items.set(source, at)
  }

  /** What was added, without the room to spare. */
  toArray(): Int32Array<ArrayBuffer> {
    return this.items.slice(0, this.length)
  }

  private grow(count: number): void {
    const grown = new Int32Array(Math.max(this.length + count, Math.ceil(this.items.length * 1.5)))
    grown.set(this.items.subarray(0, this.length))
    this.items = grown
  }
}
