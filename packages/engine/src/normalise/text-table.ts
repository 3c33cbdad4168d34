import { hashOfText } from './hash-of-text.ts'

/** What a fixed set of words stand for, asked by a text or by the part of it from one place to another. */
export type TextTable<Value> = (text: string, from?: number, to?: number) => Value | undefined

/**
 * Makes a table of words. Like a `Map`, but words that the machine has never seen, and stretches of a text, are looked up without making or
 * hashing a string of their own, which takes several times as long.
 */
export function textTable<Value>(entries: Iterable<readonly [string, Value]>): TextTable<Value> {
  const all = [...new Map(entries)]
  let slots = 16
  while (slots < all.length * 4) slots *= 2
  const mask = slots - 1
  /** Entry of each slot, from 1; 0 is an empty slot. */
  const table = new Int32Array(slots)
  const hashes = new Int32Array(all.length)
  for (const [index, [text]] of all.entries()) {
    const hash = hashOfText(text)
    let slot = hash & mask
    while (table[slot] !== 0) slot = (slot + 1) & mask
    table[slot] = index + 1
    hashes[index] = hash
  }
  const texts = all.map(([text]) => text)
  const firsts = firstUnitsByLength(texts)
  const values = all.map(([, value]) => value)
  return (text, from = 0, to = text.length) => {
    if (((firsts[to - from] ?? 0) & (1 << (text.charCodeAt(from) & 31))) === 0) return undefined
    const hash = hashOfText(text, from, to)
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (table[slot] ?? 0) - 1
      if (index === -1) return undefined
      const known = texts[index] ?? ''
      if (hashes[index] === hash && known.length === to - from && text.startsWith(known, from)) return values[index]
    }
  }
}

/** By length: what words of that length begin with, as bits. Most strange words begin otherwise, and need not even be hashed. */
function firstUnitsByLength(texts: readonly string[]): Int32Array {
  const firsts = new Int32Array(Math.max(0, ...texts.map((text) => text.length)) + 1)
  for (const text of texts) {
    // Behind the empty word stands whatever the text goes on with.
    const bits = text === '' ? -1 : 1 << (text.charCodeAt(0) & 31)
    firsts[text.length] = (firsts[text.length] ?? 0) | bits
  }
  return firsts
}
