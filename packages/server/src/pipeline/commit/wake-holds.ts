import { storeWaking } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { Batch } from '../desk/batch.ts'
import { isFull, placesOf, startWaking, type Waking, wakingAfter, wakingText } from '../desk/waking.ts'
import { wakeSome } from './queries.ts'

/** Whose held leads a batch wakes, and for whom waking goes on later. Found before the batch's ledger is written, since a pool may be asked. */
export type WakePlan = {
  readonly now: readonly Waking[]
  readonly later: readonly Waking[]
  readonly isChanged: boolean
}

/**
 * Finds for whom leads are to be woken: first for whoever became free by this batch; and `goesOn`, which is when all that were woken
 * before have been tried, for whoever still has room after that.
 */
export function planWaking(batch: Batch, goesOn: boolean): WakePlan {
  const freed = [...batch.freed.values()].map(startWaking)
  const before = batch.waking.filter(({ of, id }) => !batch.freed.has(`${of} ${id}`))
  const world = batch.memory.state.at(batch.nowMs)
  const now = [...freed, ...(goesOn ? before : [])].filter((waking) => {
    noteAsked(batch, waking)
    return !isFull(waking, world)
  })
  return { now, later: goesOn ? [] : before, isChanged: freed.length > 0 || (goesOn && before.length > 0) }
}

/** Whether leads that were woken left room for older ones than any new lead. */
export function isStillWaking(batch: Batch): boolean {
  const world = batch.memory.state.at(batch.nowMs)
  return batch.waking.some((waking) => {
    noteAsked(batch, waking)
    return !isFull(waking, world)
  })
}

/** Asking a pool brings it to the instant, so that it is to be stored. */
function noteAsked(batch: Batch, { of, id }: Waking): void {
  if (of === 'pool') batch.touchedPools.add(id)
}

/** Wakes the next leads of each, behind everything that the batch writes: also one that it holds itself. */
export async function wakeHolds(tx: Queryable, batch: Batch, { now, later }: WakePlan): Promise<void> {
  const { workspaceId, nowMs } = batch
  const waking = [...later]
  for (const each of now) {
    const places = placesOf(each, batch.memory.roster)
    const woken = await wakeSome(tx, { workspaceId, nowMs, places, after: each.after, limit: each.count })
    const last = woken.at(-1)
    if (last !== undefined && woken.length === each.count) waking.push(wakingAfter(each, last))
  }
  await storeWaking(tx, workspaceId, wakingText(waking))
}
