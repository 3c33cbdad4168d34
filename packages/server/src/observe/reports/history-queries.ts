import type { Queryable } from '../../platform/db/database.ts'
import type { KeptRows } from './report.ts'
import { ROWS_MAX } from './report.ts'

/** Versions from one on and before another: what happened within a period. */
export type VersionSpan = { readonly workspaceId: string; readonly fromVersion: number; readonly untilVersion: number }

/**
 * For each instant the first version that was made at or after it; where there is none, the one after the last. Versions follow one
 * another in time, so that each is found by halving.
 */
export async function findVersionsAt(
  db: Queryable,
  of: { readonly workspaceId: string; readonly lastVersion: number; readonly instantsMs: readonly number[] },
): Promise<readonly number[]> {
  const rows = await db.query<{ version: number }>(
    `
    with recursive search (place, at, low, high) as (
      select asked.place, to_timestamp(asked.ms / 1000), 1::bigint, $2::bigint + 1
        from unnest($3::float8[]) with ordinality as asked (ms, place)
      union all
      select search.place, search.at, case when found.at < search.at then found.version + 1 else search.low end,
             case when found.at < search.at then search.high else (search.low + search.high) / 2 end
        from search
        left join lateral (
          select desk_batch.version, desk_batch.at
            from desk_batch
           where desk_batch.workspace_id = $1 and desk_batch.version >= (search.low + search.high) / 2
           order by desk_batch.version
           limit 1) as found on true
       where search.low < search.high
    )
    select search.low as version
      from search
     where search.low >= search.high
     order by search.place`,
    [of.workspaceId, of.lastVersion, of.instantsMs],
  )
  return rows.map(({ version }) => version)
}

