import type { Queryable } from '../../platform/db/database.ts'
import { type BatchName, writeBatch } from '../commit/write-batch.ts'
import { type Batch, openBatch } from './batch.ts'
import { catchUp, type DeskMemory } from './memory.ts'
import { lockDesk } from '../../control/workspaces/read.ts'

/** Something to do at a desk that is no command of a lead: clocks that are due, an absence that began. */
export type Errand<Result> = (tx: Queryable, batch: Batch) => Promise<ErrandOutcome<Result>>

/** What came of an errand; only one that changed something makes a version. */
export type ErrandOutcome<Result> = { readonly result: Result; readonly isChanged: boolean }

/** Where an errand is run. */
export type ErrandAsk = {
  readonly workspaceId: string
  readonly memory: DeskMemory | null
  readonly name: BatchName
}

/**
 * Runs an errand in a transaction of the caller's: takes the desk, knows what the desk knows, lets the errand fill a batch,
 * and writes it. The memory holds only if the transaction is committed. Throws what the database and the errand throw.
 */
export async function runAtDesk<Result>(
  tx: Queryable,
  { workspaceId, memory: known, name }: ErrandAsk,
  errand: Errand<Result>,
): Promise<{ readonly memory: DeskMemory; readonly result: Result }> {
  const desk = await lockDesk(tx, workspaceId)
  if (desk === null) throw new Error(`Workspace ${workspaceId} has no desk.`)
  const memory = await catchUp(known, { db: tx, workspaceId, desk })
  const batch = openBatch(workspaceId, desk, memory)
  const { result, isChanged } = await errand(tx, batch)
  if (!isChanged) return { memory, result }
  await writeBatch(tx, batch, name)
  return { memory: { ...memory, version: batch.version }, result }
}
