import type { BacklogAnswer } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'

/** What waits to be done in a workspace, by the database's clock; `null`: there is no such workspace. */
export async function readBacklog(db: Queryable, workspaceId: string): Promise<BacklogAnswer | null> {
  const rows = await db.query<BacklogAnswer>(
    {
      name: 'read_backlog',
      text: `
    select desk.version as desk_version, held.*, clocks.*, tasks.*, deliveries.*, imports.*
      from desk
     cross join lateral (
       select count(*) as holds,
              count(*) filter (where hold.retry_at <= now()) as holds_due,
              count(*) filter (where hold.error is not null) as parked,
              coalesce(extract(epoch from now() - min(hold.since)), 0)::float8 as hold_oldest_seconds
         from hold
        where hold.workspace_id = $1) as held
     cross join lateral (
       select count(*) as clocks_armed,
              count(*) filter (where clock.next_at <= now()) as clocks_due,
              greatest(coalesce(extract(epoch from now() - min(clock.next_at)), 0), 0)::float8 as clock_oldest_seconds
         from clock
        where clock.workspace_id = $1 and clock.next_at is not null) as clocks
     cross join lateral (
       select count(*) as tasks,
              count(*) filter (where task.run_at <= now()) as tasks_due,
              greatest(coalesce(extract(epoch from now() - min(task.run_at)), 0), 0)::float8 as task_oldest_seconds
         from task
        where task.workspace_id = $1) as tasks
     cross join lateral (
       select count(*) as deliveries,
              count(*) filter (where outbox.next_at <= now()) as deliveries_due,
              greatest(coalesce(extract(epoch from now() - min(outbox.next_at)), 0), 0)::float8 as delivery_oldest_seconds
         from outbox
        where outbox.workspace_id = $1 and outbox.next_at is not null) as deliveries
     cross join lateral (
       select count(*) as imports_open, coalesce(sum(import_job.row_count - import_job.done_count), 0)::bigint as import_rows_left
         from import_job
        where import_job.workspace_id = $1 and import_job.state = 'running') as imports
     where desk.workspace_id = $1`,
    },
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Who does what for a workspace, and until when; instants are epoch milliseconds. */
export type LeaseRow = {
  readonly name: string
  readonly holder: string
  readonly untilMs: number
  readonly isHeld: boolean
}

/** The leases of a workspace. */
export async function listLeases(db: Queryable, workspaceId: string): Promise<readonly LeaseRow[]> {
  return db.query<LeaseRow>(
    `
    select lease.name, lease.holder, lease.until as "untilMs", lease.until > clock_timestamp() as "isHeld"
      from lease
     where lease.workspace_id = $1
     order by lease.name`,
    [workspaceId],
  )
}

/** The database's clock, in epoch milliseconds. */
export async function readClockMs(db: Queryable): Promise<number> {
  const rows = await db.query<{ nowMs: number }>(`select clock_timestamp() as "nowMs"`)
  return rows[0]?.nowMs ?? 0
}

/** Settings of the database server by name, as `show` gives them; one that it does not have is left out. */
export async function readSettings(db: Queryable, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const rows = await db.query<{ name: string; setting: string }>(
    `select pg_settings.name, current_setting(pg_settings.name) as setting from pg_settings where pg_settings.name = any($1)`,
    [names],
  )
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
}

/** The nodes that are connected to this database now, by their names. */
export async function listNodes(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ node: string }>(
    `
    select distinct substring(pg_stat_activity.application_name from 10) as node
      from pg_stat_activity
     where pg_stat_activity.datname = current_database()
       and starts_with(pg_stat_activity.application_name, 'rightful ')
       and pg_stat_activity.application_name not in ('rightful command', 'rightful backup')
     order by node`,
  )
  return rows.map(({ node }) => node)
}
