import { type operationStatus, RoutingError } from '@rightful/contract'
import type { z } from 'zod'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { clockDifferenceMs } from './clock-difference.ts'
import { listLeases, readBacklog } from './queries.ts'

/** The server that is asked. */
export type StatusSource = {
  readonly db: Database
  readonly node: string
  readonly version: string
  readonly embedded: object | null
}

/** How the server and a workspace are doing. Throws `workspace_not_found`. */
export async function readStatus(
  { db, node, version, embedded }: StatusSource,
  workspaceId: string,
): Promise<z.input<typeof operationStatus>> {
  const backlog = await readBacklog(db, workspaceId)
  if (backlog === null) throw new RoutingError('workspace_not_found')
  const leases = await listLeases(db, workspaceId)
  return {
    version,
    node,
    database: {
      version: `${Math.trunc(db.serverVersion / 10_000)}.${db.serverVersion % 10_000}`,
      is_embedded: embedded !== null,
      clock_difference_ms: await clockDifferenceMs(db),
    },
    workspace_id: workspaceId,
    backlog,
    leases: leases.map(({ name, holder, untilMs, isHeld }) => ({
      name,
      holder,
      until: isoTime(untilMs),
      is_held: isHeld,
    })),
  }
}
