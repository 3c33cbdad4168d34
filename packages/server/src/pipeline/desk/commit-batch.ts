import { setTimeout as sleep } from 'node:timers/promises'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { describeFailure } from '../decide/attempt-decision.ts'
import { type BatchAsk, type BatchOutcome, runBatch } from '../pipeline.ts'
import type { DeskMemory } from './memory.ts'
import { lockDesk, wasCommitted } from '../../control/workspaces/read.ts'

/** Whose batch is committed, and where. */
export type CommitPlace = {
  readonly workspaceId: string
  readonly db: Database
  readonly node: string
  /** Told each time the database could not say what became of a COMMIT: whoever waits behind it may not want to. */
  readonly onUnknown?: () => void
}

const BACKOFF_MS = 25
const BACKOFF_MAX_MS = 1000

/** How long to wait before the next try after so many that failed in a row, in milliseconds. */
export function backoffMs(failedInRow: number): number {
  return Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** Math.min(failedInRow, 10))
}

/** A batch that was committed: its name, and when the COMMIT was sent, on the node's steady clock in milliseconds. */
export type Committed = BatchOutcome & { readonly batchId: string; readonly commitBeganMs: number }

/** One transaction. A COMMIT of which nobody knows is looked up under the desk's lock, where what is seen is certain. */
export async function commitBatch(place: CommitPlace, ask: Omit<BatchAsk, 'workspaceId' | 'name'>): Promise<Committed> {
  const { db, workspaceId, node } = place
  const batchId = newId()
  const name = { batchId, node }
  let outcome: Committed | null = null
  try {
    return await db.transaction(async (tx) => {
      const done = await runBatch(tx, { ...ask, workspaceId, name })
      outcome = { ...done, batchId, commitBeganMs: performance.now() }
      return outcome
    })
  } catch (error) {
    if (classifyDatabaseError(error).kind !== 'commit_unknown' || outcome === null) throw error
    const committed: Committed = outcome
    if (await isCommitted(place, batchId)) return committed
    // It was rolled back with the connection, so that it can be tried again as if that had been lost before.
    throw error instanceof Error && error.cause !== undefined ? error.cause : error
  }
}

/** Asks until the database answers, whatever it says meanwhile: guessing would lose a lead or make two. */
async function isCommitted({ db, workspaceId, onUnknown }: CommitPlace, batchId: string): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await lockDesk(tx, workspaceId)
        return wasCommitted(tx, workspaceId, batchId)
      })
    } catch {
      onUnknown?.()
      await sleep(backoffMs(attempt))
    }
  }
}

/** Due leads that are looked at one by one before the rest is tried again. */
const ONE_BY_ONE_MAX = 100

/**
 * Tries held leads that are due one by one, and parks whichever the database refuses, so that no batch founders on it again.
 * Returns how many were parked. Throws what will pass by itself, such as a lost connection.
 */
export async function parkRefusedHolds(place: CommitPlace): Promise<number> {
  let memory: DeskMemory | null = null
  let parked = 0
  for (let count = 0; count < ONE_BY_ONE_MAX; count += 1) {
    const ask: { readonly commands: readonly []; readonly memory: DeskMemory | null } = { commands: [], memory }
    try {
      const outcome: BatchOutcome = await commitBatch(place, { ...ask, due: { max: 1, parkFor: null } })
      if (!outcome.hasMoreDue) return parked
      memory = outcome.memory
    } catch (error) {
      if (classifyDatabaseError(error).isTransient) throw error
      await commitBatch(place, { commands: [], memory: null, due: { max: 1, parkFor: describeFailure(error) } })
      memory = null
      parked += 1
    }
  }
  return parked
}
