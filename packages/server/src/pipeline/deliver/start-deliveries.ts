import type { Registry } from 'prom-client'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import { createDeliveryMetrics } from './delivery-metrics.ts'
import { createDestinationLane, type DestinationLane, type LaneOptions } from './destination-lane.ts'
import { type DueDestination, findDueDestinations } from './queries.ts'

/** What deliveries work with. */
export type DeliveryOptions = Omit<LaneOptions, 'metrics' | 'onError'> & {
  readonly registry: Registry
  /** The workspaces whose events are delivered, asked at each look. */
  readonly workspaces: () => Promise<readonly string[]>
  readonly onError: (failure: WorkerFailure) => void
  /** At most so many milliseconds between two looks at a workspace, 250 unless told. */
  readonly everyMs?: number
}

const NAME = 'deliveries'

/**
 * Starts to deliver what waits in the outbox. Each destination has a lane of its own, so that a slow or dead one delays no
 * other. `wake` looks at once, as after a batch; `stop` waits for what is under way.
 */
export function startDeliveries(options: DeliveryOptions): Worker {
  const { db, registry, workspaces, onError, everyMs = 250 } = options
  const metrics = createDeliveryMetrics(registry)
  const lanes = new Map<string, DestinationLane>()
  const due = new Map<string, readonly DueDestination[]>()
  const laneOf = (workspaceId: string, destinationId: string): DestinationLane => {
    const key = `${workspaceId} ${destinationId}`
    const known = lanes.get(key)
    if (known !== undefined) return known
    const onLaneError: LaneOptions['onError'] = (_, thrown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      onError({ worker: NAME, workspaceId, error, failedInRow: 1, retryInMs: everyMs })
    }
    const lane = createDestinationLane({ workspaceId, destinationId }, { ...options, metrics, onError: onLaneError })
    lanes.set(key, lane)
    return lane
  }
  const worker = startWorkspaceWorker({
    name: NAME,
    everyMs,
    workspaces,
    onError,
    isDue: async (workspaceId) => {
      const found = await findDueDestinations(db, workspaceId)
      metrics.noteBacklog(workspaceId, Math.max(0, ...found.map(({ dueForMs }) => dueForMs)))
      due.set(workspaceId, found)
      return found.length > 0
    },
    act: async (workspaceId) => {
      for (const { destinationId } of due.get(workspaceId) ?? []) laneOf(workspaceId, destinationId).run()
    },
  })
  const stop = async (): Promise<void> => {
    await worker.stop()
    await Promise.all([...lanes.values()].map((lane) => lane.stop()))
  }
  return { wake: worker.wake, stop }
}
