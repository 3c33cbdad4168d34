import { textTable } from '../normalise/text-table.ts'

/**
 * Abbreviations with one meaning in company names. Those with several (`ent`, `assoc`, `tech`) are left
 * out: a wrong reading would join two companies.
 */
const writtenOut = textTable<string>([
  ['intl', 'international'],
  ['internatl', 'international'],
  ['natl', 'national'],
  ['univ', 'university'],
  ['grp', 'group'],
  ['hldg', 'holding'],
  ['hldgs', 'holdings'],
  ['svc', 'service'],
  ['svcs', 'services'],
  ['mfg', 'manufacturing'],
  ['mfr', 'manufacturing'],
  ['mgmt', 'management'],
  ['mgt', 'management'],
  ['bros', 'brothers'],
  ['dept', 'department'],
  ['govt', 'government'],
  ['lab', 'laboratory'],
  ['labs', 'laboratories'],
  ['inds', 'industries'],
  ['prods', 'products'],
  ['equip', 'equipment'],
  ['hosp', 'hospital'],
  ['ins', 'insurance'],
  ['transp', 'transportation'],
  ['telecomm', 'telecommunications'],
  ['twp', 'township'],
  ['ctr', 'center'],
  ['centre', 'center'],
  ['theatre', 'theater'],
  ['corporation', 'corp'],
  ['incorporated', 'inc'],
  ['company', 'co'],
  // A saint and a street are both `St`; which one is meant, the rest of the name says.
  ['saint', 'st'],
  ['street', 'st'],
  ['mt', 'mount'],
  ['ft', 'fort'],
  ['1', 'one'],
  ['2', 'two'],
  ['3', 'three'],
  ['4', 'four'],
  ['5', 'five'],
  ['6', 'six'],
  ['7', 'seven'],
  ['8', 'eight'],
  ['9', 'nine'],
  ['10', 'ten'],
  ['1st', 'first'],
  ['2nd', 'second'],
  ['3rd', 'third'],
  ['4th', 'fourth'],
  ['5th', 'fifth'],
])

/** The same words with abbreviations written out: `intl` → `international`, `united states` → `us`. */
export function writeOutWords(words: readonly string[]): readonly string[] {
  if (!hasAbbreviation(words)) return words
  const result: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const next = words[index + 1]
    const short = word !== 'united' ? null : next === 'states' ? 'us' : next === 'kingdom' ? 'uk' : null
    result.push(short ?? writtenOut(word) ?? word)
    if (short !== null) index += 1
  }
  return result
}

function hasAbbreviation(words: readonly string[]): boolean {
  for (const word of words) {
    if (word === 'united' || writtenOut(word) !== undefined) return true
  }
  return false
}
