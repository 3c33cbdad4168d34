import { setTimeout as sleep } from 'node:timers/promises'
import { findSealedVersion, recordRemoved, sealWorkspace } from '../../control/audit/read.ts'
import { expirePersons, type PersonalDays } from '../../control/privacy/read.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import {
  listStateIds,
  removeBatches,
  removeDecisions,
  removeStates,
  removeSubmissions,
  stateTables,
} from './history-queries.ts'
import {
  findBatchFrom,
  finishSweep,
  type Horizons,
  listDestinations,
  raiseHorizons,
  removeDeliveries,
  removeEvents,
  type RetentionKind,
  type SweepAsk,
  type SweepStep,
} from './queries.ts'

/** For how many days what is kept; all of it stays as long as an open lead or a legal hold needs it. */
export type RetentionDays = Readonly<Record<RetentionKind, number>> & PersonalDays

/** Where to sweep, and under whose eyes. */
export type SweepPlan = {
  readonly db: Database
  readonly workspaceId: string
  readonly keep: RetentionDays
  /** Called in each transaction: throws when somebody else sweeps by now. */
  readonly fence: (tx: Queryable) => Promise<void>
  readonly signal: AbortSignal
}

/** How many rows were removed, by table; those of which none went are left out. */
export type SweepReport = Readonly<Record<string, number>>

/** Rows that one transaction looks at. */
const ROWS_A_STEP = 500
/** Versions that one transaction looks at where all rows of a version go together: each has some hundreds at most. */
const VERSIONS_A_STEP = 20

/**
 * Removes what is older than it has to be kept, in small transactions with pauses as long as they took. Of what stays, every
 * decision can still be made again: the states it was made on stay with it. Ends early when it is told to.
 */
export async function sweepWorkspace(plan: SweepPlan): Promise<SweepReport> {
  const { db, workspaceId } = plan
  // What the audit log knows nothing of yet has to stay.
  while (await sealWorkspace(db, workspaceId));
  const horizons = await raiseHorizons(db, workspaceId, await findHorizons(plan))
  const report = new Map<string, number>()
  const remove = async (
    table: string,
    limit: number,
    step: (tx: Queryable, ask: SweepAsk) => Promise<SweepStep>,
  ): Promise<void> => {
    const goneCount = await sweepTable(plan, { workspaceId, horizons, limit }, step)
    if (goneCount > 0) report.set(table, goneCount + (report.get(table) ?? 0))
  }
  const destinationIds = await listDestinations(db, workspaceId)
  for (const destinationId of destinationIds) {
    await remove('outbox', ROWS_A_STEP, (tx, ask) => removeDeliveries(tx, { ...ask, destinationId }))
  }
  await remove('event', ROWS_A_STEP, (tx, ask) => removeEvents(tx, { ...ask, destinationIds }))
  await remove('decision', VERSIONS_A_STEP, removeDecisions)
  await remove('submission', VERSIONS_A_STEP, removeSubmissions)
  for (const of of stateTables) {
    for (const id of await listStateIds(db, workspaceId, of)) {
      await remove(of.table, ROWS_A_STEP, (tx, ask) => removeStates(tx, { ...ask, of, id }))
    }
  }
  await remove('desk_batch', ROWS_A_STEP, removeBatches)
  const { keep, signal, fence } = plan
  const expired = await expirePersons(db, { workspaceId, keep, signal, fence })
  for (const [kept, count] of Object.entries(expired)) report.set(kept, count)
  if (!plan.signal.aborted) await finishSweep(db, workspaceId)
  return Object.fromEntries(report)
}

async function findHorizons(plan: SweepPlan): Promise<Horizons> {
  const { deliveries, events, decisions } = plan.keep
  return {
    deliveries: await firstVersionOf(plan, deliveries),
    events: await firstVersionOf(plan, events),
    decisions: Math.min(
      await firstVersionOf(plan, decisions),
      (await findSealedVersion(plan.db, plan.workspaceId)) + 1,
    ),
  }
}

/** The first version of the last so many days: instants never go back from one version to the next. */
async function firstVersionOf({ db, workspaceId }: SweepPlan, days: number): Promise<number> {
  let oldVersion = 0
  let step = 1
  for (;;) {
    const batch = await findBatchFrom(db, { workspaceId, version: oldVersion + step, days })
    if (batch?.isOld === true) {
      oldVersion = batch.version
      step *= 2
    } else if (step === 1) return oldVersion + 1
    else step = Math.max(1, Math.floor(step / 4))
  }
}

async function sweepTable(
  { db, fence, signal }: SweepPlan,
  of: Omit<SweepAsk, 'after'>,
  step: (tx: Queryable, ask: SweepAsk) => Promise<SweepStep>,
): Promise<number> {
  let after = { version: 0, position: 0 }
  let goneCount = 0
  while (!signal.aborted) {
    const began = performance.now()
    const done = await db.transaction(async (tx) => {
      await fence(tx)
      const gone = await step(tx, { ...of, after })
      await recordRemoved(tx, { workspaceId: of.workspaceId, versions: gone.goneVersions ?? [], count: gone.goneCount })
      return gone
    })
    goneCount += done.goneCount
    if (done.lookedCount < of.limit) break
    after = done.place
    await sleep(performance.now() - began, undefined, { signal }).catch(() => undefined)
  }
  return goneCount
}
