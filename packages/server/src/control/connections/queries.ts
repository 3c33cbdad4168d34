import type { Queryable } from '../../platform/db/queryable.ts'
import { openText, sealText } from '../../platform/secrets/sealed-text.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'

/** A destination; `config` is JSON with secrets in it, and sealed where it is stored. */
export type DestinationRow = {
  readonly destinationId: string
  readonly kind: string
  readonly name: string
  readonly config: string
  readonly isActive: boolean
  readonly createdAtMs: number
  readonly changedAtMs: number
}

const columns = `destination.destination_id as "destinationId", destination.kind, destination.name, destination.config,
           destination.active as "isActive", destination.created_at as "createdAtMs", destination.changed_at as "changedAtMs"`

/** The destinations that are switched on. */
export async function findActiveDestinations(db: Queryable, workspaceId: string): Promise<readonly DestinationRow[]> {
  const rows = await db.query<DestinationRow>(
    {
      name: 'find_active_destinations',
      text: `
    select ${columns}
      from destination
     where destination.workspace_id = $1 and destination.active
     order by destination.destination_id`,
    },
    [workspaceId],
  )
  return opened(db, workspaceId, rows)
}

/** All destinations, the oldest first. */
export async function findDestinations(db: Queryable, workspaceId: string): Promise<readonly DestinationRow[]> {
  const rows = await db.query<DestinationRow>(
    {
      name: 'find_destinations',
      text: `
    select ${columns}
      from destination
     where destination.workspace_id = $1
     order by destination.destination_id`,
    },
    [workspaceId],
  )
  return opened(db, workspaceId, rows)
}

/** One destination, also one that is switched off; `null`: the workspace has none with this id. */
export async function findDestination(
  db: Queryable,
  workspaceId: string,
  destinationId: string,
): Promise<DestinationRow | null> {
  const rows = await db.query<DestinationRow>(
    {
      name: 'find_destination',
      text: `
    select ${columns}
      from destination
     where destination.workspace_id = $1 and destination.destination_id = $2`,
    },
    [workspaceId, destinationId],
  )
  const [row] = await opened(db, workspaceId, rows)
  return row ?? null
}

async function opened(
  db: Queryable,
  workspaceId: string,
  rows: readonly DestinationRow[],
): Promise<readonly DestinationRow[]> {
  if (rows.length === 0) return rows
  const { secrets } = await readWorkspaceKeys(db, workspaceId)
  return rows.map((row) => ({ ...row, config: openText(secrets, placeOf(row.destinationId), row.config) }))
}

function placeOf(destinationId: string): string {
  return `destination ${destinationId}`
}

/** A destination to store. */
export type DestinationWrite = Pick<DestinationRow, 'destinationId' | 'kind' | 'name' | 'config' | 'isActive'> & {
  readonly workspaceId: string
  readonly nowMs: number
}

/** Stores a destination, or changes the one with its id. */
export async function storeDestination(tx: Queryable, destination: DestinationWrite): Promise<void> {
  const { workspaceId, destinationId, kind, name, isActive, nowMs } = destination
  const { secrets } = await readWorkspaceKeys(tx, workspaceId)
  const config = sealText(secrets, placeOf(destinationId), destination.config)
  await tx.execute(
    `
    insert into destination (workspace_id, destination_id, kind, name, config, active, created_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($7::float8 / 1000))
        on conflict (workspace_id, destination_id) do update
       set name = excluded.name, config = excluded.config, active = excluded.active, changed_at = excluded.changed_at`,
    [workspaceId, destinationId, kind, name, config, isActive, nowMs],
  )
}

/** What waits for a destination that was switched off has failed; what is under way comes to its own end. */
export async function failWaitingDeliveries(tx: Queryable, workspaceId: string, destinationId: string): Promise<void> {
  await tx.execute(
    `
    update outbox
       set state = 'failed', next_at = null, claimed_until = null, error = 'the destination was switched off'
     where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.next_at is not null
       and (outbox.claimed_until is null or outbox.claimed_until <= clock_timestamp())`,
    [workspaceId, destinationId],
  )
}
