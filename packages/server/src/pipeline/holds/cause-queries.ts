import type { Queryable } from '../../platform/db/database.ts'

/** Leads of a cause that are looked at one by one. */
const LOOKED_AT_MAX = 200
const EXAMPLES_MAX = 5
const TALLY_MAX = 5
/** Causes that are told. */
const CAUSES_MAX = 200

/** How many of something, by its name. */
export type Tally = readonly { readonly id: string; readonly leads: number }[]

/** Why leads wait, and what of them the oldest ask for. Instants are epoch milliseconds. */
export type CauseRow = {
  readonly queue: string
  readonly reason: string
  readonly count: number
  readonly sinceMs: number
  readonly retryMs: number | null
  readonly examples: readonly string[]
  readonly lookedAt: number
  readonly missing: Tally
  readonly pools: Tally
  readonly routes: Tally
  readonly errors: Tally
}

/**
 * The causes for which leads of workspace `$1` wait, each with the time since when the first waits: a walk along the index by cause,
 * from one to the next. The beginning of a statement that reads them as `cause`.
 */
export const eachCause = `
    with recursive cause as (
      (select hold.queue, hold.reason, hold.since
         from hold
        where hold.workspace_id = $1
        order by hold.queue, hold.reason, hold.since
        limit 1)
      union all
      select next.*
        from cause
       cross join lateral (
         select hold.queue, hold.reason, hold.since
           from hold
          where hold.workspace_id = $1 and (hold.queue, hold.reason) > (cause.queue, cause.reason)
          order by hold.queue, hold.reason, hold.since
          limit 1) as next)`

function tallyOf(name: string, from: string): string {
  return `
       select coalesce(json_agg(json_build_object('id', one.id, 'leads', one.leads) order by one.leads desc, one.id), '[]') as ${name}
         from (select ${from}
                group by 1
                order by 2 desc, 1
                limit ${TALLY_MAX}) as one`
}

/** Why leads wait now, each cause counted up to `countMax` and one more. */
export async function findCauses(db: Queryable, workspaceId: string, countMax: number): Promise<readonly CauseRow[]> {
  return db.query<CauseRow>(
    {
      name: 'find_causes_of_holds',
      text: `${eachCause}
    select cause.queue, cause.reason, floor(extract(epoch from cause.since) * 1000)::float8 as "sinceMs", counted.count,
           looked."lookedAt", looked."retryMs", looked.examples, missing.missing, pools.pools, routes.routes, errors.errors
      from (select * from cause limit ${CAUSES_MAX}) as cause
     cross join lateral (
       select count(*) as count
         from (select 1 from hold
                where hold.workspace_id = $1 and hold.queue = cause.queue and hold.reason = cause.reason limit $2) as one) as counted
     cross join lateral (
       select count(*) as "lookedAt", floor(extract(epoch from min(oldest.retry_at)) * 1000)::float8 as "retryMs",
              array_agg(oldest.lead_id order by oldest.since, oldest.lead_id) as ids,
              (array_agg(oldest.lead_id order by oldest.since, oldest.lead_id))[1:${EXAMPLES_MAX}] as examples
         from (select hold.lead_id, hold.since, hold.retry_at
                 from hold
                where hold.workspace_id = $1 and hold.queue = cause.queue and hold.reason = cause.reason
                order by hold.since, hold.lead_id
                limit ${LOOKED_AT_MAX}) as oldest) as looked
     cross join lateral (${tallyOf(
       'missing',
       `field as id, count(*) as leads
                 from lead
                 join decision on decision.workspace_id = $1 and decision.decision_id = lead.decision_id
                cross join lateral json_array_elements_text(decision.record::json -> 'missing') as field
                where lead.workspace_id = $1 and lead.lead_id = any(looked.ids)`,
     )}) as missing
     cross join lateral (${tallyOf(
       'pools',
       `pool_id as id, count(*) as leads
                 from hold
                cross join lateral unnest(hold.pool_ids) as pool_id
                where hold.workspace_id = $1 and hold.lead_id = any(looked.ids)`,
     )}) as pools
     cross join lateral (${tallyOf(
       'routes',
       `lead.route_id as id, count(*) as leads
                 from lead
                where lead.workspace_id = $1 and lead.lead_id = any(looked.ids) and lead.route_id is not null`,
     )}) as routes
     cross join lateral (${tallyOf(
       'errors',
       `hold.error as id, count(*) as leads
                 from hold
                where hold.workspace_id = $1 and hold.lead_id = any(looked.ids) and hold.error is not null`,
     )}) as errors`,
    },
    [workspaceId, countMax + 1],
  )
}

/** A destination with deliveries that failed. */
export type FailingRow = {
  readonly destinationId: string
  readonly name: string
  readonly kind: string
  readonly isActive: boolean
  readonly count: number
  readonly lastError: string | null
}

/** Destinations with deliveries that failed, each counted up to `countMax` and one more. */
export async function findFailing(
  db: Queryable,
  workspaceId: string,
  countMax: number,
): Promise<readonly FailingRow[]> {
  return db.query<FailingRow>(
    {
      name: 'find_failing_destinations',
      text: `
    select destination.destination_id as "destinationId", destination.name, destination.kind, destination.active as "isActive",
           counted.count, latest.error as "lastError"
      from destination
     cross join lateral (
       select count(*) as count
         from (select 1 from outbox
                where outbox.workspace_id = $1 and outbox.destination_id = destination.destination_id
                  and outbox.state = 'failed' limit $2) as one) as counted
     cross join lateral (
       select outbox.error
         from outbox
        where outbox.workspace_id = $1 and outbox.destination_id = destination.destination_id and outbox.state = 'failed'
        order by outbox.version desc, outbox.position desc
        limit 1) as latest
     where destination.workspace_id = $1
     order by counted.count desc, destination.destination_id`,
    },
    [workspaceId, countMax + 1],
  )
}

/** The leads of a cause, those that wait longest first. */
export async function findHeldLeads(
  db: Queryable,
  workspaceId: string,
  of: { readonly queue: string; readonly reason: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db.query<{ readonly leadId: string }>(
    {
      name: 'find_held_leads',
      text: `
    select hold.lead_id as "leadId"
      from hold
     where hold.workspace_id = $1 and hold.queue = $2 and hold.reason = $3
     order by hold.since, hold.lead_id
     limit $4`,
    },
    [workspaceId, of.queue, of.reason, of.limit],
  )
  return rows.map(({ leadId }) => leadId)
}

/** Makes these leads due at an instant where they still wait; to be called under the desk's lock. Returns how many they are. */
export async function makeDue(
  tx: Queryable,
  workspaceId: string,
  { leadIds, atMs }: { readonly leadIds: readonly string[]; readonly atMs: number },
): Promise<number> {
  return tx.execute(
    {
      name: 'make_holds_due',
      text: `
    update hold
       set retry_at = to_timestamp($3::float8 / 1000)
     where hold.workspace_id = $1 and hold.lead_id = any($2::uuid[])`,
    },
    [workspaceId, leadIds, atMs],
  )
}
