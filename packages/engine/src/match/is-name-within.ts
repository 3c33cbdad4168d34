import type { NameReading } from './read-name.ts'

/** Words by which sites of one organisation are told apart: `West`, `II`, `3`. */
const tellsApart =
  /^(?:\d.*|[ivx]{1,4}|north|south|east|west|northeast|northwest|southeast|southwest|central|upper|lower|annex|branch)$/

/**
 * Whether one name has all words of the other, in any order, and what it has beyond them does not set it
 * apart: `Mason` and `Public Schools Mason, Roswell B.`. Too weak alone; with the same phone it says that both are one.
 */
export function isNameWithin(a: readonly NameReading[], b: readonly NameReading[]): boolean {
  return a.some((one) => b.some((other) => isWithin(one, other) || isWithin(other, one)))
}

function isWithin(few: NameReading, many: NameReading): boolean {
  if (few.isPart || many.isPart || few.words.length > many.words.length) return false
  const words = new Set(few.words)
  const beyond = many.words.filter((word) => !words.delete(word) && !few.words.includes(word))
  return words.size === 0 && !beyond.some((word) => tellsApart.test(word))
}
