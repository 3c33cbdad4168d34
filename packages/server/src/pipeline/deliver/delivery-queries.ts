import type { Queryable } from '../../platform/db/queryable.ts'
import type { Address, DeliveryKey } from './queries.ts'

/** A delivery as it is looked at. Instants are epoch milliseconds. */
export type DeliveryRow = {
  readonly version: number
  readonly position: number
  readonly kind: string
  readonly atMs: number
  readonly leadId: string | null
  readonly state: string
  readonly attempts: number
  readonly nextAtMs: number | null
  readonly deliveredAtMs: number | null
  readonly error: string | null
}

const columns = `outbox.version, outbox.position, event.kind, event.at as "atMs", outbox.lead_id as "leadId", outbox.state,
           outbox.attempts, outbox.next_at as "nextAtMs", outbox.delivered_at as "deliveredAtMs", outbox.error`

/** Which deliveries of a destination to list: those before a place in the order, the newest first. */
export type DeliveryAsk = Address & {
  /** `null`: whatever became of them. */
  readonly state: string | null
  readonly before: { readonly version: number; readonly position: number } | null
  readonly limit: number
}

/** Deliveries of a destination, the newest first. */
export async function findDeliveries(db: Queryable, ask: DeliveryAsk): Promise<readonly DeliveryRow[]> {
  return db.query<DeliveryRow>(
    {
      name: 'find_deliveries',
      text: `
    select ${columns}
      from outbox
      join event on event.workspace_id = $1 and event.version = outbox.version and event.position = outbox.position
     where outbox.workspace_id = $1 and outbox.destination_id = $2 and ($3::text is null or outbox.state = $3)
       and ($4::bigint is null or (outbox.version, outbox.position) < ($4::bigint, $5::integer))
     order by outbox.version desc, outbox.position desc
     limit $6`,
    },
    [
      ask.workspaceId,
      ask.destinationId,
      ask.state,
      ask.before?.version ?? null,
      ask.before?.position ?? null,
      ask.limit,
    ],
  )
}

/** One delivery; `null`: the destination has none for this event. */
export async function findDelivery(db: Queryable, key: DeliveryKey): Promise<DeliveryRow | null> {
  const rows = await db.query<DeliveryRow>(
    {
      name: 'find_delivery',
      text: `
    select ${columns}
      from outbox
      join event on event.workspace_id = $1 and event.version = outbox.version and event.position = outbox.position
     where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.version = $3 and outbox.position = $4`,
    },
    [key.workspaceId, key.destinationId, key.version, key.position],
  )
  return rows[0] ?? null
}

/** How many deliveries of a destination have failed. */
export async function countFailed(db: Queryable, { workspaceId, destinationId }: Address): Promise<number> {
  const rows = await db.query<{ count: number }>(
    {
      name: 'count_failed_deliveries',
      text: `
    select count(*) as count
      from outbox
     where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.state = 'failed'`,
    },
    [workspaceId, destinationId],
  )
  return rows[0]?.count ?? 0
}

/** Lets what has failed wait again, with all its attempts before it; returns how many that are. Switched off, nothing is. */
export async function redriveFailed(db: Queryable, { workspaceId, destinationId }: Address): Promise<number> {
  return db.execute(
    {
      name: 'redrive_failed_deliveries',
      text: `
    update outbox
       set state = 'waiting', attempts = 0, next_at = clock_timestamp(), claimed_until = null
      from destination
     where destination.workspace_id = $1 and destination.destination_id = $2 and destination.active
       and outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.state = 'failed'`,
    },
    [workspaceId, destinationId],
  )
}

/** The same for one delivery, which may also be waiting: then it is tried at once. One that is under way or ended well stays. */
export async function redriveOne(db: Queryable, key: DeliveryKey): Promise<boolean> {
  const count = await db.execute(
    {
      name: 'redrive_delivery',
      text: `
    update outbox
       set state = 'waiting', attempts = 0, next_at = clock_timestamp(), claimed_until = null
      from destination
     where destination.workspace_id = $1 and destination.destination_id = $2 and destination.active
       and outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.version = $3 and outbox.position = $4
       and outbox.state in ('failed', 'waiting')
       and (outbox.claimed_until is null or outbox.claimed_until <= clock_timestamp())`,
    },
    [key.workspaceId, key.destinationId, key.version, key.position],
  )
  return count === 1
}
