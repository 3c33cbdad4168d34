import { distance } from 'fastest-levenshtein'

/** The name a person most likely meant, or `null` when none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  let best: string | null = null
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1
  for (const name of names) {
    const steps = distance(wrong.toLowerCase(), name.toLowerCase())
    if (steps < bestDistance) {
      best = name
      bestDistance = steps
    }
  }
  return best
}
