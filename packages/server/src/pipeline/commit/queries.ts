import type { Queryable } from '../../platform/db/database.ts'
import type { EndedAssignment, EndedClock } from '../desk/batch.ts'
import type { QueuePlace } from '../desk/waking.ts'

/** What ends of a workspace at one version and instant. */
export type Ending = { readonly workspaceId: string; readonly version: number; readonly nowMs: number }

/** Ends the open assignments of these leads and roles. Returns how many there were. */
export async function endAssignments(
  tx: Queryable,
  { workspaceId, version, nowMs }: Ending,
  ended: readonly EndedAssignment[],
): Promise<number> {
  return tx.execute(
    {
      name: 'end_assignments',
      text: `
    update assignment
       set to_version = $2, to_at = to_timestamp($3::float8 / 1000), end_reason = ended.reason
      from unnest($4::uuid[], $5::text[], $6::text[]) as ended (lead_id, role, reason)
     where assignment.workspace_id = $1 and assignment.lead_id = ended.lead_id and assignment.role = ended.role
       and assignment.to_version is null`,
    },
    [
      workspaceId,
      version,
      nowMs,
      ended.map(({ leadId }) => leadId),
      ended.map(({ role }) => role),
      ended.map(({ reason }) => reason),
    ],
  )
}

/** Ends running clocks; one that ended already stays as it is. */
export async function endRunningClocks(
  tx: Queryable,
  { workspaceId, nowMs }: Ending,
  ended: readonly EndedClock[],
): Promise<number> {
  return tx.execute(
    {
      name: 'end_clocks',
      text: `
    update clock
       set ended_at = to_timestamp($2::float8 / 1000), next_at = null, end_reason = ended.reason, raw_ms = ended.raw_ms,
           working_ms = ended.working_ms,
           breached_at = coalesce(clock.breached_at, to_timestamp(ended.breached_ms / 1000)),
           breach_cause = coalesce(clock.breach_cause, ended.breach_cause)
      from unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[], $9::float8[], $10::text[])
           as ended (lead_id, name, from_version, reason, raw_ms, working_ms, breached_ms, breach_cause)
     where clock.workspace_id = $1 and clock.lead_id = ended.lead_id and clock.name = ended.name
       and clock.from_version = ended.from_version and clock.ended_at is null`,
    },
    [
      workspaceId,
      nowMs,
      ended.map(({ leadId }) => leadId),
      ended.map(({ name }) => name),
      ended.map(({ fromVersion }) => fromVersion),
      ended.map(({ reason }) => reason),
      ended.map(({ rawMs }) => rawMs),
      ended.map(({ workingMs }) => workingMs),
      ended.map(({ breachedMs }) => breachedMs),
      ended.map(({ breachCause }) => breachCause),
    ],
  )
}

/** Leads that wait no longer. */
export async function liftHolds(tx: Queryable, workspaceId: string, leadIds: readonly string[]): Promise<number> {
  return tx.execute(
    { name: 'lift_holds', text: `delete from hold where hold.workspace_id = $1 and hold.lead_id = any($2::uuid[])` },
    [workspaceId, leadIds],
  )
}

/** Which held leads to wake: that wait at one of these places, behind a place in the queue, so many at most. */
export type WakeAsk = {
  readonly workspaceId: string
  readonly nowMs: number
  readonly places: readonly string[]
  readonly after: QueuePlace
  readonly limit: number
}

/** Makes the next held leads due at once, in the order of the queue, and returns them; those that are due already are passed over. */
export async function wakeSome(
  tx: Queryable,
  { workspaceId, nowMs, places, after, limit }: WakeAsk,
): Promise<readonly QueuePlace[]> {
  return tx.query<QueuePlace>(
    {
      name: 'wake_some',
      // By `-priority`, as the index has it: a look at what is due is not to be drawn to an index that has all that wait.
      text: `
    with next as (
      select hold.lead_id
        from hold
       where hold.workspace_id = $1 and hold.pool_ids && $3::text[] and hold.reason <> 'error'
         and (hold.retry_at is null or hold.retry_at > to_timestamp($2::float8 / 1000))
         and (-hold.priority, hold.since, hold.lead_id) > (-$4::integer, to_timestamp($5::float8 / 1000), $6::uuid)
       order by -hold.priority, hold.since, hold.lead_id
       limit $7),
         woken as (
      update hold
         set retry_at = to_timestamp($2::float8 / 1000)
       where hold.workspace_id = $1 and hold.lead_id = any(array(select next.lead_id from next))
      returning hold.priority, hold.since, hold.lead_id)
    select woken.priority, round(extract(epoch from woken.since) * 1000)::float8 as "sinceMs", woken.lead_id as "leadId"
      from woken
     order by -woken.priority, woken.since, woken.lead_id`,
    },
    [workspaceId, nowMs, places, after.priority, after.sinceMs, after.leadId, limit],
  )
}
