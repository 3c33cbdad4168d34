import type { Queryable } from '../../platform/db/database.ts'
import { insertRosterRecords, type NewRosterRecord } from './queries.ts'
import type { RosterKind } from './roster-document.ts'

type Entry = Readonly<Record<string, unknown>>

/** A roster document as plain data: what `parseRoster` reads, after YAML or JSON. */
export type RosterDocument = Entry & {
  readonly hours?: Readonly<Record<string, unknown>>
  readonly owners?: readonly Entry[]
  readonly pools?: readonly Entry[]
  readonly restrictions?: readonly Entry[]
}

/** Takes a roster document apart into its records; `rosterDocument` puts the same roster together again. */
export function recordsOfRoster(document: RosterDocument): readonly Omit<NewRosterRecord, 'changedBy'>[] {
  const { hours = {}, owners = [], pools = [], restrictions = [], ...head } = document
  const record = (kind: RosterKind, recordId: string, body: unknown): Omit<NewRosterRecord, 'changedBy'> => ({
    kind,
    recordId,
    body: JSON.stringify(body),
  })
  return [
    record('roster', 'roster', head),
    ...Object.entries(hours).map(([name, of]) => record('hours', name, { hours: of })),
    ...owners.flatMap(({ absences, id, ...owner }) => [
      record('owner', String(id), owner),
      ...listOf(absences).map((absence, index) =>
        record('absence', `${String(id)}/${index + 1}`, { owner: id, ...absence }),
      ),
    ]),
    ...pools.flatMap(({ members, id, ...pool }) => [
      record('pool', String(id), pool),
      ...listOf(members).map((member) =>
        record('member', `${String(id)}/${String(member['owner'])}`, { pool: id, ...member }),
      ),
    ]),
    ...restrictions.map((restriction, index) => record('restriction', String(index + 1), restriction)),
  ]
}

/** The entries of a list; a member may be written as an owner's id alone. */
function listOf(value: unknown): readonly Entry[] {
  if (!Array.isArray(value)) return []
  return value.map((entry: unknown) => (typeof entry === 'object' && entry !== null ? { ...entry } : { owner: entry }))
}

/** Stores a whole roster as the records of one version. */
export async function storeRoster(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly changedBy: string },
  document: RosterDocument,
): Promise<void> {
  const records = recordsOfRoster(document).map((record) => ({ ...record, changedBy: of.changedBy }))
  await insertRosterRecords(tx, of, records)
}
