/**
 * Positions of accounts by key. Most keys that a lead asks for are not there, so a sieve of one bit per hash stands before the
 * map: it fits a processor's cache where the map does not, and turns most of them away.
 */
export type Postings = {
  /** Most keys have one position, and a plain number saves the array. */
  readonly map: Map<string, number | number[]>
  readonly sieve: Uint32Array
  /** More positions than this under one key are cut off, one later: the one too many says that there are more. */
  readonly max: number
}

/** Sixteen bits for each account turn away nineteen of twenty missing keys even where accounts have several. */
const bitsPerAccount = 16

/** Postings for about so many accounts; more cost only speed. */
export function emptyPostings(accountCount: number, max: number): Postings {
  let bits = 1024
  while (bits < accountCount * bitsPerAccount) bits *= 2
  return { map: new Map(), sieve: new Uint32Array(bits / 32), max }
}

/**
 * Adds a position under a key, once. Positions must come in rising order, so that which ones are kept
 * depends on nothing but the accounts.
 */
export function addPosting({ map, sieve, max }: Postings, key: string, position: number): void {
  const present = map.get(key)
  if (present === undefined) {
    map.set(key, position)
    const hash = hashOf(key)
    const word = (hash >>> 5) & (sieve.length - 1)
    sieve[word] = (sieve[word] ?? 0) | (1 << (hash & 31))
  } else if (typeof present === 'number') {
    if (present !== position) map.set(key, [present, position])
  } else if (present.length <= max && present.at(-1) !== position) present.push(position)
}

/** The positions under a key, rising. */
export function positionsAt({ map, sieve }: Postings, key: string): readonly number[] {
  const hash = hashOf(key)
  const word = sieve[(hash >>> 5) & (sieve.length - 1)] ?? 0
  if ((word & (1 << (hash & 31))) === 0) return nowhere
  const present = map.get(key)
  if (present === undefined) return nowhere
  return typeof present === 'number' ? [present] : present
}

/** Whether the list under the key was cut off. */
export function isCutOff({ max }: Postings, positions: readonly number[]): boolean {
  return positions.length > max
}

const nowhere: readonly number[] = []

/** FNV-1a over code units, mixed at the end because the sieve reads low bits. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12)
}
