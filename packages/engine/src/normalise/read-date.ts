import { foldText } from './fold-text.ts'

/** A day as `2026-11-24`, or why there is none. */
export type DateReading = { readonly day: string } | { readonly because: 'ambiguous' | 'malformed' }

const malformed: DateReading = { because: 'malformed' }
const ambiguous: DateReading = { because: 'ambiguous' }

const months: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janvier enero ene gennaio janeiro januari jan.',
    'feb february februar fevrier fev febrero febbraio fevereiro februari',
    'mar march marz mars marzo marco maart mrz mrt',
    'apr april avril abril abr aprile avr',
    'may mai mayo maggio maio mei',
    'jun june juni juin junio giugno junho',
    'jul july juli juillet julio luglio julho',
    'aug august aout agosto augustus ago',
    'sep september sept septembre septiembre settembre setembro',
    'oct october oktober octobre octubre ottobre outubro okt out',
    'nov november novembre noviembre novembro',
    'dec december dezember decembre diciembre dicembre dezembro dez dic',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:,? \d{1,2}:\d{2}.*)?$/
const dayMonthName = /^(\d{1,2})(?:st|nd|rd|th)?\.?[\s-](?:de |of )?([\p{L}.]+),?[\s-](?:de )?(\d{4})$/u
const monthNameDay = /^([\p{L}.]+)[\s-](\d{1,2})(?:st|nd|rd|th)?,?[\s-](\d{4})$/u
const shortYear = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/

const lengthMax = 40

/**
 * Reads a calendar day: ISO 8601 (a time behind it is left off), year first with other signs, names of months, and day and month in
 * figures where only one order makes a date. `03/04/2026` is ambiguous, and so is a year of two digits.
 */
export function readDate(text: string): DateReading {
  if (text.length > lengthMax) return malformed
  const first = yearFirst.exec(text)
  if (first !== null) return dayOf(first[1], first[3], first[4])
  const eight = compact.exec(text)
  if (eight !== null) return dayOf(eight[1], eight[2], eight[3])
  const last = yearLast.exec(text)
  if (last !== null) return eitherOrder(last[1], last[3], last[4])
  if (shortYear.test(text)) return ambiguous
  return readNamedMonth(foldText(text))
}

function readNamedMonth(text: string): DateReading {
  const dayFirst = dayMonthName.exec(text)
  if (dayFirst !== null) return dayOf(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1])
  const monthFirst = monthNameDay.exec(text)
  return monthFirst === null ? malformed : dayOf(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2])
}

function monthOf(name: string | undefined): string | undefined {
  const month = months.get((name ?? '').replace(/\.$/, ''))
  return month === undefined ? undefined : String(month)
}

function eitherOrder(a: string | undefined, b: string | undefined, year: string | undefined): DateReading {
  const dayMonth = dayOf(year, b, a)
  const monthDay = dayOf(year, a, b)
  if (!('day' in dayMonth)) return monthDay
  return !('day' in monthDay) || monthDay.day === dayMonth.day ? dayMonth : ambiguous
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): DateReading {
  if (year === undefined || month === undefined || day === undefined) return malformed
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return malformed
  return { day: `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` }
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
