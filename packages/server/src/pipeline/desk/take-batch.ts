import type { Lane } from './command.ts'
import { isShareable, type QueuedCommand } from './queued-command.ts'

/** What waits for a desk, in order; taking a batch takes it out. */
export type Lanes<Queued extends QueuedCommand> = Readonly<Record<Lane, Queued[]>>

const WEB_BATCH_MAX = 200
const BULK_BATCH_MAX = 100
/** Rows of an import in a batch while leads come from the web, so that none of those waits long for it. */
const BULK_BESIDE_WEB_MAX = 50
/** Batches of an import that follow one another before the desk is free for others. */
const BATCHES_A_LOCK_MAX = 4

/** Web leads first; an import fills what they leave, up to its own measure. What has to be alone is alone. */
export function takeBatch<Queued extends QueuedCommand>(lanes: Lanes<Queued>, isBesideWeb: boolean): readonly Queued[] {
  const web = takeRun(lanes.web, WEB_BATCH_MAX)
  if (web.some(({ command }) => !isShareable(command))) return web
  const bulkMax = isBesideWeb ? BULK_BESIDE_WEB_MAX : BULK_BATCH_MAX
  return [...web, ...takeRun(lanes.bulk, Math.max(0, bulkMax - web.length))]
}

/**
 * The next row of an import, alone, if it was left to later and the web goes before it: one that changes a known lead has to be
 * first in its batch, which beside the web it would never be. Empty: it needs no turn of its own.
 */
export function takeDeferred<Queued extends QueuedCommand & { readonly isDeferred: boolean }>({
  web,
  bulk,
}: Lanes<Queued>): readonly Queued[] {
  const isDeferred = bulk.slice(0, 1).some((next) => next.isDeferred)
  return isDeferred && web.length > 0 ? bulk.splice(0, 1) : []
}

/** One more whole batch of an import to follow under the same lock, after so many commands. */
export function takeMore<Queued extends QueuedCommand>({ bulk }: Lanes<Queued>, takenCount: number): readonly Queued[] {
  const isMore = bulk.length >= BULK_BATCH_MAX && takenCount < BATCHES_A_LOCK_MAX * BULK_BATCH_MAX
  return isMore ? takeRun(bulk, BULK_BATCH_MAX) : []
}

function takeRun<Queued extends QueuedCommand>(lane: Queued[], countMax: number): readonly Queued[] {
  const alone = lane.findIndex(({ command }) => !isShareable(command))
  if (alone === 0) return countMax === 0 ? [] : lane.splice(0, 1)
  return lane.splice(0, alone < 0 ? countMax : Math.min(countMax, alone))
}
