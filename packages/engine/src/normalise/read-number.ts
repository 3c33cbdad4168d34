/** What stands where a number belongs. `isBand`: a range, of which `value` is the lower end. */
export type NumberReading = { readonly value: number; readonly isBand: boolean }

const units =
  /\s*(?:\(?\s*(?:employees?|people|persons?|staff|ftes?|headcount|users?|seats?|licen[cs]es?|mitarbeiter(?:innen)?|personen|beschaftigte|empleados|empleadas|personas|employe[es]s?|salari[ée]s?|personnes|dipendenti|addetti|funcionarios|medewerkers|anstallda|ansatte|pracownikow)\s*\)?)\.?$/i

const prefixes = /^(?:approx(?:imately)?\.?|about|around|ca\.?|circa|c\.|roughly|some|~|≈|±)\s*/i
const openBelow =
  /^(?:<=?|≤|under|less than|fewer than|up to|below|bis(?: zu)?|unter|max\.?|moins de|hasta|menos de)\s*/i
const openAbove =
  /^(?:>=?|≥|over|more than|at least|above|min\.?|from|ab|uber|mehr als|plus de|mas de)\s*|(?:\s*\+|\s*(?:and|or) (?:more|over|above|up)|\s*plus|\s*und mehr|\s*et plus|\s*y mas)$/gi
const currencies = /^(?:[$€£¥₹]|usd|eur|gbp|chf|us\$)\s*|\s*(?:[$€£¥₹]|usd|eur|gbp|chf)$/gi
const magnitudes: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  mrd: 1e9,
  billion: 1e9,
}
const magnitude = /\s*(k|tsd|mn|mio|millions?|m|bn|mrd|billion|b)\.?$/i
const range = /^(.*?[\dkmb])\s*(?:-|–|—|−|\.\.+|…|to|bis|a|à|until|through)\s*(\d.*)$/i

/** Nobody writes a longer number on purpose, and the patterns stay cheap. */
const lengthMax = 60

/**
 * Reads a number as people write it: `1,200`, `1 000+`, `5k`, `51-200` (a band, read as its lower end), `200 employees`. For a whole number
 * `1.200` is 1,200; otherwise a single dot is a decimal point. `null` for anything else.
 */
export function readNumber(text: string, isWhole: boolean): NumberReading | null {
  if (/^\d{1,15}$/.test(text)) return { value: Number(text), isBand: false }
  if (text.length > lengthMax) return null
  const bare = text.replace(units, '').replace(currencies, '').replace(prefixes, '').trim()
  if (openBelow.test(bare)) {
    return parseOne(bare.replace(openBelow, ''), isWhole) === null ? null : { value: 0, isBand: true }
  }
  const above = bare.replace(openAbove, '').trim()
  const whole = parseOne(above, isWhole)
  if (whole !== null) return { value: whole, isBand: above !== bare }
  return readRange(above, isWhole)
}

function readRange(text: string, isWhole: boolean): NumberReading | null {
  const [, low = '', high = ''] = range.exec(text) ?? []
  const from = parseOne(low, isWhole)
  const to = parseOne(high, isWhole)
  if (from === null || to === null) return null
  // `1-5k` means one to five thousand, each.
  const scaled = magnitude.test(high) && !magnitude.test(low) && from < 1000 ? from * scaleOf(high) : from
  return scaled < to ? { value: scaled, isBand: true } : null
}

function parseOne(text: string, isWhole: boolean): number | null {
  const scale = scaleOf(text)
  const digits = scale === 1 ? text : text.replace(magnitude, '')
  const plain = parsePlain(digits, isWhole && scale === 1)
  if (plain === null) return null
  const value = Math.round(plain * scale * 1e6) / 1e6
  if (!Number.isSafeInteger(Math.trunc(value))) return null
  return isWhole && !Number.isInteger(value) ? null : value
}

function scaleOf(text: string): number {
  const found = magnitude.exec(text)
  return found === null ? 1 : (magnitudes[(found[1] ?? '').toLowerCase()] ?? 1)
}

function parsePlain(text: string, isWhole: boolean): number | null {
  const compact = text.replace(/(?<=\d)[\s'’_](?=\d{3}(?!\d))/g, '')
  if (/^[-+]?\d+$/.test(compact)) return Number(compact)
  // Groups of three, told apart by commas; a decimal point may follow.
  if (/^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(compact)) return Number(compact.replaceAll(',', ''))
  // The same the other way round: one group is taken for a decimal point unless the number must be whole.
  const dotted = isWhole
    ? /^[-+]?\d{1,3}(?:\.\d{3})+(?:,0+)?$/
    : /^[-+]?\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/
  if (dotted.test(compact)) return Number(compact.replaceAll('.', '').replace(',', '.'))
  if (/^[-+]?\d*\.\d+$/.test(compact)) return Number(compact)
  if (/^[-+]?\d+,\d+$/.test(compact)) return Number(compact.replace(',', '.'))
  return null
}
