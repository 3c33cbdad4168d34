import type { Database } from '../../../platform/db/database.ts'
import { fence, keepLease } from '../../../platform/jobs/keep-lease.ts'
import { startWorkspaceWorker } from '../../../platform/jobs/start-workspace-worker.ts'
import type { Worker, WorkerFailure } from '../../../platform/jobs/start-worker.ts'
import { createReportRunner } from '../create-report-runner.ts'
import { hasDueSchedules } from './queries.ts'
import { sendDueReports } from './send-due-reports.ts'

/** How often each workspace is looked at, in milliseconds. */
const EVERY_MS = 15_000

/** What the worker of reports works with. Any number of nodes may run one; one of them sends. */
export type ReportWorkerOptions = {
  readonly db: Database
  readonly node: string
  readonly workspaces: () => Promise<readonly string[]>
  readonly onError: (failure: WorkerFailure) => void
  /** In place of 15 s, in milliseconds. */
  readonly everyMs?: number
}

/** Starts sending reports as their schedules ask. */
export function startReportWorker(options: ReportWorkerOptions): Worker {
  const { db, node, workspaces, onError, everyMs = EVERY_MS } = options
  const runReport = createReportRunner(db)
  return startWorkspaceWorker({
    name: 'reports',
    everyMs,
    workspaces,
    isDue: (workspaceId) => hasDueSchedules(db, workspaceId),
    act: async (workspaceId, signal) => {
      const keeper = keepLease({ db, workspaceId, name: 'reports', holder: node, onError })
      const lease = await keeper.hold()
      if (lease === null) return
      try {
        const ask = { db, workspaceId, runReport, signal, fence: (tx: Parameters<typeof fence>[0]) => fence(tx, lease) }
        // Of several that were missed each turn sends one of every schedule.
        while (!signal.aborted && (await sendDueReports(ask)) > 0);
      } finally {
        await keeper.release()
      }
    },
    onError,
  })
}
