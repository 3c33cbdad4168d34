import type { Queryable } from '../../packages/server/src/platform/db/database.ts'

/** Stores so many more leads like one that is assigned, each with a clock that has warned and is due at some instant of a span that starts in a while. */
export async function armClocks(
  db: Queryable,
  workspaceId: string,
  { count, inMs, withinMs }: { readonly count: number; readonly inMs: number; readonly withinMs: number },
): Promise<void> {
  await db.execute(`update clock set next_at = null where clock.workspace_id = $1`, [workspaceId])
  await db.execute(
    `with sample as (
       select lead.lead_id from lead where lead.workspace_id = $1 and lead.state = 'assigned' limit 1),
          made as materialized (
       select gen_random_uuid() as lead_id, sample.lead_id as sample_id, random() as share
         from sample, generate_series(1, $2::integer)),
          leads as (
       insert into lead
       select (jsonb_populate_record(lead, jsonb_build_object('lead_id', made.lead_id))).*
         from made join lead on lead.workspace_id = $1 and lead.lead_id = made.sample_id),
          span as (
       select clock_timestamp() + $3::float8 * interval '1 millisecond' as start_at)
     insert into clock (workspace_id, lead_id, name, from_version, owner_id, pool_id, target_seconds, hours, started_at,
                        warn_at, warned_at, due_at, next_at)
     select $1, made.lead_id, 'first_touch', lead.version, lead.owner_id, lead.pool_id, 7200, 'wall', lead.assigned_at,
            lead.assigned_at, lead.assigned_at, due.at, due.at
       from made
       join lead on lead.workspace_id = $1 and lead.lead_id = made.sample_id
      cross join span
      cross join lateral (
        select date_trunc('milliseconds', span.start_at + made.share * $4::float8 * interval '1 millisecond') as at) as due`,
    [workspaceId, count, inMs, withinMs],
  )
  await db.execute(`analyze`)
}

/** How many of the armed clocks have not run out yet. */
export async function runningClocks(db: Queryable, workspaceId: string): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::integer as count from (
       select 1 from clock where clock.workspace_id = $1 and clock.warned_at is not null and clock.next_at is not null limit 1) as one`,
    [workspaceId],
  )
  return rows[0]?.count ?? 0
}

/** What was told, and how long after the due instant it was committed, by the database's own record. */
export type Lateness = {
  readonly told: number
  readonly leads: number
  readonly minSeconds: number
  readonly p50Seconds: number
  readonly p99Seconds: number
  readonly maxSeconds: number
  readonly spanSeconds: number
}

/** Reads how late the clocks were; the earliest is by the instant that the desk told, which is before the commit. */
export async function readLateness(db: Queryable, workspaceId: string): Promise<Lateness> {
  const rows = await db.query<Lateness>(
    `select count(*)::integer as told, count(distinct told.lead_id)::integer as leads,
            min(extract(epoch from told.at - told.due_at))::float8 as "minSeconds",
            percentile_cont(0.5) within group (order by told.late)::float8 as "p50Seconds",
            percentile_cont(0.99) within group (order by told.late)::float8 as "p99Seconds",
            max(told.late)::float8 as "maxSeconds",
            extract(epoch from max(told.at) - min(told.at))::float8 as "spanSeconds"
       from (
         select event.lead_id, event.at, clock.due_at,
                extract(epoch from pg_xact_commit_timestamp(event.xmin) - clock.due_at) as late
           from event
           join clock on clock.workspace_id = event.workspace_id and clock.lead_id = event.lead_id and clock.name = 'first_touch'
          where event.workspace_id = $1 and event.kind = 'clock.breached') as told`,
    [workspaceId],
  )
  const [found] = rows
  if (found === undefined) throw new Error('No clock was told.')
  return found
}
