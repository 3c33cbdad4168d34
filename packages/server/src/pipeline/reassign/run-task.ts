import { errorCatalogue, RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'
import { describeFailure } from '../decide/attempt-decision.ts'
import type { Command, CommandResult } from '../desk/command.ts'
import type { Desk } from '../desk/desk.ts'
import { noticeAbsencesOf } from './notice-absences.ts'
import { type ClaimedTask, finishTask, postponeTask, type TaskDelay } from './queries.ts'
import { type AwayBody, type BreachedBody, taskKinds } from '../commit/task-kinds.ts'

/** A task fails so often before it is left for somebody to look at, with its last error. */
const TRIES_MAX = 12
/** After a failure a task waits so long, twice as long each time. */
const RETRY_MS = 1000
const RETRY_MAX_MS = 300_000
/** While the database or the desk cannot be reached; this does not count as a failure of the task. */
const UNREACHABLE_RETRY_MS = 5000

/** What a task is run with. */
export type TaskAsk = {
  readonly db: Queryable
  readonly workspaceId: string
  readonly desk: Pick<Desk, 'submit' | 'run'>
}

/**
 * Runs a claimed task and deletes it, or puts it off: until a lead has cooled down, or for a while after a failure. Its effect
 * is committed before that, so that a node that dies between leaves a task whose second run finds nothing left to do.
 */
export async function runTask(ask: TaskAsk, task: ClaimedTask): Promise<void> {
  const { db, workspaceId } = ask
  const delay = await attempt(ask, task)
  if (delay === null) await finishTask(db, workspaceId, task)
  else await postponeTask(db, { workspaceId, task }, delay)
}

/** `null`: the task is done. */
async function attempt(ask: TaskAsk, task: ClaimedTask): Promise<TaskDelay | null> {
  try {
    return await carryOut(ask, task)
  } catch (error) {
    const failure = error instanceof RoutingError ? error.code : describeFailure(error)
    if (error instanceof RoutingError && errorCatalogue[error.code].retryable) {
      return { until: { inMs: UNREACHABLE_RETRY_MS }, error: failure, attempts: task.attempts - 1 }
    }
    const retryInMs = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (task.attempts - 1))
    const until = task.attempts >= TRIES_MAX ? null : { inMs: retryInMs }
    return { until, error: failure, attempts: task.attempts }
  }
}

async function carryOut({ desk }: TaskAsk, task: ClaimedTask): Promise<TaskDelay | null> {
  if (task.kind === taskKinds.ownerUnavailable) {
    await desk.run(noticeAbsencesOf({ ownerIds: [task.key], lease: null }))
    return null
  }
  if (task.leadId === null) throw new Error(`A task ${task.kind} names no lead.`)
  // In the web lane, because a move has to be alone in its batch, which an import's leads never let through.
  const result = await desk.submit(commandOf(task, task.leadId), 'web')
  return delayOf(result, task)
}

function commandOf({ kind, body }: ClaimedTask, leadId: string): Command {
  if (kind === taskKinds.breached) {
    const { clock, fromVersion }: BreachedBody = JSON.parse(body)
    const ifStill = { kind: 'clock', name: clock, fromVersion } as const
    return { kind: 'reassign', leadId, event: { kind: 'breached', clock }, ifStill }
  }
  const { ownerId, fromVersion }: AwayBody = JSON.parse(body)
  const ifStill = { kind: 'assignment', ownerId, fromVersion } as const
  return { kind: 'reassign', leadId, event: { kind: 'owner_unavailable' }, ifStill }
}

/** A lead that is closed, unassigned or gone by now has nothing to be moved. */
function delayOf(result: CommandResult, { attempts }: ClaimedTask): TaskDelay | null {
  if (result.kind === 'failed' || result.retryAtMs === undefined) return null
  return { until: { atMs: result.retryAtMs }, error: null, attempts: attempts - 1 }
}
