import { RoutingError } from '@rightful/contract'
import { type Pool, type Roster, type RosterState } from '@rightful/engine'
import { readRoster } from '../../control/people/read.ts'
import { readDesk, restoreState } from '../../pipeline/desk/read.ts'
import type { Database } from '../../platform/db/database.ts'

/** A pool by itself, as it stands now. */
export type PoolNow = {
  readonly pool: Pool
  /** The roster as far as the pool goes: it alone, with its members. */
  readonly roster: Roster
  readonly nowMs: number
  /** A state of its own of a roster that has the same pool and people, perhaps otherwise. */
  readonly stateOf: (roster: Roster) => Promise<RosterState>
}

/** Reads a pool on one snapshot of the database and asks `use` with it. Takes no desk. Throws `pool_not_found`. */
export function withPoolNow<Result>(
  db: Database,
  { workspaceId, poolId }: { readonly workspaceId: string; readonly poolId: string },
  use: (now: PoolNow) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.execute('set transaction isolation level repeatable read, read only')
    const desk = await readDesk(tx, workspaceId)
    const whole = await readRoster(tx, workspaceId, desk.rosterVersion)
    const pool = whole.pools.find(({ id }) => id === poolId)
    if (pool === undefined) throw new RoutingError('pool_not_found', { pool: poolId })
    const memberIds = new Set(pool.members.map(({ ownerId }) => ownerId))
    const roster = { ...whole, pools: [pool], owners: whole.owners.filter(({ id }) => memberIds.has(id)) }
    const stateOf = async (of: Roster): Promise<RosterState> => {
      const from = { roster: of, accountsById: new Map(), untilVersion: desk.version }
      return (await restoreState({ db: tx, workspaceId }, from)).state
    }
    return use({ pool, roster, nowMs: desk.nowMs, stateOf })
  })
}
