import { type ErrorItem, RoutingError } from '@rightful/contract'
import { commonWords } from './common-words.ts'

/** Characters, counted as people do. */
const LENGTH_MIN = 12
const LENGTH_MAX = 128
/** So many common words make a phrase that is no longer common. */
const WORDS_ENOUGH = 4
const DISTINCT_MIN = 5

/** Whose password it is: what others know of somebody is guessed first. */
export type PasswordOwner = { readonly email: string; readonly name: string }

/**
 * Throws `password_unfit` with what is wrong. Length decides, and that it cannot be guessed: any characters do, and none are asked for
 * (OWASP ASVS 5.0, 6.2). `where` names the field.
 */
export function requireFitPassword(password: string, owner: PasswordOwner, where: string): void {
  const what = objectionTo(password, owner)
  if (what === null) return
  const items: readonly ErrorItem[] = [{ where, ...what }]
  throw new RoutingError('password_unfit', {}, { items })
}

function objectionTo(password: string, owner: PasswordOwner): Omit<ErrorItem, 'where'> | null {
  const length = [...new Intl.Segmenter().segment(password)].length
  if (length < LENGTH_MIN)
    return { what: `has fewer than ${LENGTH_MIN} characters`, mend: 'Choose a longer one, such as four words.' }
  if (length > LENGTH_MAX) return { what: `has more than ${LENGTH_MAX} characters`, mend: null }
  if (isGuessable(password, owner)) {
    return {
      what: 'is made of what is common, or of your name or address',
      mend: 'Choose other words, or let a password manager make one.',
    }
  }
  return null
}

function isGuessable(password: string, { email, name }: PasswordOwner): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < DISTINCT_MIN) return true
  const words = new Set([...commonWords, ...wordsIn(email), ...wordsIn(name)])
  return fewestWords(plain, words) < WORDS_ENOUGH
}

function wordsIn(text: string): readonly string[] {
  const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return parts.filter((part) => part.length >= 2)
}

const masks: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** With the usual substitutions undone, as long as before: `p4$$w0rd` is `password`. */
function unmasked(text: string): string {
  return text.replaceAll(/[0-9@$!]/g, (character) => masks[character] ?? character)
}

/**
 * The fewest words that a text is made of, also with substitutions, where digits and signs cost nothing; Infinity when something in
 * it is no word we know. A word said again costs nothing: `passwordpassword` is one.
 */
function fewestWords(text: string, words: ReadonlySet<string>): number {
  const letters = unmasked(text)
  const longest = Math.max(...[...words].map(({ length }) => length))
  const fewest: number[] = [0]
  for (let end = 1; end <= text.length; end += 1) {
    let best = /[^\p{L}]/u.test(text[end - 1] ?? '') ? (fewest[end - 1] ?? Infinity) : Infinity
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const word = text.slice(start, end)
      if (!words.has(word) && !words.has(letters.slice(start, end))) continue
      const isSaidAgain = text.slice(0, start).includes(word)
      best = Math.min(best, (fewest[start] ?? Infinity) + (isSaidAgain ? 0 : 1))
    }
    fewest[end] = best
  }
  return fewest[text.length] ?? Infinity
}
