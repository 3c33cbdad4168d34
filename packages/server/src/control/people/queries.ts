import type { Queryable } from '../../platform/db/database.ts'

/** A stored record of the roster: JSON in `body`, in the form documented for its kind. */
export type RosterRecord = { readonly kind: string; readonly recordId: string; readonly body: string }

/** The records that hold at a version of the roster, by kind and id. */
export async function findRosterRecords(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<readonly RosterRecord[]> {
  return db.query<RosterRecord>(
    {
      name: 'find_roster_records',
      text: `
    select roster_record.kind, roster_record.record_id as "recordId", roster_record.body
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.from_version <= $2
       and (roster_record.to_version is null or roster_record.to_version > $2)
     order by roster_record.kind, roster_record.record_id`,
    },
    [workspaceId, version],
  )
}

/** A record to store. */
export type NewRosterRecord = RosterRecord & { readonly changedBy: string }

/** Stores records that hold from a version on. */
export async function insertRosterRecords(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number },
  records: readonly NewRosterRecord[],
): Promise<void> {
  await tx.execute(
    `
    insert into roster_record (workspace_id, kind, record_id, from_version, from_at, body, changed_by)
    select $1, made.kind, made.record_id, $2, clock_timestamp(), made.body, made.changed_by
      from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as made (kind, record_id, body, changed_by)`,
    [
      of.workspaceId,
      of.version,
      records.map(({ kind }) => kind),
      records.map(({ recordId }) => recordId),
      records.map(({ body }) => body),
      records.map(({ changedBy }) => changedBy),
    ],
  )
}
