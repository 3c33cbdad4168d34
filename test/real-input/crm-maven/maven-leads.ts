import type { RawLead } from '@rightful/engine'
import { sharedData } from '../../../packages/cli/src/testing/shared-data.ts'
import { readTable, type TableRow } from '../read-table.ts'

/** An opportunity as a lead, and when it is decided. */
export type Arrival = {
  readonly lead: RawLead
  readonly nowMs: number
  /** `2016-10-25`; `null` for a prospect. */
  readonly date: string | null
  /** As the pipeline writes them; the account is empty where it is not known. */
  readonly product: string
  readonly account: string
}

/**
 * Every opportunity in the order of the file, as a form would send it: what the account book says of the company in the
 * book's own spelling. It is decided at 15:00 UTC of its date; one without a date, with the one before it.
 */
export function readArrivals(accounts: ReadonlyMap<string, TableRow>): readonly Arrival[] {
  let day = '2016-10-20'
  return readTable(sharedData('crm-maven', 'sales_pipeline.csv')).map((row) => {
    const date = isoDate(row('engage_date'))
    day = date ?? day
    const account = accounts.get(row('account'))
    return {
      lead: {
        id: row('opportunity_id'),
        attributes: {
          company: row('account'),
          sector: account?.('sector') ?? '',
          employees: account?.('employees') ?? '',
          country: account?.('office_location') ?? '',
          product: row('product'),
          date: date ?? '',
        },
      },
      nowMs: Temporal.Instant.from(`${day}T15:00:00Z`).epochMilliseconds,
      date,
      product: row('product'),
      account: row('account'),
    }
  })
}

/** `10/25/2016` → `2016-10-25`. Which number is the month cannot be told from one date, so a form has to say it. */
function isoDate(text: string): string | null {
  if (text === '') return null
  const [month = '', day = '', year = ''] = text.split('/')
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
