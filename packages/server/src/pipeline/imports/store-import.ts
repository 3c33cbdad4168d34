import type { Readable } from 'node:stream'
import { leadAttributes, name, RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import type { ChunkResult } from './queries.ts'
import { type FileRow, readCsv, readNdjson } from './read-rows.ts'
import { beginImport, deleteUpload, type ImportName, insertChunk, insertImport, keepStoring } from './upload-queries.ts'

/** A file of leads as it comes in. */
export type ImportFile = {
  readonly workspaceId: string
  readonly name: string
  readonly dryRun: boolean
  readonly format: 'csv' | 'ndjson'
  readonly source: Readable
  /** Their names of columns to ours. */
  readonly names: ReadonlyMap<string, string>
  /** The column with the lead's id elsewhere; `null`: there is none. */
  readonly externalIdColumn: string | null
}

/** A stored row: its number, what was given, and its id elsewhere. */
export type StoredRow = {
  readonly row: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly externalId: string | null
}

const ROWS_A_CHUNK = 500
const ROWS_MAX = 5_000_000
const ERRORS_KEPT_MAX = 1000

/** How often whoever stores a file says that its rows still come in, in milliseconds. */
const STILL_STORING_EVERY_MS = 15_000

/**
 * Stores a file, all of it or nothing; workers take it from there. Returns the import's id. No connection is held while rows come
 * in, however slowly; what breaks off is deleted, by a worker where this node does not live to do it.
 */
export async function storeImport(db: Database, file: ImportFile): Promise<string> {
  const of = { workspaceId: file.workspaceId, importId: newId() }
  await insertImport(db, { ...file, ...of })
  const beat = setInterval(() => void keepStoring(db, of).catch(() => false), STILL_STORING_EVERY_MS)
  try {
    const { rowCount, errorCount } = await storeRows(db, of, file)
    if (rowCount === 0) throw new RoutingError('import_empty')
    if (!(await beginImport(db, { ...of, rowCount, errorCount }))) throw brokenOff()
    return of.importId
  } catch (error) {
    await deleteUpload(db, of).catch(() => undefined)
    throw error
  } finally {
    clearInterval(beat)
  }
}

/** This node stood still for so long that the upload was taken for broken off. */
function brokenOff(): RoutingError {
  return new RoutingError('service_unavailable')
}

async function storeRows(
  db: Queryable,
  of: ImportName,
  file: ImportFile,
): Promise<{ readonly rowCount: number; readonly errorCount: number }> {
  let chunk = 0
  let rowCount = 0
  let errorCount = 0
  let rows: FileRow[] = []
  const flush = async (): Promise<void> => {
    const errors = rows.flatMap((row): ChunkResult['errors'] => (row.kind === 'faulty' ? [row] : []))
    const kept = errors.slice(0, Math.max(0, ERRORS_KEPT_MAX - errorCount)).map(({ row, what }) => ({ row, what }))
    errorCount += errors.length
    const body = rows.flatMap((row) => (row.kind === 'lead' ? [JSON.stringify(storedRow(row, file))] : [])).join('\n')
    const isStored = await insertChunk(db, { ...of, chunk, rowCount: rows.length, body, errors: kept })
    if (!isStored) throw brokenOff()
    chunk += 1
    rows = []
  }
  const named = [...file.names.keys(), ...(file.externalIdColumn === null ? [] : [file.externalIdColumn])]
  for await (const row of file.format === 'csv' ? readCsv(file.source, named) : readNdjson(file.source)) {
    rowCount += 1
    if (rowCount > ROWS_MAX) throw new RoutingError('import_too_large', { rows_max: ROWS_MAX })
    rows.push(checked(row, file))
    if (rows.length === ROWS_A_CHUNK) await flush()
  }
  if (rows.length > 0) await flush()
  return { rowCount, errorCount }
}

/** A row as it is, or why no lead can be made of it: what a single lead may hold, a row may, and no more. */
function checked(row: FileRow, file: ImportFile): FileRow {
  if (row.kind === 'faulty') return row
  const { attributes, externalId } = storedRow(row, file)
  const [issue] = leadAttributes.safeParse(attributes).error?.issues ?? []
  if (issue !== undefined) {
    return { kind: 'faulty', row: row.row, what: `${issue.path.map(String).join('/')} ${issue.message}`.trim() }
  }
  if (externalId === null || name.safeParse(externalId).success) return row
  return {
    kind: 'faulty',
    row: row.row,
    what: 'has an id that is longer than 200 characters, or has control characters',
  }
}

function storedRow({ row, attributes }: FileRow & { readonly kind: 'lead' }, file: ImportFile): StoredRow {
  const named = Object.entries(attributes).map(([name, value]) => [file.names.get(name) ?? name, value] as const)
  const id = file.externalIdColumn === null ? undefined : attributes[file.externalIdColumn]
  const externalId = typeof id === 'string' || typeof id === 'number' ? String(id) : null
  return { row, attributes: Object.fromEntries(named), externalId: externalId === '' ? null : externalId }
}
