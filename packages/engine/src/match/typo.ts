import { distance } from 'fastest-levenshtein'

/** Short names differ by a letter from many others, so a typo is only believed in longer ones. */
const typoLettersMin = 8

/**
 * Whether two names differ by one letter (missing, added, wrong) or two neighbours swapped, and one half of them is
 * untouched. The half is what the index finds them by.
 */
export function isTypo(a: string, b: string): boolean {
  if (a.length < typoLettersMin || b.length < typoLettersMin || Math.abs(a.length - b.length) > 1) return false
  // `Fund 2` and `Fund 3` are two.
  if (digitsOf(a) !== digitsOf(b)) return false
  const edits = distance(a, b)
  return (edits === 1 || (edits === 2 && isSwap(a, b))) && sharesHalf(a, b)
}

/** Keys under which every name that `isTypo` of this one shares at least one, given both sides' lengths. */
export function typoKeysOf(name: string): readonly string[] {
  if (name.length < typoLettersMin) return []
  const half = halfOf(name.length)
  return [`${name.length}^${name.slice(0, half)}`, `${name.length}$${name.slice(-half)}`]
}

/** The keys under which the names that may be meant by this one are found. */
export function typoKeysFor(name: string): readonly string[] {
  const keys: string[] = []
  for (let length = Math.max(typoLettersMin, name.length - 1); length <= name.length + 1; length += 1) {
    if (name.length < typoLettersMin) break
    const half = halfOf(length)
    keys.push(`${length}^${name.slice(0, half)}`, `${length}$${name.slice(-half)}`)
  }
  return keys
}

function digitsOf(name: string): string {
  return name.replace(/[^0-9]/g, '')
}

function halfOf(length: number): number {
  return Math.floor(length / 2) - 1
}

function sharesHalf(a: string, b: string): boolean {
  const half = Math.max(halfOf(a.length), halfOf(b.length))
  return a.slice(0, half) === b.slice(0, half) || a.slice(-half) === b.slice(-half)
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
