import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'
import { resolveHolidays } from './holiday-records.ts'
import { checkRecords } from './check-records.ts'
import { insertRosterRecords, insertRosterVersion, readClock, type RosterRecord } from './queries.ts'
import { recordIdOf } from './record-id.ts'
import type { RosterKind } from './roster-document.ts'

type Entry = Readonly<Record<string, unknown>>

/** A roster document as plain data: what `parseRoster` reads, after YAML or JSON. */
export type RosterDocument = Entry & {
  readonly hours?: Readonly<Record<string, unknown>>
  readonly owners?: readonly Entry[]
  readonly pools?: readonly Entry[]
  readonly restrictions?: readonly Entry[]
  readonly consents?: readonly Entry[]
}

/** Takes a roster document apart into its records; `rosterDocument` puts the same roster together again. */
export function recordsOfRoster(document: RosterDocument): readonly RosterRecord[] {
  const { hours = {}, owners = [], pools = [], restrictions = [], consents = [], ...head } = document
  return [
    record('roster', 'roster', head),
    ...Object.entries(hours).map(([name, of]) => record('hours', recordIdOf(name), { hours: of })),
    ...teamsOf(owners).map((team) => record('team', recordIdOf(team), {})),
    ...owners.flatMap(({ absences, feeds, licences, id, ...owner }) => [
      record('owner', recordIdOf(String(id)), owner),
      ...listOf(absences).map((absence, index) =>
        record('absence', recordIdOf(String(id), numbered(index)), { owner: id, ...entryOf(absence) }),
      ),
      ...listOf(licences).map((licence, index) =>
        record('licence', recordIdOf(String(id), numbered(index)), { owner: id, ...entryOf(licence) }),
      ),
      ...listOf(feeds).map((url, index) => record('feed', recordIdOf(String(id), numbered(index)), { owner: id, url })),
    ]),
    ...pools.flatMap(({ members, id, ...pool }) => [
      record('pool', recordIdOf(String(id)), pool),
      ...listOf(members).map((given) => {
        const member = entryOf(given)
        return record('member', recordIdOf(String(id), String(member['owner'])), { pool: id, ...member })
      }),
    ]),
    ...restrictions.map((restriction, index) => record('restriction', numbered(index), restriction)),
    ...consents.map((consent, index) => record('consent', numbered(index), consent)),
  ]
}

function record(kind: RosterKind, recordId: string, body: unknown): RosterRecord {
  return { kind, recordId, body: JSON.stringify(body) }
}

/** Numbers of one length, so that their order as texts is that of the document. */
function numbered(index: number): string {
  return String(index + 1).padStart(4, '0')
}

function teamsOf(owners: readonly Entry[]): readonly string[] {
  return [...new Set(owners.flatMap(({ team }) => (typeof team === 'string' ? [team] : [])))]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A member may be written as an owner's id alone. */
function entryOf(value: unknown): Entry {
  return typeof value === 'object' && value !== null ? { ...value } : { owner: value }
}

/** Stores a whole roster as the records of one version. Throws `roster_invalid`, also where a region of holidays is unknown. */
export async function storeRoster(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly changedBy: string },
  document: RosterDocument,
): Promise<void> {
  const records = recordsOfRoster(document)
  const nowMs = await readClock(tx)
  const { found, items } = await resolveHolidays(records, nowMs)
  if (items.length > 0) throw new RoutingError('roster_invalid', {}, { items })
  await insertRosterRecords(tx, { ...of, nowMs }, [...records, ...found])
  const { roster } = checkRecords(records)
  await insertRosterVersion(tx, { ...of, hash: roster.hash })
}
