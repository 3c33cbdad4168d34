import type { ImportOutcome } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'

/** An import as stored. Instants are epoch milliseconds. */
export type ImportRow = {
  readonly importId: string
  readonly state: 'running' | 'done' | 'undone'
  readonly name: string
  readonly dryRun: boolean
  readonly rowCount: number
  readonly doneCount: number
  readonly errorCount: number
  readonly createdAtMs: number
  readonly finishedAtMs: number | null
  readonly undoneAtMs: number | null
}

/** What became of the rows of a chunk: those that are no leads and, in a dry run, what would become of the others. */
export type ChunkResult = {
  readonly errors: readonly { readonly row: number; readonly what: string }[]
  readonly outcomes: readonly ImportOutcome[]
}

/** Some rows of an import that this node works on. */
export type ClaimedChunk = {
  readonly importId: string
  readonly chunk: number
  /** One more each time it is claimed: whoever claimed it before cannot finish it. */
  readonly generation: number
  readonly body: string
  readonly dryRun: boolean
  readonly result: string | null
}

const columns = `import_job.import_id as "importId", import_job.state, import_job.name, import_job.dry_run as "dryRun",
           import_job.row_count as "rowCount", import_job.done_count as "doneCount", import_job.error_count as "errorCount",
           import_job.created_at as "createdAtMs", import_job.finished_at as "finishedAtMs", import_job.undone_at as "undoneAtMs"`

/** One import; `null`: none has this id. */
export async function findImport(db: Queryable, workspaceId: string, importId: string): Promise<ImportRow | null> {
  const rows = await db.query<ImportRow>(
    `select ${columns} from import_job where import_job.workspace_id = $1 and import_job.import_id = $2`,
    [workspaceId, importId],
  )
  return rows[0] ?? null
}

/** The newest imports. */
export async function findImports(db: Queryable, workspaceId: string, limit: number): Promise<readonly ImportRow[]> {
  return db.query<ImportRow>(
    `
    select ${columns}
      from import_job
     where import_job.workspace_id = $1
     order by import_job.import_id desc
     limit $2`,
    [workspaceId, limit],
  )
}

/** What the chunks of an import came to, as JSON texts of `ChunkResult`, in order. */
export async function findChunkResults(
  db: Queryable,
  workspaceId: string,
  importId: string,
): Promise<readonly string[]> {
  const rows = await db.query<{ result: string }>(
    `
    select import_chunk.result
      from import_chunk
     where import_chunk.workspace_id = $1 and import_chunk.import_id = $2 and import_chunk.result is not null
     order by import_chunk.chunk`,
    [workspaceId, importId],
  )
  return rows.map(({ result }) => result)
}

/** A new import whose rows are being stored. */
export async function insertImport(
  tx: Queryable,
  job: { readonly workspaceId: string; readonly importId: string; readonly name: string; readonly dryRun: boolean },
): Promise<void> {
  await tx.execute(
    `
    insert into import_job (workspace_id, import_id, state, name, dry_run, row_count, done_count, error_count, created_at)
    values ($1, $2, 'running', $3, $4, 0, 0, 0, clock_timestamp())`,
    [job.workspaceId, job.importId, job.name, job.dryRun],
  )
}

/** Some rows to store, and those among them that are no leads. */
export type NewChunk = {
  readonly workspaceId: string
  readonly importId: string
  readonly chunk: number
  readonly rowCount: number
  readonly body: string
  readonly errors: ChunkResult['errors']
}

/** Stores rows of an import. */
export async function insertChunk(tx: Queryable, chunk: NewChunk): Promise<void> {
  const result = chunk.errors.length === 0 ? null : JSON.stringify({ errors: chunk.errors, outcomes: [] })
  await tx.execute(
    {
      name: 'insert_import_chunk',
      text: `
    insert into import_chunk (workspace_id, import_id, chunk, row_count, body, generation, result)
    values ($1, $2, $3, $4, $5, 0, $6)`,
    },
    [chunk.workspaceId, chunk.importId, chunk.chunk, chunk.rowCount, chunk.body, result],
  )
}

/** All rows of an import are stored: how many, and how many of them are no leads. */
export async function countRows(
  tx: Queryable,
  of: {
    readonly workspaceId: string
    readonly importId: string
    readonly rowCount: number
    readonly errorCount: number
  },
): Promise<void> {
  await tx.execute(
    `
    update import_job
       set row_count = $3, error_count = $4
     where import_job.workspace_id = $1 and import_job.import_id = $2`,
    [of.workspaceId, of.importId, of.rowCount, of.errorCount],
  )
}

/** Whether an import has rows left to work on, in any workspace. */
export async function findWorkspacesWithImports(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ workspaceId: string }>(
    `select distinct import_job.workspace_id as "workspaceId" from import_job where import_job.state = 'running'`,
  )
  return rows.map(({ workspaceId }) => workspaceId)
}

