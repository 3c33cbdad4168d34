import type { ImportOutcome } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'
import { openText } from '../../platform/secrets/sealed-text.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { chunkPlace } from './chunk-place.ts'

/** An import as stored. Instants are epoch milliseconds. */
export type ImportRow = {
  readonly importId: string
  readonly state: 'storing' | 'running' | 'done' | 'undoing' | 'undone'
  readonly name: string
  readonly dryRun: boolean
  readonly rowCount: number
  readonly doneCount: number
  readonly errorCount: number
  readonly createdAtMs: number
  readonly finishedAtMs: number | null
  readonly undoneAtMs: number | null
  /** Leads that undoing has taken back, and leads that it has left, so far. */
  readonly withdrawnCount: number
  readonly keptCount: number
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
           import_job.created_at as "createdAtMs", import_job.finished_at as "finishedAtMs", import_job.undone_at as "undoneAtMs",
           import_job.withdrawn_count as "withdrawnCount", import_job.kept_count as "keptCount"`

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

/** The workspaces with an import that has not come to its end. */
export async function findWorkspacesWithImports(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ workspaceId: string }>({
    name: 'find_workspaces_with_imports',
    text: `
    select distinct import_job.workspace_id as "workspaceId"
      from import_job
     where import_job.state in ('storing', 'running', 'undoing')`,
  })
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
        select running.import_id, running.dry_run, waiting.chunk
          from (
            select import_job.import_id, import_job.dry_run
              from import_job
             where import_job.workspace_id = $1 and import_job.state = 'running'
             order by import_job.import_id) as running
         cross join lateral (
           select import_chunk.chunk
             from import_chunk
            where import_chunk.workspace_id = $1 and import_chunk.import_id = running.import_id and import_chunk.done_at is null
              and (import_chunk.claimed_until is null or import_chunk.claimed_until < clock_timestamp())
            order by import_chunk.chunk
            limit 1
              for update skip locked) as waiting
         limit 1) as next
     where import_chunk.workspace_id = $1 and import_chunk.import_id = next.import_id and import_chunk.chunk = next.chunk
    returning import_chunk.import_id as "importId", import_chunk.chunk, import_chunk.generation, import_chunk.body,
              import_chunk.result, next.dry_run as "dryRun"`,
    },
    [claim.workspaceId, claim.node, claim.seconds],
  )
  const [row] = rows
  if (row === undefined || row.body === '') return row ?? null
  const { secrets } = await readWorkspaceKeys(db, claim.workspaceId)
  return { ...row, body: openText(secrets, chunkPlace(row), row.body) }
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
      from import_job
     cross join lateral (
       select 1
         from import_chunk
        where import_chunk.workspace_id = $1 and import_chunk.import_id = import_job.import_id and import_chunk.done_at is null
          and (import_chunk.claimed_until is null or import_chunk.claimed_until < clock_timestamp())
        limit 1) as waiting
     where import_job.workspace_id = $1 and import_job.state = 'running'
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}
