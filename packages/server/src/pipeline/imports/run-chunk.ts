import { type ImportOutcome, isErrorCode, RoutingError } from '@rightful/contract'
import type { Outcome } from '@rightful/engine'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database } from '../../platform/db/database.ts'
import type { CommandResult } from '../desk/command.ts'
import type { Desk } from '../desk/desk.ts'
import { tryLeads } from '../desk/try-leads.ts'
import { importLeadId } from './import-lead-id.ts'
import { type ChunkResult, type ClaimedChunk, finishChunk } from './queries.ts'
import type { StoredRow } from './store-import.ts'

/** Where the rows of a chunk go. */
export type ChunkRun = { readonly db: Database; readonly desk: Desk; readonly workspaceId: string }

/**
 * Hands the rows of a chunk to the desk, in the bulk lane, and notes that they are done. Done twice it has the same effect. Of
 * a dry run, finds what would become of them and changes nothing.
 */
export async function runChunk({ db, desk, workspaceId }: ChunkRun, chunk: ClaimedChunk): Promise<boolean> {
  const rows = chunk.body === '' ? [] : chunk.body.split('\n').map((line): StoredRow => JSON.parse(line))
  const known: ChunkResult = chunk.result === null ? { errors: [], outcomes: [] } : JSON.parse(chunk.result)
  const result = chunk.dryRun
    ? { errors: known.errors, outcomes: await tryRows(db, workspaceId, rows) }
    : { errors: [...known.errors, ...(await submitRows(desk, chunk, rows))], outcomes: [] }
  return finishChunk(db, { workspaceId, chunk, result })
}

async function submitRows(
  desk: Desk,
  { importId }: ClaimedChunk,
  rows: readonly StoredRow[],
): Promise<ChunkResult['errors']> {
  const results = await Promise.all(rows.map((row) => submitRow(desk, importId, row)))
  return results.flatMap((result, index) => {
    const row = rows[index]?.row ?? 0
    return result.kind === 'failed' ? [{ row, what: result.code }] : []
  })
}

async function submitRow(desk: Desk, importId: string, row: StoredRow): Promise<CommandResult> {
  const { attributes, externalId } = row
  const leadId = importLeadId(importId, row.row)
  const key = { idempotencyKey: null, fingerprint: null }
  const lead = { leadId, attributes, priority: 0, lane: 'bulk' as const, externalId, importId, ...key }
  try {
    return await desk.submit({ kind: 'create', lead }, 'bulk')
  } catch (error) {
    // What will pass is left to the next try of the whole chunk; what is wrong with this row is its error.
    if (error instanceof RoutingError && !isPassing(error)) return { kind: 'failed', code: error.code, details: {} }
    if (isRefusedRow(error)) return { kind: 'failed', code: 'internal_error', details: {} }
    throw error
  }
}

/** Whether the database cannot take what is in this very row, which it will not later either. */
function isRefusedRow(error: unknown): boolean {
  const failure = classifyDatabaseError(error)
  if (failure.kind === 'unique_violation' || failure.kind === 'constraint_violation') return true
  return failure.kind === 'other' && /^(?:22|54)/.test(failure.sqlState ?? '')
}

function isPassing({ code }: RoutingError): boolean {
  return isErrorCode(code) && (code === 'service_unavailable' || code === 'overloaded')
}

async function tryRows(
  db: Database,
  workspaceId: string,
  rows: readonly StoredRow[],
): Promise<readonly ImportOutcome[]> {
  const raw = rows.map(({ row, attributes }) => ({ id: `row-${row}`, attributes }))
  const tried = await tryLeads(db, workspaceId, raw)
  const counts = new Map<string, { readonly of: Omit<ImportOutcome, 'count'>; count: number }>()
  for (const { outcome, routeId } of tried) {
    const of = { ...outcomeOf(outcome), route_id: routeId }
    const key = JSON.stringify(of)
    const counted = counts.get(key) ?? { of, count: 0 }
    counted.count += 1
    counts.set(key, counted)
  }
  return [...counts.values()].map(({ of, count }) => ({ ...of, count }))
}

function outcomeOf(outcome: Outcome): Omit<ImportOutcome, 'count' | 'route_id'> {
  if (outcome.kind === 'assigned') {
    return { outcome: 'assigned', owner_id: outcome.ownerId, pool_id: outcome.poolId, reason: outcome.by }
  }
  return { outcome: outcome.kind, owner_id: null, pool_id: null, reason: outcome.reason }
}
