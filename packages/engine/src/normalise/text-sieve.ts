import { hashOfText } from './hash-of-text.ts'

/** Bits for each text: about one strange text in sixteen passes. */
const bitsPerText = 16

/** Whether a text, or the part of it from one place to another, may be one of those a sieve was made of; `false` is sure. */
export type TextSieve = (text: string, from?: number, to?: number) => boolean

/**
 * Makes a sieve of many texts. Leads bring texts that the machine has never seen: a `Map` or `Set` hashes each anew, which takes
 * several times as long as this, and nearly always finds nothing.
 */
export function textSieve(texts: Iterable<string>): TextSieve {
  const all = [...texts]
  let words = 1
  while (words * 32 < all.length * bitsPerText) words *= 2
  const bits = new Uint32Array(words)
  for (const text of all) {
    const hash = hashOfText(text)
    bits[(hash >>> 5) & (words - 1)] |= 1 << (hash & 31)
  }
  return (text, from = 0, to = text.length) => {
    const hash = hashOfText(text, from, to)
    return (bits[(hash >>> 5) & (words - 1)] & (1 << (hash & 31))) !== 0
  }
}
