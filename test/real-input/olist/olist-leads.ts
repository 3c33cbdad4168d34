import type { RawLead } from '@rightful/engine'
import { sharedData } from '../../../packages/cli/src/testing/shared-data.ts'
import { readTable } from '../read-table.ts'
import { zone } from './olist-roster.ts'

/** A lead and when it is decided. */
export type Arrival = {
  readonly lead: RawLead
  /** `2018-02-01`, where the callers live. */
  readonly date: string
  readonly nowMs: number
  readonly origin: string
  readonly page: string
}

/** The marketing-qualified leads by date (of one day in the order of the file), each decided at noon. */
export function readArrivals(): readonly Arrival[] {
  const arrivals = readTable(sharedData('leads-olist', 'mql.csv')).map((row) => {
    const attributes = {
      origin: row('origin'),
      landing_page_id: row('landing_page_id'),
      first_contact_date: row('first_contact_date'),
    }
    const date = row('first_contact_date')
    const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
    const lead = { id: row('mql_id'), attributes }
    return { lead, date, nowMs: noon.epochMilliseconds, origin: row('origin'), page: row('landing_page_id') }
  })
  return arrivals.toSorted((a, b) => a.nowMs - b.nowMs)
}