/** Claims the next rows that nobody works on for so many seconds; `null`: there are none. */
export async function claimChunk(
  db: Queryable,
  claim: { readonly workspaceId: string; readonly node: string; readonly seconds: number },
): Promise<ClaimedChunk | null> {
  const rows = await db.query<ClaimedChunk>(
    {
      name: 'claim_import_chunk',
      text: `
    update import_chunk
       set claimed_until = clock_timestamp() + make_interval(secs => $3), claimed_by = $2, generation = import_chunk.generation + 1
      from (
        select waiting.workspace_id, waiting.import_id, waiting.chunk
          from import_chunk as waiting
         where waiting.workspace_id = $1 and waiting.done_at is null
           and (waiting.claimed_until is null or waiting.claimed_until < clock_timestamp())
         order by waiting.import_id, waiting.chunk
         limit 1
           for update skip locked) as next,
           import_job
     where import_chunk.workspace_id = next.workspace_id and import_chunk.import_id = next.import_id
       and import_chunk.chunk = next.chunk
       and import_job.workspace_id = import_chunk.workspace_id and import_job.import_id = import_chunk.import_id
    returning import_chunk.import_id as "importId", import_chunk.chunk, import_chunk.generation, import_chunk.body,
              import_chunk.result, import_job.dry_run as "dryRun"`,
    },
    [claim.workspaceId, claim.node, claim.seconds],
  )
  return rows[0] ?? null
}

/** Rows are done, unless somebody else claimed them meanwhile. */
export async function finishChunk(
  db: Queryable,
  done: {
    readonly workspaceId: string
    readonly chunk: ClaimedChunk
    readonly result: ChunkResult
  },
): Promise<boolean> {
  const { workspaceId, chunk, result } = done
  const isEmpty = result.errors.length === 0 && result.outcomes.length === 0
  const rows = await db.query(
    {
      name: 'finish_import_chunk',
      text: `
    with done as (
      update import_chunk
         set done_at = clock_timestamp(), claimed_until = null, body = '', result = $5
       where import_chunk.workspace_id = $1 and import_chunk.import_id = $2 and import_chunk.chunk = $3
         and import_chunk.generation = $4 and import_chunk.done_at is null
      returning import_chunk.row_count)
    update import_job
       set done_count = import_job.done_count + done.row_count, error_count = import_job.error_count + $6
      from done
     where import_job.workspace_id = $1 and import_job.import_id = $2
    returning 1`,
    },
    [
      workspaceId,
      chunk.importId,
      chunk.chunk,
      chunk.generation,
      isEmpty ? null : JSON.stringify(result),
      result.errors.length - errorCountOf(chunk),
    ],
  )
  return rows.length > 0
}

/** Errors that were counted when the rows were stored. */
function errorCountOf({ result }: ClaimedChunk): number {
  if (result === null) return 0
  const { errors }: ChunkResult = JSON.parse(result)
  return errors.length
}

/** The leads that an import brought, after a lead, by id; `isUntouched`: it can be taken back, `isWithdrawn`: it was. */
export async function findLeadsOfImport(
  db: Queryable,
  of: { readonly workspaceId: string; readonly importId: string; readonly afterId: string; readonly limit: number },
): Promise<readonly { leadId: string; isUntouched: boolean; isWithdrawn: boolean }[]> {
  return db.query(
    `
    select lead.lead_id as "leadId",
           lead.touched_at is null and lead.state in ('assigned', 'held', 'parked', 'refused') as "isUntouched",
           lead.state = 'withdrawn' as "isWithdrawn"
      from lead
     where lead.workspace_id = $1 and lead.import_id = $2 and lead.lead_id > $3
     order by lead.lead_id
     limit $4`,
    [of.workspaceId, of.importId, of.afterId, of.limit],
  )
}

/** An import is undone, unless it was before or still runs. */
export async function markUndone(db: Queryable, workspaceId: string, importId: string): Promise<boolean> {
  const count = await db.execute(
    `
    update import_job
       set state = 'undone', undone_at = clock_timestamp()
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'done'`,
    [workspaceId, importId],
  )
  return count > 0
}

/** Imports all of whose rows are done and that have not ended yet. */
export async function findFinishedImports(db: Queryable, workspaceId: string): Promise<readonly string[]> {
  const rows = await db.query<{ importId: string }>(
    {
      name: 'find_finished_imports',
      text: `
    select import_job.import_id as "importId"
      from import_job
     where import_job.workspace_id = $1 and import_job.state = 'running'
       and import_job.row_count > 0 and import_job.done_count >= import_job.row_count
     order by import_job.import_id`,
    },
    [workspaceId],
  )
  return rows.map(({ importId }) => importId)
}

/** Ends an import all of whose rows are done, and tells how it went; `null`: it ended before, or is not that far. */
export async function endImport(
  tx: Queryable,
  workspaceId: string,
  importId: string,
): Promise<Pick<ImportRow, 'dryRun' | 'rowCount' | 'doneCount' | 'errorCount'> | null> {
  const rows = await tx.query<Pick<ImportRow, 'dryRun' | 'rowCount' | 'doneCount' | 'errorCount'>>(
    `
    update import_job
       set state = 'done', finished_at = clock_timestamp()
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'running'
       and import_job.done_count >= import_job.row_count
    returning import_job.dry_run as "dryRun", import_job.row_count as "rowCount", import_job.done_count as "doneCount",
              import_job.error_count as "errorCount"`,
    [workspaceId, importId],
  )
  return rows[0] ?? null
}

/** Whether there are rows that nobody works on. */
export async function hasOpenChunks(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_open_import_chunks',
      text: `
    select 1
      from import_chunk
     where import_chunk.workspace_id = $1 and import_chunk.done_at is null
       and (import_chunk.claimed_until is null or import_chunk.claimed_until < clock_timestamp())
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}
