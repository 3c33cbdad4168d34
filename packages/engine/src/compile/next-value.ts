/** The least text above this one, in the order of UTF-16 units. */
export function nextText(text: string): string {
  return `${text}\u0000`
}

/** The least text above every text with this prefix; `null` when there is none. */
export function prefixEnd(prefix: string): string | null {
  for (let length = prefix.length; length > 0; length -= 1) {
    const unit = prefix.charCodeAt(length - 1)
    if (unit < 0xffff) return prefix.slice(0, length - 1) + String.fromCharCode(unit + 1)
  }
  return null
}

/** The least number above this one that a double can hold. */
export function nextNumber(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  const bits = new BigInt64Array(1)
  const number = new Float64Array(bits.buffer)
  number[0] = value
  bits[0] += value > 0 ? 1n : -1n
  return number[0]
}
