import { distance } from 'fastest-levenshtein'
import { firstLetters } from './compare-places.ts'

/** Short names differ by a letter from many others, so a typo is only believed in longer ones. */
const typoLettersMin = 8

/**
 * Whether two names differ by one letter (missing, added, wrong) or two neighbours swapped, after the first
 * three: those are seldom mistyped, and the index finds names by them.
 */
export function isTypo(a: string, b: string): boolean {
  if (a.length < typoLettersMin || b.length < typoLettersMin || Math.abs(a.length - b.length) > 1) return false
  if (a.slice(0, firstLetters) !== b.slice(0, firstLetters)) return false
  // `Fund 2` and `Fund 3` are two.
  if (digitsOf(a) !== digitsOf(b)) return false
  const edits = distance(a, b)
  return edits === 1 || (edits === 2 && isSwap(a, b))
}

function digitsOf(name: string): string {
  return name.replace(/[^0-9]/g, '')
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index + 1 < a.length; index += 1) {
    if (a[index] !== b[index]) {
      return a[index] === b[index + 1] && a[index + 1] === b[index] && a.slice(index + 2) === b.slice(index + 2)
    }
  }
  return false
}
