import { placeholderKey } from './is-placeholder.ts'
import { editsBetween } from './near-text.ts'

/** What an enum's text says: one of the values, several at once, or none. */
export type EnumReading =
  | { readonly kind: 'found'; readonly value: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' }

const unknown: EnumReading = { kind: 'unknown' }

/** A word that is misspelt has at least this many letters; `Tier A` and `Tier B` differ by a letter too. */
const misspeltWordMin = 7

type Spelling = { readonly value: string; readonly words: readonly string[] }

/** The two ways to read a closed list; placeholders are asked between them. */
export type EnumReaders = {
  /** Exactly, or without regard to case, accents, spaces and signs: `GTXPro` is `GTX Pro`. */
  readonly readWritten: (text: string) => EnumReading
  /** With one slip in one long word (`Advertisment`), its first letter right and no digit in it, where a single value is near. */
  readonly readMisspelt: (text: string) => EnumReading
}

/** Makes the readers for a closed list and its aliases (other spelling → value). */
export function prepareEnum(values: readonly string[], aliases: Readonly<Record<string, string>>): EnumReaders {
  const exact = new Map<string, string>(Object.entries(aliases))
  for (const value of values) exact.set(value, value)
  const byKey = new Map<string, string | null>()
  for (const [spelling, value] of exact) {
    const key = placeholderKey(spelling)
    const known = byKey.get(key)
    byKey.set(key, known === undefined || known === value ? value : null)
  }
  const spellings = [...exact].map(([spelling, value]) => ({ value, words: wordsOf(spelling) }))
  return {
    readWritten: (text) => {
      const value = exact.get(text)
      if (value !== undefined) return { kind: 'found', value }
      const key = placeholderKey(text)
      const near = key === '' ? undefined : byKey.get(key)
      if (near === undefined) return unknown
      return near === null ? { kind: 'ambiguous' } : { kind: 'found', value: near }
    },
    readMisspelt: (text) => readMisspelt(spellings, wordsOf(text)),
  }
}

function readMisspelt(spellings: readonly Spelling[], words: readonly string[]): EnumReading {
  const near = new Set<string>()
  for (const spelling of spellings) if (differsByOneSlip(spelling.words, words)) near.add(spelling.value)
  const [value] = near
  if (value === undefined) return unknown
  return near.size > 1 ? { kind: 'ambiguous' } : { kind: 'found', value }
}

function differsByOneSlip(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  let slips = 0
  for (const [index, word] of a.entries()) {
    const other = b[index] ?? ''
    if (word === other) continue
    slips += isOneSlip(word, other) ? 1 : 2
    if (slips > 1) return false
  }
  return slips === 1
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < misspeltWordMin || a[0] !== b[0] || /\d/.test(a) || /\d/.test(b)) return false
  return editsBetween(a, b, 1) === 1
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(placeholderKey)
    .filter((word) => word !== '')
}
