import type { Database, Queryable } from '../db/database.ts'
import { type Lease, type LeaseName, lockLease, releaseLease, renewLease, takeLease } from './queries.ts'
import { startWorker, type Worker, type WorkerFailure } from './start-worker.ts'

/** A lease lasts so long after its last renewal, so that a dead node's work is taken over soon after. */
export const LEASE_MS = 10_000
/** A lease is renewed so often. */
export const RENEW_MS = 3000

/** Work was to be committed under a lease that somebody else holds by now. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** How to keep a lease. */
export type LeaseOptions = LeaseName & {
  readonly db: Database
  /** The node's name: of two processes with the same one, the later fences the earlier off. */
  readonly holder: string
  readonly onError: (failure: WorkerFailure) => void
  /** 10 s and 3 s unless told, in milliseconds. */
  readonly leaseMs?: number
  readonly renewMs?: number
}

/** A lease that a node wants to hold for as long as it lives. */
export type LeaseKeeper = {
  /** The lease, taken now if it can be had; `null`: somebody else holds it. From then on it is renewed. */
  readonly hold: () => Promise<Lease | null>
  /** Stops renewing and gives the lease back. */
  readonly release: () => Promise<void>
}

/** Keeps one lease. What is done under it has to call `fence` in its own transaction: time may have passed unnoticed. */
export function keepLease(options: LeaseOptions): LeaseKeeper {
  const { db, holder, workspaceId, name } = options
  const leaseMs = options.leaseMs ?? LEASE_MS
  let lease: Lease | null = null
  let renewing: Worker | null = null
  const renew = async (): Promise<void> => {
    if (lease !== null && !(await renewLease(db, lease, leaseMs))) lease = null
  }
  return {
    hold: async () => {
      if (lease !== null) return lease
      lease = await takeLease(db, { workspaceId, name }, { holder, leaseMs })
      if (lease === null) return null
      const everyMs = options.renewMs ?? RENEW_MS
      renewing ??= startWorker({ name: `lease ${name}`, everyMs, run: renew, onError: options.onError })
      return lease
    },
    release: async () => {
      await renewing?.stop()
      renewing = null
      const held = lease
      lease = null
      if (held !== null) await releaseLease(db, held)
    },
  }
}

/**
 * Makes sure inside a transaction that the lease is still held, and keeps it so until the transaction ends. Throws `LeaseLost`
 * otherwise; a node that was stopped past its lease and wakes up cannot commit.
 */
export async function fence(tx: Queryable, lease: Lease): Promise<void> {
  if (!(await lockLease(tx, lease))) throw new LeaseLost(`The lease ${lease.name} is held by another node.`)
}
