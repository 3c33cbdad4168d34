import type { Queryable } from '../../platform/db/database.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import type { Desk } from '../desk/desk.ts'
import { hasDueClocks } from './queries.ts'
import { type ClocksReport, runDueClocks } from './run-due-clocks.ts'

/** How often each workspace's clocks are looked at, in milliseconds. */
const EVERY_MS = 100
/** So many clocks share a transaction: leads that come in meanwhile wait for no more than that. */
const BATCH = 500
/** While more are due than that, transactions grow to this: what each costs by itself is paid less often. */
const BATCH_MAX = 2000

/** What the worker of clocks works with. Any number of nodes may run one. */
export type ClocksOptions = {
  readonly db: Queryable
  readonly workspaces: () => Promise<readonly string[]>
  readonly deskOf: (workspaceId: string) => Pick<Desk, 'run'>
  readonly onError: (failure: WorkerFailure) => void
  /** Told after each transaction, for metrics. */
  readonly onClocks?: (workspaceId: string, report: ClocksReport) => void
}

/** Starts warning of clocks and noticing that they ran out, never early by the database's clock. */
export function startClocksWorker(options: ClocksOptions): Worker {
  const { db, workspaces, deskOf, onError, onClocks } = options
  return startWorkspaceWorker({
    name: 'clocks',
    everyMs: EVERY_MS,
    workspaces,
    isDue: (workspaceId) => hasDueClocks(db, workspaceId),
    act: async (workspaceId, signal) => {
      for (let limit = BATCH; ; limit = Math.min(BATCH_MAX, limit * 2)) {
        const report = await deskOf(workspaceId).run(runDueClocks(limit))
        onClocks?.(workspaceId, report)
        if (!report.hasMore || signal.aborted) return
      }
    },
    onError,
  })
}
