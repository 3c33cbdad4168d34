import { hashOfText } from '../normalise/hash-of-text.ts'
import type { PlaceParts } from './compare-places.ts'
import { spotKeys } from './compare-places.ts'
import { isDescription, isDistinctive, isFiller, lengthWithout } from './generic-words.ts'
import type { AccountTables } from './account-layer.ts'
import { isCutOff, positionsIn } from './layered-postings.ts'
import type { LayeredPostings } from './layered-postings.ts'
import { looseKey } from './read-name.ts'
import type { NameReading } from './read-name.ts'

/**
 * Where accounts are looked up, by position. What is said to be "at least" may hold further ones: whoever asks
 * compares them. Two accounts of one position never come; the same position may come twice.
 */
export type AccountLookup = {
  /** Accounts that list this domain. */
  readonly byHost: (host: string) => readonly number[]
  /** Accounts that list a domain below this registrable one. */
  readonly byRegistrable: (domain: string) => readonly number[]
  /** Accounts with this number in E.164. */
  readonly byPhone: (phone: string) => readonly number[]
  /** Accounts one of whose whole names has this key. */
  readonly byName: (key: string) => readonly number[]
  /** At least the accounts with a name close to this one. */
  readonly similar: (reading: NameReading) => readonly number[]
  /** At least the accounts of which a mail domain with this label speaks. */
  readonly byLabel: (label: string) => readonly number[]
  /** At least the accounts at the same city or postal code with a similar name. */
  readonly around: (place: PlaceParts, reading: NameReading) => readonly number[]
  /** Accounts whose name begins with this and goes on. */
  readonly beginningWith: (beginning: string) => readonly number[]
}

type Tables = AccountTables<LayeredPostings>

/** Looks up in maps, so that the cost does not grow with the number of accounts. */
export function lookUpIn(postings: Tables, onlyKeyAt: (position: number) => string | null): AccountLookup {
  const alikeAt = (spot: string, key: string): readonly number[] =>
    fewAlike(fewAt(postings.bySpot, spot), key, onlyKeyAt)
  return {
    byHost: (host) => positionsIn(postings.byHost, host),
    byRegistrable: (domain) => positionsIn(postings.byRegistrable, domain),
    byPhone: (phone) => positionsIn(postings.byPhone, phone),
    byName: (key) => positionsIn(postings.byName, key),
    similar: (reading) => similarTo(postings, reading),
    byLabel: (label) => labelledBy(postings, label),
    around: (place, { key }) => {
      const spots = spotKeys(place, key)
      const [only, second] = spots
      if (only !== undefined && second === undefined) return alikeAt(only, key)
      return spots.flatMap((spot) => alikeAt(spot, key))
    },
    beginningWith: (beginning) => positionsIn(postings.byBeginning, beginning),
  }
}

function labelledBy({ byLabel, byName, byShortName }: Tables, label: string): readonly number[] {
  const hash = hashOfText(label)
  const labelled = positionsIn(byLabel, label, hash)
  const named = positionsIn(byName, label, hash)
  const shortened = positionsIn(byShortName, label, hash)
  if (labelled.length + named.length + shortened.length === 0) return nobody
  return [...(isCutOff(byLabel, labelled) ? nobody : labelled), ...named, ...shortened]
}

const nobody: readonly number[] = []

/** In a large city many names begin with the same letters; those that can be neither a beginning nor a typo are left out. */
function fewAlike(
  few: readonly number[],
  key: string,
  onlyKeyAt: (position: number) => string | null,
): readonly number[] {
  if (few.length === 0) return few
  return few.filter((position) => {
    const other = onlyKeyAt(position)
    if (other === null) return true
    return Math.abs(other.length - key.length) <= 1 || other.startsWith(key) || key.startsWith(other)
  })
}

/** Nobody, when any of the lists is long: one of many cannot be told from the others by a name that is only close. */
function similarTo(postings: Tables, reading: NameReading): readonly number[] {
  const { key, isPart } = reading
  const positions = positionsIn(postings.byShortName, key).slice()
  if (isPart) addAll(positions, positionsIn(postings.byName, key))
  else {
    const loose = looseKey(reading)
    if (loose !== key) {
      addAll(positions, positionsIn(postings.byShortName, loose))
      addAll(positions, positionsIn(postings.byName, loose))
    }
    addShortened(positions, postings, reading)
  }
  return positions.length > similarMax ? [] : positions
}

/** The name without descriptions at its end, and down to its first word only without fillers. */
function addShortened(positions: number[], postings: Tables, { key, words }: NameReading): void {
  const shortest = Math.max(lengthWithout(words, isDescription), Math.min(2, lengthWithout(words, isFiller)))
  let shortened = key
  for (let count = words.length - 1; count >= shortest && isDistinctive(words, count); count -= 1) {
    shortened = shortened.slice(0, shortened.length - (words[count]?.length ?? 0))
    addAll(positions, positionsIn(postings.byName, shortened))
  }
}

function addAll(positions: number[], found: readonly number[]): void {
  for (const position of found) positions.push(position)
}

/** More candidates than this are not compared. */
const similarMax = 100

/** A list that was cut off holds some of many; which of them are meant, it cannot tell. */
function fewAt(postings: LayeredPostings, key: string): readonly number[] {
  const found = positionsIn(postings, key)
  return isCutOff(postings, found) ? [] : found
}
