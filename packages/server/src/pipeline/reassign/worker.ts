import type { Database } from '../../platform/db/database.ts'
import { LEASE_MS } from '../../platform/jobs/keep-lease.ts'
import { type Lease, takeLease } from '../../platform/jobs/queries.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import type { Desk } from '../desk/desk.ts'
import { noticeAbsencesOf } from './notice-absences.ts'
import { claimTasks, hasDueTasks } from './queries.ts'
import { runTask } from './run-task.ts'
import { taskKinds } from '../commit/task-kinds.ts'

/** How often each workspace's tasks are looked at, in milliseconds. */
const TASKS_EVERY_MS = 250
/** So many tasks are claimed at once, one after the other: each takes the desk for itself, and leads come in between. */
const CLAIM_MAX = 20
/** A dead node's tasks are due again after so long. */
const CLAIM_MS = 20_000
/** How often each workspace is looked over for owners who went away. */
const ABSENCES_EVERY_MS = 15_000
const ABSENCES_LEASE = 'absences'

/** What the workers of reassignment work with. Any number of nodes may run them. */
export type ReassignOptions = {
  readonly db: Database
  /** The node's name. */
  readonly node: string
  readonly workspaces: () => Promise<readonly string[]>
  readonly deskOf: (workspaceId: string) => Pick<Desk, 'submit' | 'run'>
  readonly onError: (failure: WorkerFailure) => void
  /** How often to look for owners who went away; 15 s unless told. */
  readonly absencesEveryMs?: number
}

/** Starts moving leads whose clocks ran out or whose owners went away, task by task. */
export function startTaskWorker({ db, workspaces, deskOf, onError }: ReassignOptions): Worker {
  const kinds = Object.values(taskKinds)
  return startWorkspaceWorker({
    name: 'tasks',
    everyMs: TASKS_EVERY_MS,
    workspaces,
    isDue: (workspaceId) => hasDueTasks(db, workspaceId, kinds),
    act: async (workspaceId, signal) => {
      const desk = deskOf(workspaceId)
      for (;;) {
        const tasks = await claimTasks(db, workspaceId, { kinds, limit: CLAIM_MAX, claimMs: CLAIM_MS })
        for (const task of tasks) await runTask({ db, workspaceId, desk }, task)
        if (tasks.length < CLAIM_MAX || signal.aborted) return
      }
    },
    onError,
  })
}

/**
 * Starts looking for owners whose absence began by time alone. The lease is taken anew for each look and left to run out: one
 * node looks, and when it is gone another does soon after.
 */
export function startAbsencesWorker({ db, node, workspaces, deskOf, ...options }: ReassignOptions): Worker {
  const leases = new Map<string, Lease>()
  return startWorkspaceWorker({
    name: 'absences',
    everyMs: options.absencesEveryMs ?? ABSENCES_EVERY_MS,
    workspaces,
    isDue: async (workspaceId) => {
      const name = { workspaceId, name: ABSENCES_LEASE }
      const lease = await takeLease(db, name, { holder: node, leaseMs: LEASE_MS })
      if (lease !== null) leases.set(workspaceId, lease)
      return lease !== null
    },
    act: async (workspaceId) => {
      const lease = leases.get(workspaceId)
      if (lease !== undefined) await deskOf(workspaceId).run(noticeAbsencesOf({ ownerIds: 'all', lease }))
    },
    onError: options.onError,
  })
}
