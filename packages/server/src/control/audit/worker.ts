import type { Database, Queryable } from '../../platform/db/database.ts'
import { fence, keepLease } from '../../platform/jobs/keep-lease.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import { hasUnsealed } from './chain-queries.ts'
import { type CheckpointRhythm, isCheckpointDue } from './checkpoint-queries.ts'
import { type CheckpointPlaces, makeCheckpoint, publishCheckpoints } from './make-checkpoint.ts'
import { sealWorkspace } from './seal-entries.ts'
import type { SigningKey } from './signed-checkpoint.ts'

/** How often each workspace is looked at, in milliseconds: entries are in the chain at most a second after they were told. */
const SEAL_EVERY_MS = 400
/** How often each workspace is looked at for a checkpoint, in milliseconds. */
const CHECKPOINT_EVERY_MS = 5000

/** What the worker that seals works with. Any number of nodes may run one. */
export type SealingOptions = {
  readonly db: Database
  readonly workspaces: () => Promise<readonly string[]>
  readonly onError: (failure: WorkerFailure) => void
}

/** Starts adding what is told and decided to the chain. */
export function startSealingWorker({ db, workspaces, onError }: SealingOptions): Worker {
  return startWorkspaceWorker({
    name: 'audit',
    everyMs: SEAL_EVERY_MS,
    workspaces,
    isDue: (workspaceId) => hasUnsealed(db, workspaceId),
    act: async (workspaceId, signal) => {
      while (!signal.aborted && (await sealWorkspace(db, workspaceId)));
    },
    onError,
  })
}

/** What the worker of checkpoints works with. Any number of nodes may run one; one of them makes those of a workspace. */
export type CheckpointOptions = SealingOptions & {
  readonly node: string
  readonly outbound: Outbound
  readonly key: SigningKey
  readonly places: CheckpointPlaces
  readonly rhythm: CheckpointRhythm
}

/** Starts signing the end of the chain now and then, and publishing what was signed. */
export function startCheckpointWorker(options: CheckpointOptions): Worker {
  const { db, node, workspaces, rhythm, onError } = options
  return startWorkspaceWorker({
    name: 'audit checkpoints',
    everyMs: CHECKPOINT_EVERY_MS,
    workspaces,
    isDue: (workspaceId) => isCheckpointDue(db, workspaceId, rhythm),
    act: async (workspaceId) => {
      const keeper = keepLease({ db, workspaceId, name: 'audit checkpoints', holder: node, onError })
      const lease = await keeper.hold()
      if (lease === null) return
      try {
        const ports = { ...options, fence: (tx: Queryable) => fence(tx, lease) }
        await makeCheckpoint(ports, workspaceId)
        await publishCheckpoints(ports, workspaceId)
      } finally {
        await keeper.release()
      }
    },
    onError,
  })
}
