import { hashOfText } from './hash-of-text.ts'

/** Remembers results of a pure function for texts that come again and again; never more than `entriesMax` of them. */
export type BoundedCache<Result> = {
  readonly get: (text: string) => Result | undefined
  readonly set: (text: string, result: Result) => Result
}

/** Longer texts are rare and would make the bound on entries no bound on memory. */
const textLengthMax = 200

const slotsAtFirst = 64

/** Places that a text may take, one after the other from its own. */
const placesMax = 4

type Table<Result> = { readonly hashes: Int32Array; readonly texts: string[]; readonly results: (Result | undefined)[] }

/**
 * Makes an empty cache. It grows while texts are new; then a newcomer whose places are all taken drives somebody out, and
 * texts that come often are soon back.
 */
export function boundedCache<Result>(entriesMax: number): BoundedCache<Result> {
  let table = emptyTable<Result>(slotsAtFirst)
  let taken = 0
  let turn = 0

  function put(hash: number, text: string, result: Result): void {
    const { hashes, texts, results } = table
    const mask = hashes.length - 1
    let step = 0
    while (step < placesMax && results[(hash + step) & mask] !== undefined) step += 1
    if (step === placesMax) {
      turn = (turn + 1) % placesMax
      step = turn
    } else taken += 1
    const slot = (hash + step) & mask
    hashes[slot] = hash
    texts[slot] = text
    results[slot] = result
  }

  function grow(): void {
    const { hashes, texts, results } = table
    table = emptyTable(hashes.length * 2)
    taken = 0
    for (const [slot, result] of results.entries()) {
      if (result !== undefined) put(hashes[slot] ?? 0, texts[slot] ?? '', result)
    }
  }

  return {
    get: (text) => {
      const { hashes, texts, results } = table
      const mask = hashes.length - 1
      const hash = hashOfText(text)
      for (let step = 0; step < placesMax; step += 1) {
        const slot = (hash + step) & mask
        if (hashes[slot] === hash && texts[slot] === text) return results[slot]
      }
      return undefined
    },
    set: (text, result) => {
      if (text.length > textLengthMax) return result
      if (taken * 2 > table.hashes.length && table.hashes.length * 2 <= entriesMax) grow()
      put(hashOfText(text), text, result)
      return result
    },
  }
}

function emptyTable<Result>(slots: number): Table<Result> {
  return {
    hashes: new Int32Array(slots),
    texts: Array.from({ length: slots }, () => ''),
    results: Array.from({ length: slots }, () => undefined),
  }
}
