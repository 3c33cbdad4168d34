import { foldText } from '../normalise/fold-text.ts'

/** Titles and what follows a name: they come and go between two forms that one person fills in. */
const notNames = new Set(
  'mr mrs ms miss mx dr prof professor sir madam herr frau ing dipl mag ba bsc ma msc mba phd md jd cpa esq jr sr ii iii iv'.split(
    ' ',
  ),
)

/** The words of a person's name, folded, sorted, without titles: `Doe, Jane` and `Dr. Jane Doe` are one. */
export function personWords(name: string): readonly string[] {
  const words = foldText(name)
    .replace(/['’`.]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
  return words.filter((word) => word !== '' && !notNames.has(word)).sort()
}

/** What two leads of one person share; `null` when the name is not full: a first name alone is many people's. */
export function personKey(name: string): string | null {
  const words = personWords(name)
  const full = words.filter((word) => word.length > 1)
  return full.length >= 2 ? words.join(' ') : null
}

/** Whether two names can be one person's: `J. Doe` and `Jane Doe` can, `Jane Doe` and `John Doe` cannot. */
export function mayBeSamePerson(a: string, b: string): boolean {
  const [few, many] = [personWords(a), personWords(b)].sort((one, other) => one.length - other.length)
  if (few === undefined || many === undefined) return true
  const left = [...many]
  for (const word of few) {
    const at = left.findIndex((other) => other === word || isInitialOf(word, other) || isInitialOf(other, word))
    if (at === -1) return false
    left.splice(at, 1)
  }
  return true
}

function isInitialOf(initial: string, word: string): boolean {
  return initial.length === 1 && word.startsWith(initial)
}
