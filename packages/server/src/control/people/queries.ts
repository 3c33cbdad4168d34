import type { Queryable } from '../../platform/db/database.ts'

/** A stored record of the roster: JSON in `body`, in the form documented for its kind. */
export type RosterRecord = { readonly kind: string; readonly recordId: string; readonly body: string }

/** A record with where it stands in time. Instants are epoch milliseconds. */
export type RecordRow = RosterRecord & {
  readonly fromVersion: number
  readonly fromMs: number
  /** `null`: it still holds. */
  readonly toMs: number | null
  readonly changedBy: string
}

const columns = `
    select roster_record.kind, roster_record.record_id as "recordId", roster_record.body,
           roster_record.from_version as "fromVersion", roster_record.from_at as "fromMs",
           roster_record.to_at as "toMs", roster_record.changed_by as "changedBy"
      from roster_record`

/** The records that hold at a version of the roster. */
export async function findRosterRecords(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<readonly RecordRow[]> {
  return db.query<RecordRow>(
    {
      name: 'find_roster_records',
      text: `${columns}
     where roster_record.workspace_id = $1 and roster_record.from_version <= $2
       and (roster_record.to_version is null or roster_record.to_version > $2)
     order by roster_record.kind, roster_record.record_id`,
    },
    [workspaceId, version],
  )
}

/** The record that holds now; `null`: there is none. */
export async function findRecord(
  db: Queryable,
  of: { readonly workspaceId: string; readonly kind: string; readonly recordId: string },
): Promise<RecordRow | null> {
  const rows = await db.query<RecordRow>(
    `${columns}
     where roster_record.workspace_id = $1 and roster_record.kind = $2 and roster_record.record_id = $3
       and roster_record.to_version is null`,
    [of.workspaceId, of.kind, of.recordId],
  )
  return rows[0] ?? null
}

/** Which records to list. */
export type RecordListAsk = {
  readonly workspaceId: string
  readonly kind: string
  /** What their ids begin with; empty: anything. */
  readonly prefix: string
  readonly afterId: string
  /** `null`: those that hold now. */
  readonly atMs: number | null
  readonly limit: number
}

/** Records of a kind by id, as they stand now or stood at an instant. */
export async function listRecords(db: Queryable, ask: RecordListAsk): Promise<readonly RecordRow[]> {
  const { workspaceId, kind, prefix, afterId, atMs, limit } = ask
  const values = [workspaceId, kind, prefix, afterId, limit]
  if (atMs === null) {
    return db.query<RecordRow>(
      `${columns}
     where roster_record.workspace_id = $1 and roster_record.kind = $2 and starts_with(roster_record.record_id, $3)
       and roster_record.record_id > $4 and roster_record.to_version is null
     order by roster_record.record_id
     limit $5`,
      values,
    )
  }
  return db.query<RecordRow>(
    `${columns}
     where roster_record.workspace_id = $1 and roster_record.kind = $2 and starts_with(roster_record.record_id, $3)
       and roster_record.record_id > $4 and roster_record.from_at <= to_timestamp($6::float8 / 1000)
       and (roster_record.to_at is null or roster_record.to_at > to_timestamp($6::float8 / 1000))
     order by roster_record.record_id
     limit $5`,
    [...values, atMs],
  )
}

/** All that one record ever was, the newest first. */
export async function listRecordHistory(
  db: Queryable,
  ask: {
    readonly workspaceId: string
    readonly kind: string
    readonly recordId: string
    readonly beforeVersion: number
    readonly limit: number
  },
): Promise<readonly RecordRow[]> {
  return db.query<RecordRow>(
    `${columns}
     where roster_record.workspace_id = $1 and roster_record.kind = $2 and roster_record.record_id = $3
       and roster_record.from_version < $4
     order by roster_record.from_version desc
     limit $5`,
    [ask.workspaceId, ask.kind, ask.recordId, ask.beforeVersion, ask.limit],
  )
}

/** Which version of a workspace's roster is made, when, and by whom. */
export type RosterStep = {
  readonly workspaceId: string
  readonly version: number
  readonly nowMs: number
  readonly changedBy: string
}

/** Stores records that hold from a version on. */
export async function insertRosterRecords(
  tx: Queryable,
  { workspaceId, version, nowMs, changedBy }: RosterStep,
  records: readonly RosterRecord[],
): Promise<void> {
  await tx.execute(
    `
    insert into roster_record (workspace_id, kind, record_id, from_version, from_at, body, changed_by)
    select $1, made.kind, made.record_id, $2, to_timestamp($3::float8 / 1000), made.body, $4
      from unnest($5::text[], $6::text[], $7::text[]) as made (kind, record_id, body)`,
    [
      workspaceId,
      version,
      nowMs,
      changedBy,
      records.map(({ kind }) => kind),
      records.map(({ recordId }) => recordId),
      records.map(({ body }) => body),
    ],
  )
}

/** Notes the hash of a version's roster, by which decisions name it. */
export async function insertRosterVersion(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly hash: string },
): Promise<void> {
  await tx.execute(`insert into roster_version (workspace_id, roster_version, hash) values ($1, $2, $3)`, [
    of.workspaceId,
    of.version,
    of.hash,
  ])
}

/** Ends the records that hold now, from a version on. Returns how many there were. */
export async function endRosterRecords(
  tx: Queryable,
  { workspaceId, version, nowMs }: RosterStep,
  records: readonly Pick<RosterRecord, 'kind' | 'recordId'>[],
): Promise<number> {
  return tx.execute(
    `
    update roster_record
       set to_version = $2, to_at = to_timestamp($3::float8 / 1000)
      from unnest($4::text[], $5::text[]) as ended (kind, record_id)
     where roster_record.workspace_id = $1 and roster_record.kind = ended.kind
       and roster_record.record_id = ended.record_id and roster_record.to_version is null`,
    [workspaceId, version, nowMs, records.map(({ kind }) => kind), records.map(({ recordId }) => recordId)],
  )
}

/** The open leads of these owners are to be looked at: one task each, even where one waits already or is under way. */
export async function insertUnavailableTasks(
  tx: Queryable,
  { workspaceId, nowMs }: RosterStep,
  tasks: readonly { readonly taskId: string; readonly ownerId: string; readonly body: string }[],
): Promise<void> {
  await tx.execute(
    `
    insert into task (workspace_id, task_id, kind, key, body, run_at, attempts, generation)
    select $1, made.task_id, 'owner_unavailable', made.owner_id, made.body, to_timestamp($2::float8 / 1000), 0, 0
      from unnest($3::uuid[], $4::text[], $5::text[]) as made (task_id, owner_id, body)
        on conflict (workspace_id, kind, key) do update
       set body = excluded.body, run_at = excluded.run_at, attempts = 0, claimed_until = null,
           generation = task.generation + 1, error = null`,
    [
      workspaceId,
      nowMs,
      tasks.map(({ taskId }) => taskId),
      tasks.map(({ ownerId }) => ownerId),
      tasks.map(({ body }) => body),
    ],
  )
}

/** The database's clock, in epoch milliseconds. */
export async function readClock(db: Queryable): Promise<number> {
  const rows = await db.query<{ nowMs: number }>(
    `select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`,
  )
  return rows[0]?.nowMs ?? 0
}
