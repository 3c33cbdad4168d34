import type { Queryable } from '../../platform/db/database.ts'
import { sealText } from '../../platform/secrets/sealed-text.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { chunkPlace } from './chunk-place.ts'
import type { ChunkResult } from './queries.ts'

/** An import of a workspace. */
export type ImportName = { readonly workspaceId: string; readonly importId: string }

/** For so long the rows of an upload may take to come in before somebody says that it still goes on. */
const STORING_SECONDS = 60

/** A new import whose rows are being stored; no worker takes it yet. */
export async function insertImport(
  db: Queryable,
  job: ImportName & { readonly name: string; readonly dryRun: boolean },
): Promise<void> {
  await db.execute(
    `
    insert into import_job (workspace_id, import_id, state, name, dry_run, row_count, done_count, error_count, created_at, storing_until)
    values ($1, $2, 'storing', $3, $4, 0, 0, 0, clock_timestamp(), clock_timestamp() + make_interval(secs => $5))`,
    [job.workspaceId, job.importId, job.name, job.dryRun, STORING_SECONDS],
  )
}

/** Says that an upload still goes on. `false`: it was taken for broken off and is gone. */
export async function keepStoring(db: Queryable, { workspaceId, importId }: ImportName): Promise<boolean> {
  const count = await db.execute(
    `
    update import_job
       set storing_until = clock_timestamp() + make_interval(secs => $3)
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'storing'`,
    [workspaceId, importId, STORING_SECONDS],
  )
  return count > 0
}

/** Some rows to store, and those among them that are no leads. */
export type NewChunk = ImportName & {
  readonly chunk: number
  readonly rowCount: number
  readonly body: string
  readonly errors: ChunkResult['errors']
}

/** Stores rows of an upload that still goes on. `false`: it was taken for broken off and is gone. */
export async function insertChunk(db: Queryable, chunk: NewChunk): Promise<boolean> {
  const { secrets } = await readWorkspaceKeys(db, chunk.workspaceId)
  const body = chunk.body === '' ? '' : sealText(secrets, chunkPlace(chunk), chunk.body)
  const result = chunk.errors.length === 0 ? null : JSON.stringify({ errors: chunk.errors, outcomes: [] })
  const count = await db.execute(
    {
      name: 'insert_import_chunk',
      text: `
      with job as (
        update import_job
           set storing_until = clock_timestamp() + make_interval(secs => $7)
         where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'storing'
        returning import_job.import_id)
    insert into import_chunk (workspace_id, import_id, chunk, row_count, body, generation, result)
    select $1, job.import_id, $3, $4, $5, 0, $6
      from job`,
    },
    [chunk.workspaceId, chunk.importId, chunk.chunk, chunk.rowCount, body, result, STORING_SECONDS],
  )
  return count > 0
}

/** All rows of an import are stored, so many, and so many of them are no leads: workers may take it. `false`: it is gone. */
export async function beginImport(
  db: Queryable,
  of: ImportName & { readonly rowCount: number; readonly errorCount: number },
): Promise<boolean> {
  const count = await db.execute(
    `
    update import_job
       set state = 'running', row_count = $3, error_count = $4, storing_until = null
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'storing'`,
    [of.workspaceId, of.importId, of.rowCount, of.errorCount],
  )
  return count > 0
}

/** Deletes what came in of an upload that did not come to its end. */
export async function deleteUpload(db: Queryable, { workspaceId, importId }: ImportName): Promise<void> {
  await db.execute(
    `
      with job as (
        delete from import_job
         where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'storing'
        returning import_job.import_id)
    delete from import_chunk
     using job
     where import_chunk.workspace_id = $1 and import_chunk.import_id = job.import_id`,
    [workspaceId, importId],
  )
}

/** Uploads that have broken off, with the node that stored them or without a word to it. */
export async function findBrokenUploads(db: Queryable, workspaceId: string): Promise<readonly string[]> {
  const rows = await db.query<{ importId: string }>(
    {
      name: 'find_broken_uploads',
      text: `
    select import_job.import_id as "importId"
      from import_job
     where import_job.workspace_id = $1 and import_job.state = 'storing' and import_job.storing_until < clock_timestamp()`,
    },
    [workspaceId],
  )
  return rows.map(({ importId }) => importId)
}
