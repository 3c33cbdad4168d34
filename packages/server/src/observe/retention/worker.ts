import type { Database } from '../../platform/db/database.ts'
import { fence, keepLease } from '../../platform/jobs/keep-lease.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import { isSweepDue } from './queries.ts'
import { type RetentionDays, type SweepReport, sweepWorkspace } from './sweep-workspace.ts'

/** How often each workspace is looked at, in milliseconds. */
const EVERY_MS = 60_000
/** A workspace is swept so often. */
const SWEEP_EVERY_SECONDS = 3600

/** What the worker of retention works with. Any number of nodes may run one; one of them sweeps. */
export type RetentionOptions = {
  readonly db: Database
  readonly node: string
  readonly keep: RetentionDays
  readonly workspaces: () => Promise<readonly string[]>
  /** Told after each sweep that removed something. */
  readonly onSwept: (workspaceId: string, report: SweepReport) => void
  readonly onError: (failure: WorkerFailure) => void
}

/** Starts removing what is older than it has to be kept. */
export function startRetentionWorker({ db, node, keep, workspaces, onSwept, onError }: RetentionOptions): Worker {
  return startWorkspaceWorker({
    name: 'retention',
    everyMs: EVERY_MS,
    workspaces,
    isDue: (workspaceId) => isSweepDue(db, workspaceId, SWEEP_EVERY_SECONDS),
    act: async (workspaceId, signal) => {
      const keeper = keepLease({ db, workspaceId, name: 'retention', holder: node, onError })
      const lease = await keeper.hold()
      if (lease === null) return
      try {
        const report = await sweepWorkspace({ db, workspaceId, keep, signal, fence: (tx) => fence(tx, lease) })
        if (Object.keys(report).length > 0) onSwept(workspaceId, report)
      } finally {
        await keeper.release()
      }
    },
    onError,
  })
}
