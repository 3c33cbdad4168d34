import type { Database } from '../../platform/db/database.ts'
import { claimDue, type ClaimedRow, supersedeOlder } from './claim-queries.ts'
import { type Address, lockQueue } from './queries.ts'

/** How long a claim holds: a node that dies is replaced after that, and whatever is sent has to be over by then. */
export const LEASE_MS = 25_000

/** Deliveries that were claimed. */
export type Claim = {
  readonly rows: readonly ClaimedRow[]
  /** How many gave way to newer ones. */
  readonly supersededCount: number
  /** On the node's steady clock, in milliseconds: surely not after the claim has run out. */
  readonly untilMs: number
  /** The database's clock at this moment, epoch milliseconds: what receivers are told must not depend on the node's. */
  readonly nowMs: () => number
}

/**
 * Claims up to `limit` deliveries of a destination, the oldest first. Claims of one destination come one after the other,
 * whichever node makes them; `null`: another node is at it, or the destination is switched off.
 */
export async function claimDeliveries(db: Database, address: Address, limit: number): Promise<Claim | null> {
  const untilMs = performance.now() + LEASE_MS
  return db.transaction(async (tx) => {
    const databaseMs = await lockQueue(tx, address)
    if (databaseMs === null) return null
    const readAtMs = performance.now()
    const supersededCount = await supersedeOlder(tx, address)
    const rows = await claimDue(tx, address, { limit, leaseMs: LEASE_MS })
    return {
      supersededCount,
      rows: rows.toSorted((a, b) => a.version - b.version || a.position - b.position),
      untilMs,
      nowMs: () => databaseMs + performance.now() - readAtMs,
    }
  })
}
