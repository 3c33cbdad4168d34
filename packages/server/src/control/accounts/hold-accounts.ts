import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { fence, keepLease, type LeaseKeeper, LeaseLost } from '../../platform/jobs/keep-lease.ts'
import { type Lease, takeLease } from '../../platform/jobs/queries.ts'
import { lockDesk } from '../workspaces/read.ts'
import { isHeld, removeUnfinished, reopenUnfinished } from './queries.ts'

// Whoever changes accounts holds this lease: a file is taken in by many transactions, and what they wrote must not be seen before the last one.
const name = 'accounts'
const busySeconds = 5
const undoRows = 5000

/** Accounts held by an import until it is through. */
export type HeldAccounts = {
  readonly lease: Lease
  /** The version that holds, and that nobody else moves meanwhile. */
  readonly version: number
  readonly release: () => Promise<void>
}

/** Holds the accounts for many transactions, with what an earlier one left unfinished undone. Throws `accounts_busy`, `workspace_not_found`. */
export async function holdAccounts(db: Database, workspaceId: string): Promise<HeldAccounts> {
  const keeper: LeaseKeeper = keepLease({
    db,
    workspaceId,
    name,
    holder: `import ${newId()}`,
    // A renewal that fails shows at the next fence.
    onError: () => undefined,
  })
  try {
    const lease = await keeper.hold()
    if (lease === null) throw busy()
    return { lease, version: await undoUnfinished(db, lease), release: () => keeper.release() }
  } catch (error) {
    await keeper.release()
    throw error
  }
}

/**
 * Undoes whatever was written for versions that do not hold, and returns the one that does. That is read with the desk in hand, since a
 * COMMIT of which nobody heard may have made another one hold by now.
 */
export async function undoUnfinished(db: Database, lease: Lease): Promise<number> {
  const desk = await db.transaction((tx) => lockDesk(tx, lease.workspaceId))
  if (desk === null) throw new RoutingError('workspace_not_found')
  const version = desk.accountsVersion
  const of = { workspaceId: lease.workspaceId, version, limit: undoRows }
  for (const undo of [removeUnfinished, reopenUnfinished]) {
    for (let count = undoRows; count === undoRows;) {
      count = await db.transaction(async (tx) => {
        await fenceAccounts(tx, lease)
        return undo(tx, of)
      })
    }
  }
  return version
}

/** Makes sure inside a transaction that the accounts are still held. Throws `accounts_busy`. */
export async function fenceAccounts(tx: Queryable, lease: Lease): Promise<void> {
  try {
    await fence(tx, lease)
  } catch (error) {
    throw error instanceof LeaseLost ? busy(error) : error
  }
}

/** Throws `accounts_busy` while a file is being taken in: found out before the desk is taken, nobody waits for it. */
export async function refuseWhileHeld(db: Queryable, workspaceId: string): Promise<void> {
  if (await isHeld(db, workspaceId, name)) throw busy()
}

/**
 * Holds the accounts until the transaction ends, for a change that is one transaction. Throws `accounts_busy` while a file is
 * being taken in. Returns false where something unfinished has to be undone first.
 */
export async function takeAccounts(
  tx: Queryable,
  { workspaceId, version }: { readonly workspaceId: string; readonly version: number },
): Promise<boolean> {
  const lease = await takeLease(tx, { workspaceId, name }, { holder: newId(), leaseMs: 0 })
  if (lease === null) throw busy()
  const of = { workspaceId, version, limit: 1 }
  const removed = await removeUnfinished(tx, of)
  return removed === 0 && (await reopenUnfinished(tx, of)) === 0
}

function busy(cause?: unknown): RoutingError {
  return new RoutingError('accounts_busy', {}, { retryAfterSeconds: busySeconds, cause })
}
