import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { fence, keepLease } from '../../platform/jobs/keep-lease.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import { activateChange } from './activate-change.ts'
import { endChange } from './end-change.ts'
import { findChange, listDueChanges } from './queries.ts'
import { sentenceOf } from './review-change.ts'
import { suspendChange } from './suspend-change.ts'

/** How often each workspace is looked at, in milliseconds: a change that is due is active within a second. */
const CHANGES_EVERY_MS = 400

/** What the worker of changes works with. Any number of nodes may run one; one of them carries a change out. */
export type ChangesOptions = {
  readonly db: Database
  readonly node: string
  readonly workspaces: () => Promise<readonly string[]>
  readonly onError: (failure: WorkerFailure) => void
}

/** Starts making changes active when their time comes, and taking them back when it is over. */
export function startChangesWorker(options: ChangesOptions): Worker {
  const { db, workspaces, onError } = options
  return startWorkspaceWorker({
    name: 'changes',
    everyMs: CHANGES_EVERY_MS,
    workspaces,
    isDue: async (workspaceId) => (await listDueChanges(db, workspaceId)).length > 0,
    act: (workspaceId) => carryOutDue(options, workspaceId),
    onError,
  })
}

/** Carries out what is due in a workspace, unless another node does. */
export async function carryOutDue({ db, node, onError }: ChangesOptions, workspaceId: string): Promise<void> {
  const keeper = keepLease({ db, workspaceId, name: 'changes', holder: node, onError })
  const lease = await keeper.hold()
  if (lease === null) return
  try {
    for (const { changeId, what } of await listDueChanges(db, workspaceId)) {
      const ask = { workspaceId, changeId, by: 'system', ifVersion: null }
      const fenced = (tx: Queryable): Promise<void> => fence(tx, lease)
      if (what === 'end') await endChange(db, ask, fenced)
      else await start(db, ask, fenced)
    }
  } finally {
    await keeper.release()
  }
}

type DueAsk = { readonly workspaceId: string; readonly changeId: string; readonly by: string; readonly ifVersion: null }

async function start(db: Database, ask: DueAsk, fenced: (tx: Queryable) => Promise<void>): Promise<void> {
  const change = await findChange(db, ask.workspaceId, ask.changeId)
  if (change === null || change.state !== 'scheduled') return
  // What was edited or cancelled meanwhile is no longer what was found due.
  const seen = { ...ask, ifVersion: change.version }
  try {
    await activateChange(db, seen, { kind: 'due', fence: fenced })
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error
    if (error.code === 'version_conflict' || error.code === 'change_state') return
    if (error.code === 'service_unavailable') throw error
    await suspendChange(db, seen, sentenceOf(error))
  }
}