/** Before which versions rows may have been removed, by what they are. */
export async function readHorizons(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { readonly kind: KeptRows; readonly beforeVersion: number }[]> {
  return db.query(
    `
    select retention.kind, retention.before_version as "beforeVersion"
      from retention
     where retention.workspace_id = $1 and retention.kind in ('events', 'decisions')`,
    [workspaceId],
  )
}

/** The pools that have a ledger. */
export async function listLedgerPools(db: Queryable, workspaceId: string): Promise<readonly string[]> {
  const rows = await db.query<{ poolId: string }>(
    `
    with recursive had (pool_id) as (
      (select min(ledger.pool_id) from ledger where ledger.workspace_id = $1)
      union all
      select (select min(ledger.pool_id) from ledger where ledger.workspace_id = $1 and ledger.pool_id > had.pool_id)
        from had
       where had.pool_id is not null)
    select had.pool_id as "poolId" from had where had.pool_id is not null`,
    [workspaceId],
  )
  return rows.map(({ poolId }) => poolId)
}

/** The state of a pool as it was before each of some versions; `null`: it had none. */
export async function readStatesBefore(
  db: Queryable,
  of: { readonly workspaceId: string; readonly poolId: string; readonly versions: readonly number[] },
): Promise<readonly { readonly state: string | null }[]> {
  return db.query(
    `
    select latest.state
      from unnest($3::bigint[]) with ordinality as asked (version, place)
      left join lateral (
       select pool_state.state
         from pool_state
        where pool_state.workspace_id = $1 and pool_state.pool_id = $2 and pool_state.version < asked.version
        order by pool_state.version desc
        limit 1) as latest on true
     order by asked.place`,
    [of.workspaceId, of.poolId, of.versions],
  )
}

/** What a pool's members received of the leads of one channel between versions that follow one another, in the ledger's units. */
export type ChannelRow = {
  /** The place of the version before which it was, from 1 on. */
  readonly slot: number
  readonly channel: string | null
  readonly ownerId: string
  readonly amount: number
}

/** What a pool's members received by channel; the versions begin the slots, and the last one ends them. */
export async function sumByChannel(
  db: Queryable,
  of: {
    readonly workspaceId: string
    readonly poolId: string
    readonly versions: readonly number[]
    readonly field: string
  },
): Promise<readonly ChannelRow[]> {
  return db.query<ChannelRow>(
    `
    select width_bucket(entered.version, $3::bigint[]) as slot, lead.channel, entered.owner_id as "ownerId",
           sum(entered.amount)::bigint as amount
      from (
        select ledger.version, ledger.owner_id, ledger.lead_id, ledger.amount
          from ledger
         where ledger.workspace_id = $1 and ledger.pool_id = $2 and ledger.version >= $4 and ledger.version < $5
           and ledger.kind in ('lead', 'bound_lead', 'hand_over', 'rejected') and ledger.lead_id is not null
        offset 0) as entered
     cross join lateral (
       select lead.attributes::json ->> $6 as channel
         from lead
        where lead.workspace_id = $1 and lead.lead_id = entered.lead_id
       offset 0) as lead
     group by 1, 2, 3
     limit ${ROWS_MAX + 1}`,
    [of.workspaceId, of.poolId, of.versions.slice(0, -1), of.versions[0], of.versions.at(-1), of.field],
  )
}

/** Leads given to and taken back from somebody in a pool. */
export type CreditRow = {
  readonly poolId: string
  readonly ownerId: string
  readonly reason: string | null
  readonly given: number
  readonly credited: number
}

/** Leads that each member was given (without a reason), and credited for (by reason). */
export async function sumCredits(
  db: Queryable,
  span: VersionSpan,
  poolIds: readonly string[],
): Promise<readonly CreditRow[]> {
  return db.query<CreditRow>(
    `
    select asked.pool_id as "poolId", entered.owner_id as "ownerId", entered.reason,
           count(*) filter (where entered.kind <> 'rejected') as given, count(*) filter (where entered.kind = 'rejected') as credited
      from unnest($2::text[]) as asked (pool_id)
     cross join lateral (
       select ledger.owner_id, ledger.kind, case when ledger.kind = 'rejected' then ledger.reason end as reason
         from ledger
        where ledger.workspace_id = $1 and ledger.pool_id = asked.pool_id and ledger.version >= $3 and ledger.version < $4
          and (ledger.kind in ('lead', 'bound_lead', 'rejected') or (ledger.kind = 'hand_over' and ledger.amount > 0))
       offset 0) as entered
     group by 1, 2, 3
     order by 1, 2, 3
     limit ${ROWS_MAX + 1}`,
    [span.workspaceId, poolIds, span.fromVersion, span.untilVersion],
  )
}

/** Leads to which the same thing happened for the same cause. */
export type ExceptionRow = {
  readonly kind: string
  readonly cause: string | null
  /** The route or field or pool that it happened by. */
  readonly place: string | null
  readonly leads: number
  /** The latest of them. */
  readonly leadIds: readonly string[]
}

const examplesMax = 5

const counted = `count(distinct found.lead_id) as leads,
           (select array_agg(latest.lead_id order by latest.place) from (
             select example.lead_id, min(example.place) as place
               from unnest(array_agg(found.lead_id order by found.version desc)) with ordinality as example (lead_id, place)
              group by example.lead_id order by place limit ${examplesMax}) as latest)::text[] as "leadIds"`

/** New leads that no route took, by whether something was missing, and what. */
export async function findUnrouted(db: Queryable, span: VersionSpan): Promise<readonly ExceptionRow[]> {
  return db.query<ExceptionRow>(
    `
    select case when found.field is null then 'unmatched' else 'incomplete' end as kind, found.outcome as cause,
           found.field as place, ${counted}
      from (
        select decision.lead_id, decision.version, decision.outcome, missing.field
          from decision
          left join lateral json_array_elements_text(decision.record::json -> 'missing') as missing (field) on true
         where decision.workspace_id = $1 and decision.version >= $2 and decision.version < $3 and decision.cause = 'new'
           and decision.route_id is null and decision.outcome <> 'refused' and decision.reason <> 'bound') as found
     group by 1, 2, 3
     order by 1, 4 desc, 2, 3
     limit ${ROWS_MAX + 1}`,
    [span.workspaceId, span.fromVersion, span.untilVersion],
  )
}

/** Leads that waited, ran late, moved or were parked, by cause and route. */
export async function findMishaps(db: Queryable, span: VersionSpan): Promise<readonly ExceptionRow[]> {
  return db.query<ExceptionRow>(
    `
    select case found.kind when 'lead.held' then 'delayed' when 'lead.reassigned' then 'reassigned' when 'lead.parked' then 'parked'
             else 'overdue' end as kind,
           case found.kind when 'lead.held' then found.body ->> 'reason' when 'lead.reassigned' then found.body ->> 'cause'
             when 'lead.parked' then 'error' else (found.body ->> 'name') || ':' || (found.body ->> 'cause') end as cause,
           lead.route_id as place, ${counted}
      from (
        select event.lead_id, event.version, event.kind, event.body::json as body
          from event
         where event.workspace_id = $1 and event.version >= $2 and event.version < $3
           and event.kind in ('lead.held', 'lead.reassigned', 'lead.parked', 'clock.breached')
        offset 0) as found
     cross join lateral (
       select lead.route_id
         from lead
        where lead.workspace_id = $1 and lead.lead_id = found.lead_id
       offset 0) as lead
     where found.kind <> 'lead.held' or found.body ->> 'reason' not in ('unmatched', 'incomplete')
     group by 1, 2, 3
     order by 1, 4 desc, 2, 3
     limit ${ROWS_MAX + 1}`,
    [span.workspaceId, span.fromVersion, span.untilVersion],
  )
}
