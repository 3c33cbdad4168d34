import { editsBetween } from './near-text.ts'

/** What a text in a country's place says. `ambiguous`: several countries, or a region; it is never guessed. */
export type CountryReading =
  | { readonly kind: 'found'; readonly code: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' }

/** A name that slips are measured against. */
export type Candidate = {
  readonly key: string
  readonly code: string
  readonly isEnglish: boolean
  /** Which of the letters a to z occur, as bits. */
  readonly letters: number
}

/** By length of the key. */
export type Candidates = readonly (readonly Candidate[])[]

/** A slip in a shorter name is as likely another word. */
const oneSlipLengthMin = 5
/** Short names of all languages are so many that every other word would be near one. */
const anyLanguageLengthMin = 7
const twoSlipsLengthMin = 9

/** Longer than any country's name; longer texts are not measured. */
const keyLengthMax = 64

/** Makes the list that `nearestCountry` looks through, from comparable names. */
export function candidatesFrom(names: Iterable<Omit<Candidate, 'letters'>>): Candidates {
  const lengths: Candidate[][] = Array.from({ length: keyLengthMax + 1 }, () => [])
  for (const name of names) {
    const lengthMin = name.isEnglish ? oneSlipLengthMin : anyLanguageLengthMin
    if (name.key.length >= lengthMin) lengths[name.key.length]?.push({ ...name, letters: lettersOf(name.key) })
  }
  return lengths
}

/**
 * The one country whose name is nearest, within the slips that a name of this length is allowed. A name that is as near but less
 * likely (its first letter is wrong, and it is short) is not believed, but makes the text ambiguous.
 */
export function nearestCountry(key: string, candidates: Candidates): CountryReading {
  if (key.length < oneSlipLengthMin || key.length > keyLengthMax) return { kind: 'unknown' }
  const letters = lettersOf(key)
  const allowed = key.length >= twoSlipsLengthMin ? 2 : 1
  let nearest = allowed + 1
  let isBelieved = false
  const codes = new Set<string>()
  for (let length = key.length - allowed; length <= key.length + allowed; length += 1) {
    for (const candidate of candidates[length] ?? []) {
      const slipsMax = Math.min(nearest, allowed)
      // A slip changes at most two of the letters that occur at all, which is far cheaper to see.
      if (countBits(letters ^ candidate.letters) > 2 * slipsMax) continue
      const slips = editsBetween(key, candidate.key, slipsMax)
      if (slips > slipsMax) continue
      if (slips < nearest) {
        codes.clear()
        isBelieved = false
      }
      nearest = slips
      codes.add(candidate.code)
      isBelieved ||= isLikely(key, candidate.key, slips)
    }
  }
  const [code] = codes
  if (code === undefined || !isBelieved) return { kind: 'unknown' }
  return codes.size > 1 ? { kind: 'ambiguous' } : { kind: 'found', code }
}

/** A short name has to begin right, and so has one with two slips, which is only likely where both are long. */
function isLikely(key: string, name: string, slips: number): boolean {
  const isAlike = name[0] === key[0]
  if (slips === 2) return isAlike && name.length >= twoSlipsLengthMin
  return isAlike || Math.min(name.length, key.length) >= anyLanguageLengthMin
}

function lettersOf(key: string): number {
  let bits = 0
  for (let index = 0; index < key.length; index += 1) {
    const letter = key.charCodeAt(index) - 97
    if (letter >= 0 && letter < 26) bits |= 1 << letter
  }
  return bits
}

function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}
