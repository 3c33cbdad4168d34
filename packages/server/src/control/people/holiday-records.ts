import { holidaysOf } from '@rightful/calendars'
import type { ErrorItem } from '@rightful/contract'
import type { Roster } from '@rightful/engine'
import type { RosterRecord } from './queries.ts'
import { lastPart, recordIdOf } from './record-id.ts'

/** A public holiday as a region's record keeps it. */
type Holiday = { readonly date: string; readonly name?: string }

const yearsBefore = 1
const yearsAfter = 3
/** A record that reaches no further than this is made anew with the next change. */
export const yearsAfterMin = 2

/**
 * The dates of every region that owners name, as records of the roster: a decision is made again by the dates that it was
 * made by, whatever is known of holidays later. Returns the records that are missing or end soon, and what is wrong with a region.
 */
export async function resolveHolidays(
  records: readonly RosterRecord[],
  nowMs: number,
): Promise<{ readonly found: readonly RosterRecord[]; readonly items: readonly ErrorItem[] }> {
  const year = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('UTC').year
  const reach = new Map(
    records.flatMap((record) => (record.kind === 'holidays' ? [[record.recordId, throughOf(record)]] : [])),
  )
  const wanted = new Map<string, string>()
  for (const { kind, recordId, body } of records) {
    if (kind !== 'owner') continue
    const { holidays: region }: { readonly holidays?: unknown } = JSON.parse(body)
    if (typeof region === 'string' && !wanted.has(region)) wanted.set(region, lastPart(recordId))
  }
  const found: RosterRecord[] = []
  const items: ErrorItem[] = []
  for (const [region, ownerId] of wanted) {
    if ((reach.get(recordIdOf(region)) ?? 0) >= year + yearsAfterMin) continue
    const years = Array.from({ length: yearsBefore + yearsAfter + 1 }, (_, index) => year - yearsBefore + index)
    const answer = await holidaysOf(region, years)
    if (answer.kind === 'unknown_region') {
      items.push({ where: `owners/${ownerId}/holidays`, what: answer.what, mend: answer.mend })
      continue
    }
    const body = JSON.stringify({ through: year + yearsAfter, dates: answer.holidays })
    found.push({ kind: 'holidays', recordId: recordIdOf(region), body })
  }
  return { found, items }
}

function throughOf({ body }: RosterRecord): number {
  const { through }: { readonly through: number } = JSON.parse(body)
  return through
}

/** The roster with the dates of its owners' regions in their calendars. */
export function withHolidays(roster: Roster, records: readonly RosterRecord[]): Roster {
  const byRegion = new Map<string, readonly Holiday[]>()
  for (const { kind, recordId, body } of records) {
    if (kind !== 'holidays') continue
    const { dates }: { readonly dates: readonly Holiday[] } = JSON.parse(body)
    byRegion.set(lastPart(recordId), dates)
  }
  const owners = roster.owners.map((owner) => {
    const dates = owner.holidayRegion === null ? undefined : byRegion.get(owner.holidayRegion)
    if (dates === undefined) return owner
    return { ...owner, calendar: { ...owner.calendar, holidays: [...(owner.calendar.holidays ?? []), ...dates] } }
  })
  return { ...roster, owners }
}
