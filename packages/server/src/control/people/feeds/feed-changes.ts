import { hash } from 'node:crypto'
import { absencesOfFeed } from '@rightful/calendars'
import { isOfFeed } from '../change-record.ts'
import { lastPart, recordIdOf } from '../record-id.ts'
import type { Body } from '../roster-document.ts'
import type { RosterChange, RosterRecords } from '../roster-records.ts'

/** A subscription and the text that it answered with. */
export type FeedText = {
  readonly recordId: string
  readonly ownerId: string
  readonly url: string
  readonly text: string
  readonly nowMs: number
}

/** What a feed changes, and what is wrong with it; `null`: nothing is. */
export type FeedChanges = { readonly changes: readonly RosterChange[]; readonly error: string | null }

const monthsBefore = 1
const monthsAfter = 14
/** Of one feed; the first ones count. */
const absencesMax = 1000

/**
 * The absences that a feed tells of, as changes of the records that hold: new ones, those that are no more, nothing else. Only whole
 * months around now are looked at, so that the same text mostly changes nothing. A text that is no calendar changes nothing.
 */
export function feedChanges(records: RosterRecords, feed: FeedText): FeedChanges {
  const { recordId, ownerId, url, text, nowMs } = feed
  const owner = records.find('owner', recordIdOf(ownerId))
  const subscription = records.find('feed', recordId)
  // The subscription may have ended, or have another address, since it was read.
  if (owner === null || subscription === null || !subscription.body.includes(JSON.stringify(url))) {
    return { changes: [], error: null }
  }
  const month = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('UTC').with({ day: 1 }).startOfDay()
  const { absences, problems } = absencesOfFeed(text, {
    file: url,
    zone: zoneOf(records, JSON.parse(owner.body)),
    from: month.subtract({ months: monthsBefore }).toInstant(),
    until: month.add({ months: monthsAfter }).toInstant(),
  })
  const faulty = problems.find(({ severity }) => severity === 'error')
  if (faulty !== undefined) return { changes: [], error: faulty.message }
  const feedId = lastPart(recordId)
  const set = absences.slice(0, absencesMax).map((absence): RosterChange => {
    const key = hash('sha256', JSON.stringify([feedId, absence]), 'base64url').slice(0, 22)
    const body = { owner: ownerId, ...absence, feed: feedId }
    return { kind: 'absence', recordId: recordIdOf(ownerId, `feed-${key}`), body }
  })
  const named = new Set(set.map((change) => change.recordId))
  const ended = records
    .listOf('absence', `${recordIdOf(ownerId)}/`)
    .filter((row) => isOfFeed(JSON.parse(row.body), feedId) && !named.has(row.recordId))
    .map((row): RosterChange => ({ kind: 'absence', recordId: row.recordId, body: null }))
  const isTooLong = absences.length > absencesMax
  const error = isTooLong ? `has ${absences.length} absences, more than ${absencesMax}; later ones are left out` : null
  return { changes: [...ended, ...set], error }
}

function zoneOf(records: RosterRecords, owner: Body): string {
  const roster: Body = JSON.parse(records.find('roster', 'roster')?.body ?? '{}')
  const zone = owner['zone'] ?? roster['zone']
  return typeof zone === 'string' ? zone : 'UTC'
}
