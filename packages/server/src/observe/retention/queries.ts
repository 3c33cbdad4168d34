import type { Queryable } from '../../platform/db/database.ts'

/** What is removed after so many days. */
export type RetentionKind = 'deliveries' | 'events' | 'decisions'

/** Rows of versions before these may be gone. */
export type Horizons = Readonly<Record<RetentionKind, number>>

/** The first batch of a workspace at or after a version, and whether it is from before some days ago; `null`: there is none. */
export async function findBatchFrom(
  db: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly days: number },
): Promise<{ readonly version: number; readonly isOld: boolean } | null> {
  const rows = await db.query<{ version: number; isOld: boolean }>(
    {
      name: 'find_batch_from',
      text: `
    select desk_batch.version, desk_batch.at < clock_timestamp() - $3::float8 * interval '1 day' as "isOld"
      from desk_batch
     where desk_batch.workspace_id = $1 and desk_batch.version >= $2
     order by desk_batch.version
     limit 1`,
    },
    [of.workspaceId, of.version, of.days],
  )
  return rows[0] ?? null
}

/** Whether a workspace was last swept longer ago than so many seconds, or never. */
export async function isSweepDue(db: Queryable, workspaceId: string, seconds: number): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'is_sweep_due',
      text: `
    select 1 as swept
      from retention
     where retention.workspace_id = $1 and retention.kind = 'decisions'
       and retention.swept_at > clock_timestamp() - $2::float8 * interval '1 second'`,
    },
    [workspaceId, seconds],
  )
  return rows.length === 0
}

/** Notes how far rows are about to be removed, before the first of them is; never goes back. Returns what is noted then. */
export async function raiseHorizons(tx: Queryable, workspaceId: string, horizons: Horizons): Promise<Horizons> {
  const kinds = Object.entries(horizons)
  const rows = await tx.query<{ kind: RetentionKind; beforeVersion: number }>(
    {
      name: 'raise_horizons',
      text: `
    insert into retention (workspace_id, kind, before_version, swept_at)
    select $1, raised.kind, raised.version, 'epoch'
      from unnest($2::text[], $3::bigint[]) as raised (kind, version)
        on conflict (workspace_id, kind) do update
       set before_version = greatest(retention.before_version, excluded.before_version)
    returning retention.kind, retention.before_version as "beforeVersion"`,
    },
    [workspaceId, kinds.map(([kind]) => kind), kinds.map(([, version]) => version)],
  )
  const noted = new Map(rows.map(({ kind, beforeVersion }) => [kind, beforeVersion]))
  return {
    deliveries: noted.get('deliveries') ?? 0,
    events: noted.get('events') ?? 0,
    decisions: noted.get('decisions') ?? 0,
  }
}

/** Notes that a workspace is swept. */
export async function finishSweep(tx: Queryable, workspaceId: string): Promise<void> {
  await tx.execute(
    {
      name: 'finish_sweep',
      text: `update retention set swept_at = clock_timestamp() where retention.workspace_id = $1`,
    },
    [workspaceId],
  )
}

