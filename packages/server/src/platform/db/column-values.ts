import { types } from 'pg'
import type { CustomTypesConfig } from 'pg'
import { DbError } from './db-error.ts'

/**
 * How values come out of the database: `timestamptz` as epoch milliseconds with their fraction (microseconds survive),
 * `bigint` as a number or, where that would not be exact, as the error `integer_unsafe`; `date`, `timestamp`, `interval` and
 * `numeric` as PostgreSQL's text; `json` and `jsonb` parsed. Arrays of the first two follow their elements. Instants go in as
 * `to_timestamp($1::float8 / 1000)`.
 */
export const columnValues: CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parser = format === 'binary' ? undefined : parsers.get(oid)
    return parser ?? types.getTypeParser(oid, format)
  },
}

const oids = { int8: 20, int8Array: 1016, timestamptz: 1184, timestamptzArray: 1185 }
const keptAsText = { date: 1082, timestamp: 1114, interval: 1186, dateArray: 1182, timestampArray: 1115 }

const keep = (text: string): string => text

/** The elements of a flat array none of which holds a comma or a quote, as numbers and times never do. */
function elements(text: string): readonly (string | null)[] {
  if (text === '{}') return []
  const parts = text.slice(1, -1).split(',')
  return parts.map((part) => (part === 'NULL' ? null : part.replaceAll('"', '')))
}

const parsers = new Map<number, (text: string) => unknown>([
  [oids.int8, parseInteger],
  [oids.timestamptz, parseInstant],
  [oids.int8Array, (text) => elements(text).map((element) => (element === null ? null : parseInteger(element)))],
  [oids.timestamptzArray, (text) => elements(text).map((element) => (element === null ? null : parseInstant(element)))],
  [keptAsText.date, keep],
  [keptAsText.timestamp, keep],
  [keptAsText.interval, keep],
  [keptAsText.dateArray, elements],
  [keptAsText.timestampArray, elements],
])

const instantPattern = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00( BC)?$/

/** PostgreSQL's text of an instant in UTC → epoch milliseconds; the two infinities are kept. */
export function parseInstant(text: string): number {
  return isUsual(text) ? usualInstant(text) : unusualInstant(text)
}

const secondsEnd = 19

/** Nearly every instant is of a year of four digits, such as `2026-11-25 06:51:32.123+00`, and is read without a pattern. */
function isUsual(text: string): boolean {
  return text[4] === '-' && text[0] !== '0' && text[secondsEnd - 3] === ':' && text.endsWith('+00')
}

function usualInstant(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const day = Date.UTC(year, twoDigits(text, 5) - 1, twoDigits(text, 8))
  const seconds = (twoDigits(text, 11) * 60 + twoDigits(text, 14)) * 60 + twoDigits(text, 17)
  return day + seconds * 1000 + Number(text.slice(secondsEnd + 1, -3).padEnd(6, '0')) / 1000
}

const zero = '0'.charCodeAt(0)

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero
}

function unusualInstant(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (text === '-infinity') return Number.NEGATIVE_INFINITY
  const found = instantPattern.exec(text)
  if (found === null) throw new RangeError(`PostgreSQL wrote an instant as ${text}, which is not in UTC.`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  const at = new Date(0)
  // Year 1 BC is year 0 here; `Date.UTC` would take years below 100 for those of the last century.
  at.setUTCFullYear(found[8] === undefined ? year : 1 - year, month - 1, day)
  at.setUTCHours(hour, minute, second)
  return at.getTime() + Number((found[7] ?? '').padEnd(6, '0')) / 1000
}

function parseInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new DbError('integer_unsafe', `It is ${text}.`)
}
