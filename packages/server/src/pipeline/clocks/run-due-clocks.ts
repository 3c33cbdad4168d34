import type { Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { taskTable } from '../commit/tables.ts'
import { type BreachedBody, taskKinds } from '../commit/task-kinds.ts'
import { ASSIGNMENT_CLOCK, type BreachCause, breachCause, clockBody, tellBreach } from '../commit/write-clocks.ts'
import type { Batch } from '../desk/batch.ts'
import type { ErrandOutcome } from '../desk/run-at-desk.ts'
import {
  claimDueClocks,
  type ClockMark,
  type DueClock,
  findHoldReasons,
  findUndelivered,
  markClocks,
} from './queries.ts'

/** What was done for due clocks. */
export type ClocksReport = {
  readonly warned: number
  readonly breached: number
  /** There may be more that are due. */
  readonly hasMore: boolean
}

/**
 * An errand at the desk: tells of up to `limit` clocks that they warn or have run out, by the desk's instant, and why; where
 * the policy moves a lead for it, leaves a task in the same transaction. A clock that ran out before its warning was told
 * warns no more. It runs on until it is met.
 */
export function runDueClocks(limit: number) {
  return async (tx: Queryable, batch: Batch): Promise<ErrandOutcome<ClocksReport>> => {
    const { workspaceId, nowMs } = batch
    const due = await claimDueClocks(tx, { workspaceId, nowMs, limit })
    const causes = await findCauses(
      tx,
      batch,
      due.filter(({ isOut }) => isOut),
    )
    const marks = due.map((clock) => {
      const cause = causes.get(clock)
      return cause === undefined ? warn(batch, clock) : breach(batch, clock, cause)
    })
    if (marks.length > 0) {
      const marked = await markClocks(tx, batch, marks)
      if (marked !== marks.length) throw new Error('A clock that was due had warned, run out or ended before.')
    }
    const breached = due.filter(({ isOut }) => isOut).length
    const result = { warned: due.length - breached, breached, hasMore: due.length === limit }
    return { result, isChanged: due.length > 0 }
  }
}

function warn(batch: Batch, clock: DueClock): ClockMark {
  const { leadId, ownerId } = clock
  batch.tell({ kind: 'clock.warned', leadId, ownerId, body: clockBody(clock) })
  return { leadId, name: clock.name, fromVersion: clock.fromVersion, breachCause: null }
}

/** Why each of these clocks ran out. What that takes is asked for all of them at once. */
async function findCauses(
  tx: Queryable,
  { workspaceId, memory }: Batch,
  out: readonly DueClock[],
): Promise<ReadonlyMap<DueClock, BreachCause>> {
  const waiting = out.filter(({ name }) => name === ASSIGNMENT_CLOCK)
  const owned = memory.subscriptions.length === 0 ? [] : out.filter(({ name }) => name !== ASSIGNMENT_CLOCK)
  const leadIds = (clocks: readonly DueClock[]): readonly string[] => clocks.map(({ leadId }) => leadId)
  const holds = waiting.length === 0 ? [] : await findHoldReasons(tx, workspaceId, leadIds(waiting))
  const destinationIds = memory.subscriptions.map(({ destinationId }) => destinationId)
  const versions = [...new Set(owned.map(({ fromVersion }) => fromVersion))]
  const ask = { workspaceId, destinationIds, versions, leadIds: leadIds(owned) }
  const undelivered = owned.length === 0 ? [] : await findUndelivered(tx, ask)
  const reasons = new Map(holds.map(({ leadId, reason }) => [leadId, reason]))
  const unheard = new Set(undelivered.map(({ leadId, version }) => `${leadId} ${version}`))
  return new Map(
    out.map((clock) => {
      const holdReason = reasons.get(clock.leadId) ?? null
      const isUndelivered = unheard.has(`${clock.leadId} ${clock.fromVersion}`)
      return [clock, breachCause({ name: clock.name, holdReason, isUndelivered })]
    }),
  )
}

function breach(batch: Batch, clock: DueClock, cause: BreachCause): ClockMark {
  const { leadId, name, fromVersion, ownerId } = clock
  tellBreach(batch, { leadId, clock, cause })
  if (ownerId !== null && movesOnBreach(batch, name)) {
    const body: BreachedBody = { clock: name, fromVersion }
    batch.rows.add(taskTable, {
      task_id: newId(),
      kind: taskKinds.breached,
      key: `${leadId}/${name}/${fromVersion}`,
      lead_id: leadId,
      body: JSON.stringify(body),
      run_at: batch.nowMs,
      attempts: 0,
      generation: 0,
    })
  }
  return { leadId, name, fromVersion, breachCause: cause }
}

function movesOnBreach({ memory }: Batch, clock: string): boolean {
  return memory.policy.policy.policy.reassign.some(({ on }) => on.kind === 'breached' && on.clock === clock)
}
