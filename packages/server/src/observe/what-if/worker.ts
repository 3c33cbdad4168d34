import type { Database } from '../../platform/db/database.ts'
import { fence, keepLease } from '../../platform/jobs/keep-lease.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import { findWaitingWhatIf, findWorkspacesWithWhatIfs } from './queries.ts'
import { workOff } from './work-off.ts'

/** How often what-ifs are looked for, in milliseconds. */
const EVERY_MS = 500

/** What the worker of what-ifs works with. Any number of nodes may run one; of one workspace one of them computes. */
export type WhatIfWorkerOptions = {
  readonly db: Database
  readonly node: string
  readonly onError: (failure: WorkerFailure) => void
}

/** Starts working off what-ifs, one after the other. */
export function startWhatIfWorker({ db, node, onError }: WhatIfWorkerOptions): Worker {
  return startWorkspaceWorker({
    name: 'what-if',
    everyMs: EVERY_MS,
    workspaces: () => findWorkspacesWithWhatIfs(db),
    isDue: async (workspaceId) => (await findWaitingWhatIf(db, workspaceId)) !== null,
    act: async (workspaceId, signal) => {
      const keeper = keepLease({ db, workspaceId, name: 'what-if', holder: node, onError })
      const lease = await keeper.hold()
      if (lease === null) return
      try {
        while (!signal.aborted) {
          const row = await findWaitingWhatIf(db, workspaceId)
          if (row === null) return
          await workOff(db, row, { workspaceId, signal, fence: (tx) => fence(tx, lease) })
        }
      } finally {
        await keeper.release()
      }
    },
    onError,
  })
}
