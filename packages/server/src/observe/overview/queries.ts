import { leadStates } from '@rightful/contract'
import { eachCause } from '../../pipeline/holds/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'

/** Things are counted up to so many. */
export const COUNT_MAX = 10_000
/** Leads whose times are looked at. */
const SAMPLE_MAX = 1000

/** Leads that were received within a quarter of an hour, by when it began; epoch milliseconds. */
export type QuarterCount = { readonly fromMs: number; readonly leads: number }

/** How many leads were received in each quarter of an hour from an instant on; those with none are left out. */
export async function countByQuarter(
  db: Queryable,
  workspaceId: string,
  sinceMs: number,
): Promise<readonly QuarterCount[]> {
  return db.query<QuarterCount>(
    `
    select (floor(extract(epoch from lead.received_at) / 900) * 900000)::float8 as "fromMs", count(*) as leads
      from unnest($2::text[]) as asked (state)
     cross join lateral (
       select lead.received_at
         from lead
        where lead.workspace_id = $1 and lead.state = asked.state and lead.received_at >= to_timestamp($3::float8 / 1000)
       offset 0) as lead
     group by 1`,
    [workspaceId, leadStates, sinceMs],
  )
}

/** What waits, is due and has failed now, each up to a bound and one more. Instants are epoch milliseconds. */
export type PresentCounts = {
  readonly nowMs: number
  readonly holds: number
  readonly parked: number
  readonly oldestMs: number | null
  readonly breached: number
  readonly dueSoon: number
  readonly failed: number
  readonly pending: number
}

/** Counts what waits, is due and has failed now. The oldest that waits is the oldest of each cause's first. */
export async function countPresent(db: Queryable, workspaceId: string): Promise<PresentCounts> {
  const rows = await db.query<PresentCounts>(
    {
      name: 'count_present',
      text: `${eachCause}
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs", oldest.*, held.*, breached.*, due.*, failed.*, pending.*
      from (
        select count(*) as holds, count(*) filter (where waiting.reason = 'error') as parked
          from (select hold.reason from hold where hold.workspace_id = $1 limit $2) as waiting) as held
     cross join (select floor(extract(epoch from min(cause.since)) * 1000)::float8 as "oldestMs" from cause) as oldest
     cross join (
        select count(*) as breached
          from (select 1 from clock
                 where clock.workspace_id = $1 and clock.breached_at is not null
                   and clock.ended_at is null and clock.due_at is not null limit $2) as one) as breached
     cross join (
        select count(*) as "dueSoon"
          from (select 1 from clock
                 where clock.workspace_id = $1 and (clock.breached_at is not null) = false
                   and clock.ended_at is null and clock.due_at <= now() + interval '1 hour' limit $2) as one) as due
     cross join (
        select count(*) as failed
          from (select 1 from outbox where outbox.workspace_id = $1 and outbox.state = 'failed' limit $2) as one) as failed
     cross join (
        select count(*) as pending
          from (select 1 from outbox where outbox.workspace_id = $1 and outbox.next_at is not null limit $2) as one) as pending`,
    },
    [workspaceId, COUNT_MAX + 1],
  )
  const [row] = rows
  if (row === undefined) throw new Error('A row of counts is always answered.')
  return row
}

/** The times of the latest leads; milliseconds. */
export type SampledTimes = {
  readonly leads: number
  readonly sinceMs: number | null
  readonly assigned: number
  readonly percentilesMs: readonly (number | null)[] | null
  readonly met: number
  readonly missed: number
  readonly open: number
}

/** How long the latest leads waited for their first owner, and what became of the first follow-ups that were owed. */
export async function sampleTimes(db: Queryable, workspaceId: string, sinceMs: number): Promise<SampledTimes> {
  const rows = await db.query<SampledTimes>(
    {
      name: 'sample_times',
      text: `
    with latest as materialized (
      select lead.lead_id, lead.received_at
        from unnest($2::text[]) as asked (state)
       cross join lateral (
         select lead.lead_id, lead.received_at
           from lead
          where lead.workspace_id = $1 and lead.state = asked.state and lead.received_at >= to_timestamp($3::float8 / 1000)
          order by lead.received_at desc
          limit $4) as lead
       order by lead.received_at desc
       limit $4),
    owned as (
      select count(*) as leads, floor(extract(epoch from min(latest.received_at)) * 1000)::float8 as "sinceMs",
             count(first.at) as assigned,
             percentile_disc(array[0.5, 0.95]) within group (
               order by (extract(epoch from first.at - latest.received_at) * 1000)::float8) as "percentilesMs"
        from latest
       cross join lateral (
         select min(assignment.from_at) as at
           from assignment
          where assignment.workspace_id = $1 and assignment.lead_id = latest.lead_id and assignment.role = 'owner'
         offset 0) as first),
    followed as (
      select count(*) filter (where clock.end_reason = 'met') as met, count(*) filter (where clock.is_missed) as missed,
             count(*) filter (where clock.ended_at is null and not clock.is_missed) as open
        from latest
       cross join lateral (
         select clock.ended_at, clock.end_reason,
                (clock.breached_at is not null or coalesce(clock.end_reason = 'late', false)) as is_missed
           from clock
          where clock.workspace_id = $1 and clock.lead_id = latest.lead_id and clock.name = 'first_touch'
         offset 0) as clock)
    select owned.*, followed.* from owned cross join followed`,
    },
    [workspaceId, leadStates, sinceMs, SAMPLE_MAX],
  )
  const [row] = rows
  if (row === undefined) throw new Error('A row of figures is always answered.')
  return row
}

/** A version of the policy that became active. Instants are epoch milliseconds. */
export type Activation = {
  readonly version: number
  readonly atMs: number
  readonly by: string
  readonly kind: string
  readonly changeId: string | null
  readonly title: string | null
}

/** The versions that became active, the newest first; the one that is active now is the first. */
export async function findActivations(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<readonly Activation[]> {
  return db.query<Activation>(
    {
      name: 'find_latest_activations',
      text: `
    select activation.policy_version as version, activation.at as "atMs", activation.by, activation.kind,
           activation.change_id as "changeId", change_request.title
      from policy_activation as activation
      left join change_request on change_request.workspace_id = $1 and change_request.change_id = activation.change_id
     where activation.workspace_id = $1
     order by activation.policy_version desc
     limit $2`,
    },
    [workspaceId, limit],
  )
}
