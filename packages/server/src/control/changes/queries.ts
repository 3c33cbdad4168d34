import type { ChangeState } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'

/** A change with its revision as it stands. Instants are epoch milliseconds. */
export type ChangeRow = {
  readonly changeId: string
  readonly kind: 'edit' | 'rollback'
  readonly title: string
  readonly description: string
  /** JSON. */
  readonly source: string | null
  readonly state: ChangeState
  readonly version: number
  readonly revision: number
  readonly zone: string | null
  readonly startsLocal: string | null
  readonly startsMs: number | null
  readonly endsLocal: string | null
  readonly endsMs: number | null
  readonly reason: string | null
  readonly isBypassed: boolean
  readonly policyVersion: number | null
  readonly previousVersion: number | null
  readonly endedMs: number | null
  readonly createdMs: number
  readonly createdBy: string
  readonly updatedMs: number
  readonly baseVersion: number
  readonly contentHash: string
  /** JSON, as the next. */
  readonly parts: string
  readonly touched: string
}

const columns = `
    select change_request.change_id as "changeId", change_request.kind, change_request.title, change_request.description,
           change_request.source, change_request.state, change_request.version, change_request.revision,
           change_request.zone, change_request.starts_local as "startsLocal", change_request.starts_at as "startsMs",
           change_request.ends_local as "endsLocal", change_request.ends_at as "endsMs", change_request.reason,
           change_request.is_bypassed as "isBypassed", change_request.policy_version as "policyVersion",
           change_request.previous_version as "previousVersion", change_request.ended_at as "endedMs",
           change_request.created_at as "createdMs", change_request.created_by as "createdBy",
           change_request.updated_at as "updatedMs", change_revision.base_version as "baseVersion",
           change_revision.content_hash as "contentHash", change_revision.parts, change_revision.touched
      from change_request
      join change_revision
        on change_revision.workspace_id = change_request.workspace_id
       and change_revision.change_id = change_request.change_id
       and change_revision.revision = change_request.revision`

/** One change; `null`: there is none with this id. */
export async function findChange(db: Queryable, workspaceId: string, changeId: string): Promise<ChangeRow | null> {
  const rows = await db.query<ChangeRow>(
    `${columns}
     where change_request.workspace_id = $1 and change_request.change_id = $2`,
    [workspaceId, changeId],
  )
  return rows[0] ?? null
}

/** Which changes to list. */
export type ListChanges = {
  readonly workspaceId: string
  /** Those that were begun before this one; ids sort by time. `null`: from the newest on. */
  readonly beforeId: string | null
  readonly state: ChangeState | null
  readonly contentHash: string | null
  readonly limit: number
}

/** Changes, the newest first. */
export async function listChanges(db: Queryable, ask: ListChanges): Promise<readonly ChangeRow[]> {
  return db.query<ChangeRow>(
    `${columns}
     where change_request.workspace_id = $1
       and ($2::uuid is null or change_request.change_id < $2)
       and ($3::text is null or change_request.state = $3)
       and ($4::text is null or change_revision.content_hash = $4)
     order by change_request.change_id desc
     limit $5`,
    [ask.workspaceId, ask.beforeId, ask.state, ask.contentHash, ask.limit],
  )
}

/** Changes that may still become active, or are and will end: at most 500, the oldest first. */
export async function listOpenChanges(db: Queryable, workspaceId: string): Promise<readonly ChangeRow[]> {
  return db.query<ChangeRow>(
    `${columns}
     where change_request.workspace_id = $1
       and (change_request.state in ('in_review', 'approved', 'scheduled', 'suspended')
            or (change_request.state in ('active', 'superseded')
                and change_request.ends_at is not null and change_request.ended_at is null))
     order by change_request.change_id
     limit 500`,
    [workspaceId],
  )
}

/** The changes whose version is active. */
export async function listActiveChanges(db: Queryable, workspaceId: string): Promise<readonly ChangeRow[]> {
  return db.query<ChangeRow>(
    `${columns}
     where change_request.workspace_id = $1 and change_request.state = 'active'
     order by change_request.change_id`,
    [workspaceId],
  )
}

