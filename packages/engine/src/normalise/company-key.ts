import { cutCompanyTail, cutGluedForms } from './company-affixes.ts'
import { companyTokens, isPlainName, plainTokens } from './company-tokens.ts'
import type { CompanyToken } from './company-tokens.ts'
import { legalForms, sameLegalForm } from './legal-forms.ts'
import type { LegalForm } from './legal-forms.ts'
import { textTable } from './text-table.ts'
import type { TextTable } from './text-table.ts'

/** A company name in comparable form. */
export type CompanyKey = {
  /** The core tokens without spaces: `Best Buy Co., Inc.` and `BestBuy` have the same. Empty only for a name without letters and digits. */
  readonly key: string
  /** The words that are left when the legal form, `The` and `&` are gone. */
  readonly coreTokens: readonly string[]
  /** What was cut away, in the order it stood, abbreviated where there is an abbreviation: `['co', 'inc']`. */
  readonly legalForms: readonly string[]
}

/** A name has seldom more forms than `Co Inc`; the bound keeps odd input from being eaten word by word. */
const formsMax = 4

/** No register has longer names; what comes after is not looked at. */
const nameLengthMax = 300

type Span = { readonly start: number; readonly end: number }
type Spelling = { readonly words: readonly string[]; readonly form: LegalForm; readonly canonical: string }

const formsAtEnd = spellingsBy('end')
const formsAtStart = spellingsBy('start')

/**
 * Brings a company name into comparable form: lower case, accents folded, legal forms cut from the end
 * (and from the start where that is the custom: `PT Telkom Tbk`, `AB Volvo`), register tails such as
 * `/DE/`, the article, and `&` gone. A name that is nothing but a legal form keeps it.
 */
export function companyKey(name: string): CompanyKey {
  const text = name.length > nameLengthMax ? name.slice(0, nameLengthMax) : name
  return isPlainName(text) ? keyOf(plainTokens(text), noForms) : keyOfAny(text)
}

const noForms: readonly string[] = []

function keyOfAny(name: string): CompanyKey {
  const unglued = cutGluedForms(cutCompanyTail(name))
  return keyOf(companyTokens(unglued.text), unglued.forms)
}

/** `unglued`: legal forms that were cut away before. */
function keyOf(tokens: readonly CompanyToken[], unglued: readonly string[]): CompanyKey {
  // The article goes first, so that `The Limited` is not taken for a bare form.
  let start = tokens.length > 1 && tokens[0]?.text === 'the' ? 1 : 0
  let end = tokens.length
  const cut: string[] = []
  for (let count = 0; count < formsMax; count += 1) {
    const found = formBefore(tokens, start, end)
    if (found === null) break
    cut.push(found.canonical)
    end -= found.words.length
  }
  const leading = formFrom(tokens, { start, end }, cut[0])
  if (leading !== null) {
    cut.push(leading.canonical)
    start += leading.words.length
  }
  let key = ''
  const coreTokens: string[] = []
  for (let index = start; index < end; index += 1) {
    const text = tokens[index]?.text ?? ''
    coreTokens.push(text)
    key += text
  }
  return { key, coreTokens, legalForms: unglued.length === 0 ? cut.reverse() : [...unglued, ...cut.reverse()] }
}

/** The longest form that ends at `end` and leaves at least one word from `start`. */
function formBefore(tokens: readonly CompanyToken[], start: number, end: number): Spelling | null {
  const last = tokens[end - 1]
  if (last === undefined) return null
  const spellings = formsAtEnd(last.text)
  if (spellings === undefined) return null
  for (const spelling of spellings) {
    const from = end - spelling.words.length
    if (from > start && agrees(tokens, from, spelling)) return spelling
  }
  return null
}

/** The longest form that begins the name at `start` and leaves at least one word before `end`. */
function formFrom(tokens: readonly CompanyToken[], span: Span, ending: string | undefined): Spelling | null {
  const first = tokens[span.start]
  const spellings = first === undefined ? undefined : formsAtStart(first.text)
  if (first === undefined || spellings === undefined) return null
  for (const spelling of spellings) {
    const { words, form } = spelling
    if (span.start + words.length >= span.end || !agrees(tokens, span.start, spelling)) continue
    // `A. B. Dick` begins with initials; only forms at home at the start are spelled out there (`P.T. Telkom`).
    if (form.stands === 'both' && first.mark === 'spelled') continue
    // A name has one form: where one was cut from the end, the word at the start is a name (`AB Foods Ltd`).
    if (ending === undefined ? form.isWord !== true : form.onlyWith?.split(' | ').includes(ending) === true)
      return spelling
  }
  return null
}

function agrees(tokens: readonly CompanyToken[], from: number, { words, form }: Spelling): boolean {
  for (let index = 0; index < words.length; index += 1) {
    if (tokens[from + index]?.text !== words[index]) return false
  }
  return form.isWord !== true || form.stands === 'start' || words.length > 1 || tokens[from]?.mark !== 'none'
}

/** Spellings by the word at the outer end, longest first, so that `GmbH & Co. KG` goes before `KG`. */
function spellingsBy(side: 'start' | 'end'): TextTable<readonly Spelling[]> {
  const byWord = new Map<string, Spelling[]>()
  for (const form of legalForms) {
    const stands = form.stands ?? 'end'
    if (stands !== side && stands !== 'both') continue
    for (const text of form.spellings.split(' | ')) {
      const words = text.split(' ')
      const outer = (side === 'end' ? words.at(-1) : words[0]) ?? ''
      const spelling = { words, form, canonical: sameLegalForm[text] ?? text }
      byWord.set(outer, [...(byWord.get(outer) ?? []), spelling])
    }
  }
  for (const spellings of byWord.values()) spellings.sort((a, b) => b.words.length - a.words.length)
  return textTable(byWord)
}
