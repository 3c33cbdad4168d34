import { Counter, type Registry } from 'prom-client'
import { switchOffDestination } from './control/connections/change-destination.ts'
import { type CheckpointOptions, startCheckpointWorker, startSealingWorker } from './control/audit/worker.ts'
import { startChangesWorker } from './control/changes/worker.ts'
import { startFeedWorker } from './control/people/feeds/worker.ts'
import { findWorkspaces } from './control/workspaces/read.ts'
import { startReportWorker } from './observe/reports/schedules/worker.ts'
import type { RetentionDays } from './observe/retention/sweep-workspace.ts'
import { startRetentionWorker } from './observe/retention/worker.ts'
import { startWhatIfWorker } from './observe/what-if/worker.ts'
import { createClockCounter } from './pipeline/clocks/clock-counter.ts'
import { startClocksWorker } from './pipeline/clocks/worker.ts'
import type { Desks } from './pipeline/desk/desks.ts'
import { startDeliveries } from './pipeline/deliver/start-deliveries.ts'
import { startHoldsWorker } from './pipeline/holds/worker.ts'
import { startImportsWorker } from './pipeline/imports/worker.ts'
import { startAbsencesWorker, startTaskWorker } from './pipeline/reassign/worker.ts'
import type { Database } from './platform/db/database.ts'
import type { Worker, WorkerFailure } from './platform/jobs/start-worker.ts'
import type { Outbound } from './platform/outbound/create-outbound.ts'
import type { Log } from './platform/log/create-log.ts'

/** What workers work with. */
export type WorkerOptions = {
  readonly db: Database
  readonly desks: Desks
  /** The node's name. */
  readonly node: string
  readonly log: Log
  readonly registry: Registry
  readonly outbound: Outbound
  /** For how long what is kept. */
  readonly keep: RetentionDays
  /** How checkpoints of the audit log are signed and published; `null`: no key can be had, and there are none. */
  readonly checkpoints: Pick<CheckpointOptions, 'key' | 'places' | 'rhythm'> | null
}

/** What runs beside the requests; the one place that knows all of it. */
export type Workers = { readonly stop: () => Promise<void> }

/** How long the list of workspaces is believed, in milliseconds. */
const WORKSPACES_FOR_MS = 1000

/** Starts every worker of this node. */
export function startWorkers(options: WorkerOptions): Workers {
  const { db, desks, node, log, registry, outbound, keep, checkpoints } = options
  const failures = new Counter({
    name: 'rightful_worker_failures_total',
    help: 'Turns of workers that failed and are tried again.',
    labelNames: ['worker'] as const,
    registers: [registry],
  })
  const onError = ({ worker, workspaceId, error, failedInRow, retryInMs }: WorkerFailure): void => {
    failures.inc({ worker })
    log.warn(
      { worker, workspace: workspaceId, err: error, failedInRow, retryInMs },
      'a worker failed and will try again',
    )
  }
  const shared = { db, node, workspaces: rememberWorkspaces(db), deskOf: desks.of, onError }
  const workers: readonly Worker[] = [
    startHoldsWorker(shared),
    startClocksWorker({ ...shared, onClocks: createClockCounter(registry) }),
    startTaskWorker(shared),
    startAbsencesWorker(shared),
    startImportsWorker(shared),
    startChangesWorker(shared),
    startFeedWorker({ ...shared, outbound }),
    startSealingWorker(shared),
    startReportWorker(shared),
    ...(checkpoints === null ? [] : [startCheckpointWorker({ ...shared, outbound, ...checkpoints })]),
    startWhatIfWorker(shared),
    startRetentionWorker({
      ...shared,
      keep,
      onSwept: (workspace, removed) => log.info({ workspace, removed }, 'what was kept long enough was removed'),
    }),
    startDeliveries({
      ...shared,
      registry,
      outbound,
      onGone: async (address) => {
        log.warn({ ...address }, 'a receiver said that it is gone, and its destination was switched off')
        await switchOffDestination(db, { ...address, by: 'system' }, 'gone')
      },
    }),
  ]
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

/** Workers ask several times a second; new workspaces are rare. */
function rememberWorkspaces(db: Database): () => Promise<readonly string[]> {
  let known: readonly string[] = []
  let untilMs = -Infinity
  return async () => {
    if (performance.now() < untilMs) return known
    known = (await findWorkspaces(db)).map(({ workspaceId }) => workspaceId)
    untilMs = performance.now() + WORKSPACES_FOR_MS
    return known
  }
}
