/** FNV-1a's 32-bit offset basis and prime: one multiplication a code unit. */
const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * A whole number of 32 bits for a text, or for the part of it from one place to another, to look it up by. Leads bring texts that the
 * machine has never seen: a `Map` hashes each anew, which takes several times as long. Mixed at the end, because only some of the bits are
 * read.
 */
export function hashOfText(text: string, from = 0, to = text.length): number {
  let hash = OFFSET_BASIS
  for (let index = from; index < to; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
