import { advanceDesk } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { Batch } from '../desk/batch.ts'
import { endAssignments, endRunningClocks, liftHolds } from './queries.ts'
import { ledgerTable, personStateTable, poolStateTable } from './tables.ts'
import { planWaking, wakeHolds } from './wake-holds.ts'

/** Whose batch it is, to look it up by when the outcome of its commit is unknown. */
export type BatchName = { readonly batchId: string; readonly node: string }

/** How a batch ends; `wakesOn`: all held leads that were woken before were tried in it, so that the next ones may be woken. */
export type BatchEnd = BatchName & { readonly wakesOn?: boolean }

/**
 * Writes everything a batch came to, in the transaction that holds its desk; the commit is the caller's, who may send it at once:
 * this resolves when the last statements are on their way, and the transaction fails when one of them does.
 */
export async function writeBatch(tx: Queryable, batch: Batch, { wakesOn = false, ...name }: BatchEnd): Promise<void> {
  const { workspaceId, version, nowMs } = batch
  const ending = { workspaceId, version, nowMs }
  const waking = planWaking(batch, wakesOn)
  addLedgerRows(batch)
  addStates(batch)
  if (batch.endedAssignments.length > 0) {
    const ended = await endAssignments(tx, ending, batch.endedAssignments)
    if (ended !== batch.endedAssignments.length) throw new Error('An assignment to end was not open.')
  }
  if (batch.endedClocks.length > 0) await endRunningClocks(tx, ending, batch.endedClocks)
  if (batch.liftedHolds.length > 0) await liftHolds(tx, workspaceId, batch.liftedHolds)
  const statement = batch.rows.toStatement(workspaceId)
  const sent: Promise<unknown>[] = []
  if (statement !== null) sent.push(tx.execute(statement, statement.values))
  sent.push(advanceDesk(tx, { ...ending, ...name }))
  // The transaction tells of a failure.
  for (const answer of sent) answer.catch(() => undefined)
  // Last, so that a lead is woken too which this very batch holds: it was decided while its owner still had it.
  if (waking.isChanged) await wakeHolds(tx, batch, waking)
}

/** Every row that the state entered in a pool's ledger, whether a lead, a person or settling caused it. */
function addLedgerRows(batch: Batch): void {
  for (const row of batch.memory.takeRows()) {
    batch.touchedPools.add(row.poolId)
    batch.rows.add(ledgerTable, {
      pool_id: row.poolId,
      version: batch.version,
      position: batch.nextPosition(),
      owner_id: row.ownerId,
      amount: row.amount,
      kind: row.kind,
      lead_id: row.leadId,
      reason: row.reason,
      at: row.atMs,
    })
  }
}

function addStates(batch: Batch): void {
  const { version, memory } = batch
  for (const poolId of batch.touchedPools) {
    const state = memory.state.savePool(poolId)
    if (state !== null) batch.rows.add(poolStateTable, { pool_id: poolId, version, state: JSON.stringify(state) })
  }
  for (const ownerId of batch.touchedPeople) {
    const state = memory.state.savePerson(ownerId)
    if (state !== null) batch.rows.add(personStateTable, { owner_id: ownerId, version, state: JSON.stringify(state) })
  }
}
