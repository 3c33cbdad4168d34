import { distance } from 'fastest-levenshtein'

/** The candidate that a slip of the pen is nearest to; `null` when none is near enough to be meant. */
export function nearest(written: string, candidates: Iterable<string>): string | null {
  const folded = fold(written)
  const reach = Math.max(1, Math.floor(folded.length / 3))
  let found: string | null = null
  let least = reach + 1
  for (const candidate of candidates) {
    const target = fold(candidate)
    // A difference in length is a lower bound of the distance, and cheap.
    if (Math.abs(target.length - folded.length) >= least) continue
    const between = distance(folded, target)
    if (between < least) [found, least] = [candidate, between]
  }
  return found
}

/** Letter case, blanks, hyphens and underscores are not what a writer remembers wrongly. */
function fold(text: string): string {
  return text
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
}
