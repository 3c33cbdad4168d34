import { foldText } from './fold-text.ts'

/** One word of a company name, ready to be compared. */
export type CompanyToken = {
  readonly text: string
  /** What sets it apart from the words around it: spelled out (`S.A.`, `A/S`, `S A`), or capitals (`SpA`, `AS`). */
  readonly mark: 'spelled' | 'capitals' | 'none'
}

/** Tokens found so far, and the single letters that may still become one token. */
type Collected = { readonly tokens: CompanyToken[]; letters: string }

const quotes = /['’‘ʼ`´"״׳]/g
const ascii = /^[\x20-\x7e]*$/
const words = /[\p{L}\p{M}\p{N}]+/gu

/**
 * The words of a company name: folded, without apostrophes, `&` and its translations, letters that were
 * spelled out joined (`J. P. Morgan` → `jp`, `morgan`).
 */
export function companyTokens(name: string): readonly CompanyToken[] {
  const collected: Collected = { tokens: [], letters: '' }
  const text = name.replace(quotes, '')
  if (ascii.test(text)) collectAscii(text, collected)
  else collectAny(text.normalize('NFKC'), collected)
  flushLetters(collected)
  return collected.tokens
}

/**
 * Whether a name is nothing but ASCII letters, digits, spaces and signs that only stand between words: it has neither a tail nor quotes nor
 * forms that are grown together with it, and its words are the same whichever way they are read.
 */
export function isPlainName(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charCodeAt(index)
    if (unit > 126 || isPlainUnit[unit] !== 1) return false
  }
  return true
}

const isPlainUnit = Uint8Array.from({ length: 127 }, (_, unit) =>
  unit >= 32 && !'\'"`/\\,('.includes(String.fromCharCode(unit)) ? 1 : 0,
)

/** The words of a plain company name. */
export function plainTokens(name: string): readonly CompanyToken[] {
  const collected: Collected = { tokens: [], letters: '' }
  collectAscii(name, collected)
  flushLetters(collected)
  return collected.tokens
}

/** Names are mostly ASCII, and a scan of code units is several times faster there than a Unicode pattern. */
function collectAscii(text: string, collected: Collected): void {
  const lower = text.toLowerCase()
  let start = -1
  let isCapitalised = false
  for (let index = 0; index <= lower.length; index += 1) {
    const unit = index === lower.length ? 32 : lower.charCodeAt(index)
    if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) {
      // `SpA` and `AS`, not `Spa` and `As`: a capital after the first letter.
      if (start === -1) start = index
      else if (unit >= 97 && text.charCodeAt(index) !== unit) isCapitalised = true
      continue
    }
    if (start === -1) continue
    addWord(collected, lower.slice(start, index), isCapitalised && hasSmallAscii(text))
    start = -1
    isCapitalised = false
  }
}

function hasSmallAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 97 && unit <= 122) return true
  }
  return false
}

function collectAny(text: string, collected: Collected): void {
  const hasSmallLetters = text !== text.toUpperCase()
  for (const [word] of text.matchAll(words)) {
    addWord(collected, foldText(word), hasSmallLetters && /\p{Lu}/u.test(word.slice(1)))
  }
}

function addWord(collected: Collected, text: string, isCapitalised: boolean): void {
  if (text.length === 1 && text > '9') {
    collected.letters += text
    return
  }
  // A connective joins two words: at the start it is a name (`ET Solar`).
  const isFirst = collected.tokens.length === 0 && collected.letters === ''
  if (!isFirst && (text === 'and' || text === 'und' || text === 'et')) return
  flushLetters(collected)
  collected.tokens.push({ text, mark: isCapitalised ? 'capitals' : 'none' })
}

function flushLetters(collected: Collected): void {
  const { letters } = collected
  if (letters === '') return
  collected.tokens.push({ text: letters, mark: letters.length > 1 ? 'spelled' : 'none' })
  collected.letters = ''
}
