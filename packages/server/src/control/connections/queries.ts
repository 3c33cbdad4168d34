import type { Queryable } from '../../platform/db/database.ts'

/** A destination as stored; `config` is JSON. */
export type DestinationRow = { readonly destinationId: string; readonly kind: string; readonly config: string }

/** The destinations that are switched on. */
export async function findActiveDestinations(db: Queryable, workspaceId: string): Promise<readonly DestinationRow[]> {
  return db.query<DestinationRow>(
    {
      name: 'find_active_destinations',
      text: `
    select destination.destination_id as "destinationId", destination.kind, destination.config
      from destination
     where destination.workspace_id = $1 and destination.active
     order by destination.destination_id`,
    },
    [workspaceId],
  )
}
