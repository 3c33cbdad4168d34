import reference from './reference/calling-codes.json' with { type: 'json' }

/** A calling code and what its numbers look like. */
export type CallingCode = {
  readonly digits: string
  /** Alpha-2; `null` where several countries share the code. */
  readonly country: string | null
  /** How many digits may follow. */
  readonly lengths: ReadonlySet<number>
  /** What stands before a national number at home; `-` nothing, `~` and `?` more than a prefix (see the table's script). */
  readonly trunk: string
}

/** Codes of no country: international toll-free, satellites, networks. */
const worldwide = '800 808 870 878 881 882 883 888 979'.split(' ')

/**
 * Who has which numbers of a shared code, by the beginning of the national number, the longest that fits; `-` is nobody's alone.
 * North America has a table of its own.
 */
const shared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  7: { '': 'RU', 6: 'KZ', 7: 'KZ', 800: '-', 809: '-' },
  39: { '': 'IT', '06698': 'VA' },
  44: {
    '': 'GB',
    1481: 'GG',
    7781: 'GG',
    7839: 'GG',
    1534: 'JE',
    7797: 'JE',
    7829: 'JE',
    7937: 'JE',
    1624: 'IM',
    7624: 'IM',
  },
  47: { '': 'NO', 79: 'SJ' },
  61: { '': 'AU', 89162: 'CC', 89164: 'CX' },
  212: { '': 'MA', 5288: 'EH', 5289: 'EH' },
  262: { '': '-', 262: 'RE', 692: 'RE', 693: 'RE', 269: 'YT', 639: 'YT' },
  290: { '': 'SH' },
  358: { '': 'FI', 18: 'AX' },
  590: { '': '-' },
  599: { '': '-', 9: 'CW', 3: 'BQ', 4: 'BQ', 7: 'BQ' },
}

const northAmericanPrefix = '1'
const areaLength = 3
const codeLengthMax = 3

/** The calling code of one country's numbers as they are written at home. */
export type HomeCode = {
  readonly digits: string
  readonly lengths: ReadonlySet<number>
  /** A number that begins with 0 is that of a call within the country: the rest is the number. */
  readonly cutsZero: boolean
  /** Numbers that begin so may be more than a number at home: with its calling code before it, or a carrier's. */
  readonly notPlain: readonly string[]
}

/** A beginning of national numbers, and whose they are; `null`: nobody's alone. */
type Share = { readonly beginning: string; readonly country: string | null }

type Tables = {
  /** By code, as a number. */
  readonly codes: readonly (CallingCode | null)[]
  /** Countries of North America, by area code as a number. */
  readonly areas: readonly (string | null)[]
  /** By a shared code, as a number, and the first figure behind it: who has which numbers, longest beginning first. */
  readonly shares: readonly (readonly (readonly Share[])[])[]
  readonly homes: ReadonlyMap<string, HomeCode>
}

/** Countries of shared codes whose national numbers of the usual length are as plain as those of others. */
const plainSharers: Readonly<Record<string, { readonly country: string; readonly length: number }>> = {
  44: { country: 'GB', length: 10 },
  61: { country: 'AU', length: 9 },
}

/** Countries whose numbers are read by more than their length: found by comparing with the library. */
const intricate: ReadonlySet<string> = new Set(['KP', 'TJ', 'AR', 'BY', 'TM'])
const intricateAfterZero: ReadonlySet<string> = new Set(['IL', 'NZ', 'TW', 'UY'])

let tables: Tables | null = null

/** The calling code that stands at a place of the digits; `null` when there is none. No code begins another, so the first found is it. */
export function callingCodeOf(digits: string, from: number): CallingCode | null {
  tables ??= buildTables()
  if (digits.startsWith('0', from)) return null
  let value = 0
  for (let index = from; index < from + codeLengthMax && index < digits.length; index += 1) {
    value = value * 10 + digits.charCodeAt(index) - 48
    const code = tables.codes[value] ?? null
    if (code !== null) return code
  }
  return null
}

/** Whose number it is; `null` for toll-free numbers and where the beginning does not tell. */
export function countryOfNumber(code: CallingCode, national: string): string | null {
  tables ??= buildTables()
  if (code.country !== null) return code.country
  if (code.digits === northAmericanPrefix) return tables.areas[numberAt(national, areaLength)] ?? null
  for (const { beginning, country } of tables.shares[Number(code.digits)]?.[numberAt(national, 1)] ?? []) {
    if (national.startsWith(beginning)) return country
  }
  return null
}

/** The number that the first figures are. */
function numberAt(digits: string, length: number): number {
  let value = 0
  for (let index = 0; index < length; index += 1) value = value * 10 + digits.charCodeAt(index) - 48
  return value
}

/** How numbers of the country are written at home; `null` where that takes more than this says. */
export function homeCodeOf(country: string): HomeCode | null {
  tables ??= buildTables()
  return tables.homes.get(country) ?? null
}

/** Built when first needed: some 220 codes and 400 area codes. */
function buildTables(): Tables {
  const codes = new Map<string, CallingCode>()
  for (const [digits, entry] of Object.entries(reference.codes)) {
    const [country = '-', lengths = '', trunk = '-'] = entry.split(' ')
    codes.set(digits, {
      digits,
      country: country === '-' ? null : country,
      lengths: new Set(lengths.split(',').map(Number)),
      trunk,
    })
  }
  for (const digits of worldwide)
    codes.set(digits, { digits, country: null, lengths: new Set([7, 8, 9, 10, 11, 12]), trunk: '-' })
  const areas = nothingBelow<string>(10 ** areaLength)
  for (const [country, list] of Object.entries(reference.areas))
    for (const area of list.split(' ')) areas[Number(area)] = country
  const codeAt = nothingBelow<CallingCode>(10 ** codeLengthMax)
  for (const [digits, code] of codes) codeAt[Number(digits)] = code
  return { codes: codeAt, areas, shares: sharesOf(shared), homes: homesOf(codes) }
}

function nothingBelow<Value>(length: number): (Value | null)[] {
  return Array.from({ length }, () => null)
}

function sharesOf(countries: typeof shared): Tables['shares'] {
  const none: readonly Share[][] = []
  const shares = Array.from({ length: 10 ** codeLengthMax }, () => none)
  for (const [code, beginnings] of Object.entries(countries)) {
    const longestFirst = Object.entries(beginnings).sort(([a], [b]) => b.length - a.length)
    shares[Number(code)] = Array.from({ length: 10 }, (_, figure) =>
      longestFirst
        .filter(([beginning]) => beginning === '' || beginning.startsWith(String(figure)))
        .map(([beginning, country]) => ({ beginning, country: country === '-' ? null : country })),
    )
  }
  return shares
}

function homesOf(codes: ReadonlyMap<string, CallingCode>): ReadonlyMap<string, HomeCode> {
  const homes = new Map<string, HomeCode>()
  for (const { digits, country, lengths, trunk } of codes.values()) {
    const sharer = plainSharers[digits]
    const notPlain = ['1', digits]
    if (sharer !== undefined)
      homes.set(sharer.country, { digits, lengths: new Set([sharer.length]), cutsZero: true, notPlain })
    else if (country !== null && !intricate.has(country)) {
      homes.set(country, { digits, lengths, cutsZero: trunk === '0' && !intricateAfterZero.has(country), notPlain })
    }
  }
  // A carrier is dialled before a number with 0 or 90; São Paulo's area code is 11.
  homes.set('BR', { digits: '55', lengths: new Set([10, 11]), cutsZero: false, notPlain: ['55', '90'] })
  return homes
}