/** Changes that are due by the database's clock: to become active, or to end. The earliest first, at most 20. */
export async function listDueChanges(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { readonly changeId: string; readonly what: 'start' | 'end' }[]> {
  return db.query(
    `
    select due.change_id as "changeId", due.what
      from (select change_request.change_id, 'start' as what, change_request.starts_at as at
              from change_request
             where change_request.workspace_id = $1 and change_request.state = 'scheduled'
               and change_request.starts_at <= clock_timestamp()
            union all
            select change_request.change_id, 'end', change_request.ends_at
              from change_request
             where change_request.workspace_id = $1 and change_request.ends_at <= clock_timestamp()
               and change_request.ends_at is not null and change_request.ended_at is null
               and change_request.policy_version is not null) as due
     order by due.at, due.change_id
     limit 20`,
    [workspaceId],
  )
}

/** A change that was begun, without a schedule and before its first revision. */
export type NewChangeRow = Pick<
  ChangeRow,
  | 'changeId'
  | 'kind'
  | 'title'
  | 'description'
  | 'source'
  | 'state'
  | 'version'
  | 'revision'
  | 'reason'
  | 'isBypassed'
  | 'policyVersion'
  | 'previousVersion'
  | 'createdBy'
>

/** Stores a change that was begun; its first revision is stored after it. */
export async function insertChange(tx: Queryable, workspaceId: string, change: NewChangeRow): Promise<void> {
  await tx.execute(
    `
    insert into change_request (workspace_id, change_id, kind, title, description, source, state, revision, reason,
      is_bypassed, policy_version, previous_version, version, created_at, created_by, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, clock_timestamp(), $14, clock_timestamp())`,
    [
      workspaceId,
      change.changeId,
      change.kind,
      change.title,
      change.description,
      change.source,
      change.state,
      change.revision,
      change.reason,
      change.isBypassed,
      change.policyVersion,
      change.previousVersion,
      change.version,
      change.createdBy,
    ],
  )
}

/** Stores what became of a change, as its next version. */
export async function storeChange(tx: Queryable, workspaceId: string, change: ChangeRow): Promise<void> {
  await tx.execute(
    `
    update change_request
       set title = $3, description = $4, state = $5, revision = $6, zone = $7, starts_local = $8,
           starts_at = to_timestamp($9::float8 / 1000), ends_local = $10, ends_at = to_timestamp($11::float8 / 1000),
           reason = $12, is_bypassed = $13, policy_version = $14, previous_version = $15,
           ended_at = to_timestamp($16::float8 / 1000), version = change_request.version + 1,
           updated_at = clock_timestamp()
     where change_request.workspace_id = $1 and change_request.change_id = $2`,
    [
      workspaceId,
      change.changeId,
      change.title,
      change.description,
      change.state,
      change.revision,
      change.zone,
      change.startsLocal,
      change.startsMs,
      change.endsLocal,
      change.endsMs,
      change.reason,
      change.isBypassed,
      change.policyVersion,
      change.previousVersion,
      change.endedMs,
    ],
  )
}

/** A revision to be stored. `parts` and `touched` are JSON. */
export type NewRevision = Pick<
  ChangeRow,
  'changeId' | 'revision' | 'baseVersion' | 'contentHash' | 'parts' | 'touched'
> & {
  readonly createdBy: string
  readonly authorId: string | null
}

/** Stores what a change says after an edit. */
export async function insertRevision(tx: Queryable, workspaceId: string, revision: NewRevision): Promise<void> {
  await tx.execute(
    `
    insert into change_revision (workspace_id, change_id, revision, base_version, content_hash, parts, touched,
      created_at, created_by, author_id)
    values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp(), $8, $9)`,
    [
      workspaceId,
      revision.changeId,
      revision.revision,
      revision.baseVersion,
      revision.contentHash,
      revision.parts,
      revision.touched,
      revision.createdBy,
      revision.authorId,
    ],
  )
}

/** The last version that was made from a repository, before one or as that one; `null`: there is none. */
export async function findLastFromSource(db: Queryable, workspaceId: string): Promise<number | null> {
  const rows = await db.query<{ readonly version: number | null }>(
    `
    select max(change_request.policy_version) as version
      from change_request
     where change_request.workspace_id = $1 and change_request.source is not null
       and change_request.policy_version is not null`,
    [workspaceId],
  )
  return rows[0]?.version ?? null
}