/** Destinations that have deliveries, whether they still exist or not. */
export async function listDestinations(db: Queryable, workspaceId: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `
      with recursive had (id) as (
        (select outbox.destination_id
           from outbox where outbox.workspace_id = $1 order by outbox.destination_id limit 1)
        union all
        select (select outbox.destination_id
                  from outbox
                 where outbox.workspace_id = $1 and outbox.destination_id > had.id
                 order by outbox.destination_id
                 limit 1)
          from had
         where had.id is not null)
    select had.id from had where had.id is not null`,
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

/** Where a sweep of one table stands: rows at or before this place were looked at. */
export type SweepPlace = { readonly version: number; readonly position: number }

/** One step of a sweep: how many rows or versions were looked at, how many rows went, and where the next one begins. */
export type SweepStep = {
  readonly lookedCount: number
  readonly goneCount: number
  readonly place: SweepPlace
  /** The versions of which decisions went, ascending; left out where none can. */
  readonly goneVersions?: readonly number[]
}

/** What one step is to look at. */
export type SweepAsk = {
  readonly workspaceId: string
  readonly horizons: Horizons
  readonly after: SweepPlace
  readonly limit: number
}

type StepRow = {
  readonly lookedCount: number
  readonly goneCount: number
  readonly version: number | null
  readonly position: number | null
}

async function step(
  tx: Queryable,
  statement: { readonly name: string; readonly text: string },
  { after, values }: { readonly after: SweepPlace; readonly values: readonly unknown[] },
): Promise<SweepStep> {
  const [row] = await tx.query<StepRow>(statement, values)
  if (row === undefined) throw new Error('A step always says what it did.')
  const { lookedCount, goneCount, version, position } = row
  return { lookedCount, goneCount, place: version === null ? after : { version, position: position ?? 0 } }
}

const placed = `
    select (select count(*) from looked) as "lookedCount", (select count(*) from gone) as "goneCount", last.version, last.position
      from (select 1) as one
      left join lateral (
        select looked.version, looked.position from looked order by looked.version desc, looked.position desc limit 1) as last on true`

/**
 * Removes deliveries to a destination that ended well, and with their events also those that failed. One stays as long as an
 * older one of the same lead could still be sent: it is what shows that there is newer.
 */
export function removeDeliveries(
  tx: Queryable,
  ask: SweepAsk & { readonly destinationId: string },
): Promise<SweepStep> {
  const { workspaceId, destinationId, horizons, after, limit } = ask
  const values = [workspaceId, destinationId, after.version, after.position]
  return step(
    tx,
    {
      name: 'remove_deliveries',
      text: `
      with looked as (
        select outbox.version, outbox.position, outbox.state, outbox.lead_id
          from outbox
         where outbox.workspace_id = $1 and outbox.destination_id = $2 and (outbox.version, outbox.position) > ($3, $4)
           and outbox.version < greatest($5::bigint, $6::bigint)
         order by outbox.version, outbox.position
         limit $7
      ), gone as (
        delete from outbox
         using looked
         where outbox.workspace_id = $1 and outbox.destination_id = $2
           and outbox.version = looked.version and outbox.position = looked.position
           and ((looked.version < $5 and looked.state in ('delivered', 'superseded'))
                or (looked.version < $6 and looked.state in ('delivered', 'superseded', 'failed')))
           and not exists (
             select 1
               from event as other
               join outbox as open on open.workspace_id = $1 and open.destination_id = $2
                and open.version = other.version and open.position = other.position
              where other.workspace_id = $1 and other.lead_id = looked.lead_id and open.state in ('waiting', 'failed')
                and (other.version, other.position) < (looked.version, looked.position))
        returning 1
      ) ${placed}`,
    },
    { after, values: [...values, horizons.deliveries, horizons.events, limit] },
  )
}

/** Removes events of which nothing is in an outbox any more. */
export function removeEvents(
  tx: Queryable,
  ask: SweepAsk & { readonly destinationIds: readonly string[] },
): Promise<SweepStep> {
  const { workspaceId, destinationIds, horizons, after, limit } = ask
  return step(
    tx,
    {
      name: 'remove_events',
      text: `
      with looked as (
        select event.version, event.position
          from event
         where event.workspace_id = $1 and (event.version, event.position) > ($2, $3) and event.version < $4
         order by event.version, event.position
         limit $5
      ), gone as (
        delete from event
         using looked
         where event.workspace_id = $1 and event.version = looked.version and event.position = looked.position
           and not exists (
             select 1
               from unnest($6::uuid[]) as destination (id)
               join outbox on outbox.workspace_id = $1 and outbox.destination_id = destination.id
                and outbox.version = looked.version and outbox.position = looked.position)
        returning 1
      ) ${placed}`,
    },
    { after, values: [workspaceId, after.version, after.position, horizons.events, limit, destinationIds] },
  )
}
