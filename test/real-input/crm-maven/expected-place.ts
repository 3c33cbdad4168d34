import type { Account } from '@rightful/engine'
import type { TableRow } from '../read-table.ts'
import type { Arrival } from './maven-leads.ts'
import { absentSeller, busySeller } from './maven-roster.ts'

/** Where a lead belongs. */
export type ExpectedPlace =
  | { readonly kind: 'pool'; readonly pool: string }
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'hold'; readonly queue: string }
  | { readonly kind: 'refuse'; readonly reason: string }

export type Book = {
  readonly rows: ReadonlyMap<string, TableRow>
  readonly accounts: ReadonlyMap<string, Account>
}

/** The policy's route told a second time, from the raw rows and without the engine. */
export function expectedRoute({ date, product, account }: Arrival, { rows }: Book): string {
  const row = rows.get(account)
  const isMg = product.startsWith('MG')
  if (date === null) return 'prospects'
  if (product === 'GTK 500') return 'gtk'
  if (row === undefined) return isMg ? 'mg-without-company' : 'gtx-without-company'
  if (!isMg && Number(row('employees')) >= 5000) return 'large-gtx'
  if (isMg && row('sector') === 'medical') return 'medical-mg'
  return 'territories'
}

/** Where the lead goes; `givenToday` is how many leads the owner with a day's cap has had on this date. */
export function expectedPlace(arrival: Arrival, book: Book, givenToday: number): ExpectedPlace {
  const row = book.rows.get(arrival.account)
  if (row?.('office_location') === 'China') return { kind: 'refuse', reason: 'no_licence' }
  const account = book.accounts.get(arrival.account)
  if (account?.tier === 'strategic') {
    const isTaken = canTake(account.owner, arrival, givenToday)
    return isTaken && account.owner !== undefined
      ? { kind: 'owner', owner: account.owner }
      : { kind: 'pool', pool: 'managers' }
  }
  const route = expectedRoute(arrival, book)
  if (route === 'prospects') return { kind: 'hold', queue: 'prospects' }
  if (route === 'territories') return { kind: 'pool', pool: officeOf(row) }
  if (route === 'gtk') return { kind: 'pool', pool: 'gtk' }
  return { kind: 'pool', pool: route.includes('mg') ? 'mg' : 'gtx' }
}

function canTake(owner: string | undefined, { nowMs }: Arrival, givenToday: number): boolean {
  if (owner === undefined || owner === 'carl-lin') return false
  if (owner === busySeller.id) return givenToday < busySeller.max
  if (owner !== absentSeller.id) return true
  const day = Temporal.Instant.fromEpochMilliseconds(nowMs).toString().slice(0, 10)
  return day < absentSeller.from || day >= absentSeller.until
}

const officeByCountry: Readonly<Record<string, string>> = {
  Belgium: 'East',
  Brazil: 'Central',
  Germany: 'East',
  Italy: 'East',
  Japan: 'West',
  Jordan: 'East',
  Kenya: 'East',
  Korea: 'West',
  Norway: 'East',
  Panama: 'Central',
  Philipines: 'West',
  Poland: 'East',
  Romania: 'East',
}

const officeBySector: Readonly<Record<string, string>> = {
  technolgy: 'West',
  software: 'West',
  entertainment: 'West',
  finance: 'East',
  medical: 'East',
  services: 'East',
  marketing: 'East',
}

function officeOf(row: TableRow | undefined): string {
  if (row === undefined) return 'none'
  const country = row('office_location')
  if (country === 'United States') return officeBySector[row('sector')] ?? 'Central'
  return officeByCountry[country] ?? 'none'
}
