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
  /**
   * By slot: entry, hash of its key, the position where it is but one whole number (else −1), and nothing. The entry counts from 1, so
   * that 0 is an empty slot. A slot lies in one line of memory, and leads of known companies need not look up positions elsewhere.
   */
  table: Int32Array
  sieve: Uint32Array
}

const SLOT_SHIFT = 2
const SLOT_SIZE = 1 << SLOT_SHIFT

/** No postings yet, with room for about so many keys; more make it grow. */
export function emptyPostings(keyCount: number, max: number): Postings {
  let slots = 16
  while (slots < keyCount * 2) slots *= 2
  return { max, keys: [], positions: [], table: new Int32Array(slots * SLOT_SIZE), sieve: emptySieve(slots) }
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
    postings.table[slot + 2] = isPlainPosition(position) ? position : -1
    addToSieve(postings.sieve, hash)
    if (keys.length * SLOT_SIZE * 2 > postings.table.length) grow(postings)
    return
  }
  const present = positions[entry]
  if (typeof present === 'number') {
    if (present === position) return
    positions[entry] = [present, position]
    postings.table[slot + 2] = -1
  } else if (present !== undefined && present.at(-1) !== position) present.push(position)
}

/** Positions that came later lie between others, and are no whole numbers. */
function isPlainPosition(position: number): boolean {
  return position === (position | 0) && position >= 0
}

/** All positions under a key, rising, however many. */
export function everyPositionAt(postings: Postings, key: string, hash = hashOfText(key)): readonly number[] {
  if (!mayHold(postings.sieve, hash)) return nowhere
  const { table } = postings
  const slot = slotOf(postings, key, hash)
  const entry = (table[slot] ?? 0) - 1
  if (entry === -1) return nowhere
  const only = table[slot + 2] ?? -1
  if (only !== -1) return [only]
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
  const mask = table.length - SLOT_SIZE
  let slot = (hash << SLOT_SHIFT) & mask
  for (;;) {
    const entry = table[slot] ?? 0
    if (entry === 0 || (table[slot + 1] === hash && keys[entry - 1] === key)) return slot
    slot = (slot + SLOT_SIZE) & mask
  }
}

function grow(postings: Postings): void {
  const old = postings.table
  const table = new Int32Array(old.length * 2)
  const sieve = emptySieve(table.length / SLOT_SIZE)
  const mask = table.length - SLOT_SIZE
  for (let from = 0; from < old.length; from += SLOT_SIZE) {
    const entry = old[from] ?? 0
    if (entry === 0) continue
    const hash = old[from + 1] ?? 0
    let slot = (hash << SLOT_SHIFT) & mask
    while (table[slot] !== 0) slot = (slot + SLOT_SIZE) & mask
    table[slot] = entry
    table[slot + 1] = hash
    table[slot + 2] = old[from + 2] ?? -1
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
