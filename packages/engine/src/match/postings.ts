import { hashOfText } from '../normalise/hash-of-text.ts'

/**
 * Positions of accounts by key: a hash table of our own. Hundreds of thousands of keys are put in at once when the accounts
 * are loaded, where it takes half the time of a `Map`. Most keys that a lead asks for are not there: a sieve of two bits per key fits a
 * processor's cache, where the table does not, and turns most of them away.
 */
export type Postings = {
  /** More positions than this under one key are cut off when they are asked for, one later: the one too many says that there are more. */
  readonly max: number
  readonly keys: string[]
  /** Most keys have one position, and a plain number saves the array. */
  readonly positions: (number | number[])[]
  /** Slot → entry and hash of its key, in turn; the entry counts from 1, so that 0 is an empty slot. Always a power of two. */
  table: Int32Array
  sieve: Uint32Array
}

/** No postings yet, with room for about so many keys; more make it grow. */
export function emptyPostings(keyCount: number, max: number): Postings {
  let slots = 16
  while (slots < keyCount * 2) slots *= 2
  return { max, keys: [], positions: [], table: new Int32Array(slots * 2), sieve: emptySieve(slots) }
}

/**
 * Adds a position under a key, once. Positions must come in rising order, so that which ones are kept
 * depends on nothing but the accounts.
 */
export function addPosting(postings: Postings, key: string, position: number): void {
  const { keys, positions } = postings
  const hash = hashOfText(key)
  const slot = slotOf(postings, key, hash)
  const entry = (postings.table[slot] ?? 0) - 1
  if (entry === -1) {
    keys.push(key)
    positions.push(position)
    postings.table[slot] = keys.length
    postings.table[slot + 1] = hash
    addToSieve(postings.sieve, hash)
    if (keys.length * 4 > postings.table.length) grow(postings)
    return
  }
  const present = positions[entry]
  if (typeof present === 'number') {
    if (present !== position) positions[entry] = [present, position]
  } else if (present !== undefined && present.at(-1) !== position) present.push(position)
}

/** All positions under a key, rising, however many. */
export function everyPositionAt(postings: Postings, key: string, hash = hashOfText(key)): readonly number[] {
  if (!mayHold(postings.sieve, hash)) return nowhere
  const entry = (postings.table[slotOf(postings, key, hash)] ?? 0) - 1
  if (entry === -1) return nowhere
  const present = postings.positions[entry] ?? nowhere
  return typeof present === 'number' ? [present] : present
}

/** As many as the bound, and one more where there are more. */
export function firstPositions(positions: readonly number[], max: number): readonly number[] {
  return positions.length > max + 1 ? positions.slice(0, max + 1) : positions
}

const nowhere: readonly number[] = []

/** Where the key stands, or the empty slot where it would. */
function slotOf({ table, keys }: Postings, key: string, hash: number): number {
  const mask = table.length - 2
  let slot = (hash << 1) & mask
  for (;;) {
    const entry = table[slot] ?? 0
    if (entry === 0 || (table[slot + 1] === hash && keys[entry - 1] === key)) return slot
    slot = (slot + 2) & mask
  }
}

function grow(postings: Postings): void {
  const old = postings.table
  const table = new Int32Array(old.length * 2)
  const sieve = emptySieve(old.length)
  const mask = table.length - 2
  for (let from = 0; from < old.length; from += 2) {
    const entry = old[from] ?? 0
    if (entry === 0) continue
    const hash = old[from + 1] ?? 0
    let slot = (hash << 1) & mask
    while (table[slot] !== 0) slot = (slot + 2) & mask
    table[slot] = entry
    table[slot + 1] = hash
    addToSieve(sieve, hash)
  }
  postings.table = table
  postings.sieve = sieve
}

/** Four bits for each slot: at most one of ten missing keys passes. */
function emptySieve(slots: number): Uint32Array {
  return new Uint32Array(Math.max(1, slots / 8))
}

/** The high bits name the word, so that keys in one slot fall into different ones. */
function addToSieve(sieve: Uint32Array, hash: number): void {
  const word = (hash >>> 10) & (sieve.length - 1)
  sieve[word] = (sieve[word] ?? 0) | bitsOf(hash)
}

function mayHold(sieve: Uint32Array, hash: number): boolean {
  const bits = bitsOf(hash)
  return ((sieve[(hash >>> 10) & (sieve.length - 1)] ?? 0) & bits) === bits
}

/** Two bits of a word for each key: both must be there. */
function bitsOf(hash: number): number {
  return (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
}
