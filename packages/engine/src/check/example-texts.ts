/** Which characters the texts of a kind are made of: its first one, and the others. Sorted by code. */
type Alphabet = { readonly first: string; readonly rest: string }

const digits = '0123456789'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const alphabets: Readonly<Record<string, Alphabet>> = {
  phone: { first: '+', rest: digits },
  date: { first: digits, rest: `-${digits}` },
  postal_code: { first: digits + capitals, rest: ` -.${digits}${capitals}` },
}

const usual: Readonly<Record<string, readonly string[]>> = {
  phone: ['+4930123456'],
  date: ['2026-01-15'],
  postal_code: ['10115', 'SW1A 1AA'],
  domain: ['somewhere.example'],
  email: ['someone@somewhere.example'],
  company: ['Somewhere Ltd'],
}

/**
 * By class of an axis of texts cut here, a text of the kind (a phone number, a date, …) that is in the class;
 * `undefined` where there surely is none. Class 1 + n starts at cut n, and no text is empty.
 */
export function textExamples(cuts: readonly string[], domain: string | undefined): readonly (string | undefined)[] {
  return Array.from({ length: cuts.length + 2 }, (_, id) => {
    if (id === 0) return undefined
    const low = id === 1 ? '' : cuts[id - 2]
    const end = id - 1 < cuts.length ? cuts[id - 1] : null
    const isInside = (text: string): boolean => text !== '' && text >= low && (end === null || text < end)
    const alphabet = domain === undefined ? undefined : alphabets[domain]
    const least = alphabet === undefined ? leastText(low, end) : leastOver(alphabet, low)
    if (least === null || !isInside(least)) return undefined
    return candidates({ low, end, least, domain }).find(isInside)
  })
}

type Stretch = {
  readonly low: string
  readonly end: string | null
  readonly least: string
  readonly domain: string | undefined
}

function candidates({ low, end, least, domain }: Stretch): readonly string[] {
  const bare = low.replaceAll('\u0000', '')
  switch (domain) {
    case 'phone':
      return [...usualTexts(domain), (least === '+' ? '+1' : least).padEnd(12, '0'), least]
    case 'postal_code':
      return [...usualTexts(domain), least.padEnd(5, '0'), least]
    case 'date':
      return [...datesNear(bare, end), ...usualTexts(domain), least]
    default:
      return [...usualTexts(domain), bare, `${bare}0`, `${bare}a`, `${bare}z`, least]
  }
}

function usualTexts(domain: string | undefined): readonly string[] {
  return (domain === undefined ? undefined : usual[domain]) ?? ['anything']
}

/** The date itself, the day after it, and the day before the end. */
function datesNear(low: string, end: string | null): readonly string[] {
  const day = /^\d{4}-\d{2}-\d{2}$/
  const near: string[] = []
  if (day.test(low)) near.push(low, shifted(low, 1))
  if (end !== null && day.test(end)) near.push(shifted(end, -1))
  return near
}

function shifted(date: string, days: number): string {
  try {
    return Temporal.PlainDate.from(date).add({ days }).toString()
  } catch {
    // A bound that only looks like a date gives no example.
    return ''
  }
}

/** The least text in the class that is not empty; `null` when there is none. */
function leastText(low: string, end: string | null): string | null {
  if (low !== '') return low
  // Every text but the empty one is at least this.
  const least = '\u0000'
  return end === null || least < end ? least : null
}

/** The least text of the alphabet that is at least this; `null` when there is none. */
function leastOver(alphabet: Alphabet, low: string): string | null {
  const lettersAt = (index: number): string => (index === 0 ? alphabet.first : alphabet.rest)
  if (low === '') return alphabet.first.slice(0, 1)
  for (let index = 0; index < low.length; index += 1) {
    if (lettersAt(index).includes(low[index])) continue
    for (let at = index; at >= 0; at -= 1) {
      const above = lettersAt(at)
        .split('')
        .find((letter) => letter > low[at])
      if (above !== undefined) return low.slice(0, at) + above
    }
    return null
  }
  return low
}
