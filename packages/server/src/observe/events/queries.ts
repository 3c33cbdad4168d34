import type { Queryable } from '../../platform/db/database.ts'

/** An event as stored; `body` is JSON. */
export type EventRow = {
  readonly version: number
  readonly position: number
  readonly kind: string
  readonly leadId: string | null
  readonly ownerId: string | null
  readonly atMs: number
  readonly body: string
}

/** Which events to read: those after a place in the workspace's order. */
export type EventAsk = {
  readonly workspaceId: string
  readonly afterVersion: number
  readonly afterPosition: number
  /** Empty: all. */
  readonly kinds: readonly string[]
  readonly limit: number
}

/** Events in their order. A desk commits one version after the other, so that none can turn up behind what was read. */
export async function findEvents(db: Queryable, ask: EventAsk): Promise<readonly EventRow[]> {
  return db.query<EventRow>(
    {
      name: 'find_events',
      text: `
    select event.version, event.position, event.kind, event.lead_id as "leadId", event.owner_id as "ownerId",
           event.at as "atMs", event.body
      from event
     where event.workspace_id = $1 and (event.version, event.position) > ($2, $3)
       and ($4::text[] = '{}' or event.kind = any($4::text[]))
     order by event.version, event.position
     limit $5`,
    },
    [ask.workspaceId, ask.afterVersion, ask.afterPosition, ask.kinds, ask.limit],
  )
}
