import type { Queryable } from '../../platform/db/database.ts'
import { findActiveDestinations } from './queries.ts'

/** Where events go, as far as the desk needs to know. */
export type Subscription = {
  readonly destinationId: string
  /** Event kinds; `*` is all. */
  readonly kinds: ReadonlySet<string>
}

/** The destinations that get events now. */
export async function readSubscriptions(db: Queryable, workspaceId: string): Promise<readonly Subscription[]> {
  const rows = await findActiveDestinations(db, workspaceId)
  return rows.map(({ destinationId, config }) => {
    const { events }: { readonly events?: readonly string[] } = JSON.parse(config)
    return { destinationId, kinds: new Set(events ?? ['*']) }
  })
}
