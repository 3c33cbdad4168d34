import {
  importDetail,
  importJob,
  type ImportJob,
  importList,
  type ImportOutcome,
  importQuery,
  RoutingError,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody, streamBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { type ChunkResult, findChunkResults, findImport, findImports, type ImportRow } from './queries.ts'
import { storeImport } from './store-import.ts'
import { askToUndo } from './undo-import.ts'

const IMPORTS_SHOWN = 100
const byId = { params: z.strictObject({ import_id: uuid }), query: noFields, body: noBody } as const

/** Adds bulk import: a file in, its progress, and the way back. */
export function addImportRoutes(routes: Routes, db: Database): void {
  addPostImport(routes, db)
  addReadImports(routes, db)
  addUndoImport(routes, db)
}

function addPostImport(routes: Routes, db: Database): void {
  routes.add(
    {
      method: 'post',
      path: '/v1/imports',
      operation: 'startImport',
      summary:
        'Takes a file of leads in; they are decided in a lane of their own, so that no lead from the web waits for them.',
      tag: 'Imports',
      scope: 'imports:write',
      params: noFields,
      query: importQuery,
      body: streamBody(['text/csv', 'application/x-ndjson'], z.string()),
      answers: { 202: { description: 'It is stored, and begins at once.', schema: importJob } },
      errors: ['import_empty', 'import_unreadable', 'import_too_large'],
    },
    async ({ body: source, query, caller: { workspaceId } }) => {
      const { name, dry_run: dryRun, map, external_id: externalIdColumn = null } = query
      const format = source.headers['content-type']?.startsWith('text/csv') === true ? 'csv' : 'ndjson'
      const file = { workspaceId, name, dryRun, format, source, names: readMap(map), externalIdColumn } as const
      const importId = await storeImport(db, file)
      return json(202, jobBody(await requireImport(db, workspaceId, importId)))
    },
  )
}

function addReadImports(routes: Routes, db: Database): void {
  routes.add(
    {
      method: 'get',
      path: '/v1/imports',
      operation: 'listImports',
      summary: 'The newest imports.',
      tag: 'Imports',
      scope: 'leads:read',
      params: noFields,
      query: noFields,
      body: noBody,
      answers: { 200: { description: 'Newest first, at most 100.', schema: importList } },
      errors: [],
    },
    async ({ caller }) => {
      const rows = await findImports(db, caller.workspaceId, IMPORTS_SHOWN)
      return json(200, { data: rows.map(jobBody) })
    },
  )
  routes.add(
    {
      ...byId,
      method: 'get',
      path: '/v1/imports/{import_id}',
      operation: 'readImport',
      summary: 'How far an import is, which rows are no leads, and what a dry run found.',
      tag: 'Imports',
      scope: 'leads:read',
      answers: { 200: { description: 'The import.', schema: importDetail } },
      errors: ['import_not_found'],
    },
    async ({ params, caller: { workspaceId } }) => {
      const row = await requireImport(db, workspaceId, params.import_id)
      const results = await findChunkResults(db, workspaceId, params.import_id)
      return json(200, { ...jobBody(row), ...sumUp(results.map((result): ChunkResult => JSON.parse(result))) })
    },
  )
}

function addUndoImport(routes: Routes, db: Database): void {
  routes.add(
    {
      ...byId,
      method: 'post',
      path: '/v1/imports/{import_id}/undo',
      operation: 'undoImport',
      summary: 'Takes back the leads of an import that nobody followed up, in the background.',
      tag: 'Imports',
      scope: 'imports:write',
      answers: { 202: { description: 'It is being undone; the import says how far that is.', schema: importJob } },
      errors: ['import_not_found', 'import_running', 'import_undone', 'import_was_dry_run'],
    },
    async ({ params, caller: { workspaceId, actor } }) => {
      const job = await askToUndo(db, { workspaceId, importId: params.import_id, by: actor })
      return json(202, jobBody(job))
    },
  )
}

async function requireImport(db: Database, workspaceId: string, importId: string): Promise<ImportRow> {
  const row = await findImport(db, workspaceId, importId)
  if (row === null) throw new RoutingError('import_not_found', { import: importId })
  return row
}

/** `Land:country,Firma:company` → their names to ours. */
function readMap(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return new Map(pairs.map(readPair))
}

function readPair(pair: string): readonly [string, string] {
  const [theirs = '', ours = '', ...more] = pair.split(':').map((name) => name.trim())
  if (theirs !== '' && ours !== '' && more.length === 0) return [theirs, ours]
  const item = { where: 'query/map', what: `${pair} is no pair of names`, mend: 'Write it as Land:country.' }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}

function jobBody(row: ImportRow): ImportJob {
  return {
    import_id: row.importId,
    name: row.name,
    state: row.state,
    dry_run: row.dryRun,
    row_count: row.rowCount,
    done_count: row.doneCount,
    error_count: row.errorCount,
    created_at: isoTime(row.createdAtMs),
    finished_at: isoTimeOrNull(row.finishedAtMs),
    undone_at: isoTimeOrNull(row.undoneAtMs),
    withdrawn_count: row.withdrawnCount,
    kept_count: row.keptCount,
  }
}

/** Outcomes of several chunks that are alike become one. */
function sumUp(results: readonly ChunkResult[]): {
  readonly errors: ChunkResult['errors']
  readonly outcomes: readonly ImportOutcome[]
} {
  const counts = new Map<string, ImportOutcome>()
  for (const { count, ...of } of results.flatMap(({ outcomes }) => outcomes)) {
    const key = JSON.stringify(of)
    counts.set(key, { ...of, count: count + (counts.get(key)?.count ?? 0) })
  }
  return { errors: results.flatMap(({ errors }) => errors), outcomes: [...counts.values()] }
}
