import { hashOfText } from '../normalise/hash-of-text.ts'
import type { Postings } from './postings.ts'
import { everyPositionAt, firstPositions } from './postings.ts'

/** Postings that lie over one another. */
export type LayeredPostings = {
  readonly max: number
  readonly base: Postings
  /** From the lowest on. `hides` says which positions below it no longer count. */
  readonly upper: readonly { readonly postings: Postings; readonly hides: (position: number) => boolean }[]
}

/**
 * The positions under a key, rising, as postings made of all layers at once would have them: as many as the bound, and one more
 * where there are more. Whoever asks several tables for one key hashes it once.
 */
export function positionsIn(layered: LayeredPostings, key: string, known?: number): readonly number[] {
  const { base, upper, max } = layered
  // Many businesses keep no phone numbers of accounts, or no domains below others.
  if (base.keys.length === 0 && upper.length === 0) return nowhere
  const hash = known ?? hashOfText(key)
  const lowest = everyPositionAt(base, key, hash)
  return upper.length === 0 ? firstPositions(lowest, max) : shownOf(layered, lowest, { key, hash })
}

const nowhere: readonly number[] = []

function shownOf(
  { upper, max }: LayeredPostings,
  lowest: readonly number[],
  { key, hash }: { readonly key: string; readonly hash: number },
): readonly number[] {
  const shown: number[] = []
  let layerCount = 0
  for (let level = 0; level <= upper.length; level += 1) {
    const above = upper[level - 1]
    const found = above === undefined ? lowest : everyPositionAt(above.postings, key, hash)
    const before = shown.length
    for (const position of found) {
      // Each layer is in order, so no more of it than the bound and one can be among the first of all.
      if (shown.length - before > max) break
      if (!isHidden(upper, level, position)) shown.push(position)
    }
    if (shown.length > before) layerCount += 1
  }
  if (layerCount > 1) shown.sort((a, b) => a - b)
  return firstPositions(shown, max)
}

function isHidden(upper: LayeredPostings['upper'], level: number, position: number): boolean {
  for (let above = level; above < upper.length; above += 1) {
    if (upper[above]?.hides(position)) return true
  }
  return false
}

/** Whether the list under the key was cut off. */
export function isCutOff({ max }: LayeredPostings, positions: readonly number[]): boolean {
  return positions.length > max
}
