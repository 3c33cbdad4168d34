import { foldText } from './fold-text.ts'

/** The name of a country or a part of one, in comparable form. */
export type PlaceKey = {
  /** Letters and digits only: `P.R. China` → `prchina`. */
  readonly key: string
  /** The same with the words in alphabetical order: `Korea, Republic of` and `Republic of Korea` are one. */
  readonly sortedKey: string
}

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu
const apostrophes = /['’‘ʼʻ`´]/g

/** Abbreviated words, written out. */
const writtenOut: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'saint',
  sta: 'santa',
  rep: 'republic',
  repub: 'republic',
  dem: 'democratic',
  is: 'islands',
  isl: 'islands',
  isls: 'islands',
  island: 'islands',
  isle: 'islands',
  isles: 'islands',
  utd: 'united',
  terr: 'territory',
  fed: 'federal',
}

const compass: Readonly<Record<string, string>> = { n: 'north', s: 'south', e: 'east', w: 'west' }

/**
 * Brings a place's name into comparable form: case, accents, punctuation, `the`, `of`, `and` and common
 * abbreviations make no difference.
 */
export function placeKey(text: string): PlaceKey {
  const words = wordsOf(text)
  if (words.length === 1) return { key: words[0] ?? '', sortedKey: words[0] ?? '' }
  return { key: words.join(''), sortedKey: words.toSorted().join('') }
}

function wordsOf(text: string): readonly string[] {
  const found = foldText(text).replace(apostrophes, '').match(wordPattern) ?? []
  if (found.length < 2) return found
  const words: string[] = []
  let letters = ''
  for (const word of found) {
    if (word === 'the' || word === 'of' || word === 'and') continue
    if (word.length === 1 && word > '9') {
      letters += word
      continue
    }
    if (letters !== '') words.push(compass[letters] ?? letters)
    letters = ''
    words.push(writtenOut[word] ?? word)
  }
  if (letters !== '') words.push(letters)
  return words
}
