import type { Queryable } from '../../platform/db/database.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import type { Desk } from '../desk/desk.ts'
import { hasDueHolds } from './queries.ts'

/** How often each workspace's queue is looked at, in milliseconds. */
const EVERY_MS = 250

/** What the worker of holds works with. One node is enough; any number may run one. */
export type HoldsOptions = {
  readonly db: Queryable
  readonly workspaces: () => Promise<readonly string[]>
  readonly deskOf: (workspaceId: string) => Pick<Desk, 'tick'>
  readonly onError: (failure: WorkerFailure) => void
}

/**
 * Starts trying held leads again when their time has come: by a shift, an absence or a cap, or because something that happened
 * has made them due. Every batch of a desk tries those before anything else; this sees to it that there is a batch.
 */
export function startHoldsWorker({ db, workspaces, deskOf, onError }: HoldsOptions): Worker {
  return startWorkspaceWorker({
    name: 'holds',
    everyMs: EVERY_MS,
    workspaces,
    isDue: (workspaceId) => hasDueHolds(db, workspaceId),
    act: (workspaceId) => {
      deskOf(workspaceId).tick()
      return Promise.resolve()
    },
    onError,
  })
}
