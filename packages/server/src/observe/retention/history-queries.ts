import type { Queryable } from '../../platform/db/database.ts'
import type { SweepAsk, SweepStep } from './queries.ts'

type StepRow = {
  readonly lookedCount: number
  readonly goneCount: number
  readonly version: number | null
  readonly goneVersions?: readonly number[]
}

async function step(
  tx: Queryable,
  statement: { readonly name: string; readonly text: string },
  { ask, values }: { readonly ask: SweepAsk; readonly values: readonly unknown[] },
): Promise<SweepStep> {
  const { workspaceId, horizons, after, limit } = ask
  const [row] = await tx.query<StepRow>(statement, [workspaceId, horizons.decisions, after.version, limit, ...values])
  const place = { version: row?.version ?? after.version, position: 0 }
  const goneVersions = row?.goneVersions ?? []
  return { lookedCount: row?.lookedCount ?? 0, goneCount: row?.goneCount ?? 0, goneVersions, place }
}

const placed = `
    select (select count(*) from looked) as "lookedCount", (select count(*) from gone) as "goneCount",
           (select max(looked.version) from looked) as version`

const openStates = `'assigned', 'held', 'parked'`

/**
 * Removes the decisions of versions none of whose leads is open: those of one version were made one on top of the other, and
 * go together. A legal hold on one of them keeps all.
 */
export function removeDecisions(tx: Queryable, ask: SweepAsk): Promise<SweepStep> {
  return step(
    tx,
    {
      name: 'remove_decisions',
      text: `
      with looked as (
        select distinct decision.version
          from decision
         where decision.workspace_id = $1 and decision.version < $2 and decision.version > $3
         order by decision.version
         limit $4
      ), gone as (
        delete from decision
         using looked
         where decision.workspace_id = $1 and decision.version = looked.version
           and not exists (
             select 1
               from decision as other
               join lead on lead.workspace_id = $1 and lead.lead_id = other.lead_id
              where other.workspace_id = $1 and other.version = looked.version and lead.state in (${openStates}))
           and not exists (
             select 1
               from decision as other
               join legal_hold on legal_hold.workspace_id = $1 and legal_hold.lead_id = other.lead_id
              where other.workspace_id = $1 and other.version = looked.version)
        returning decision.version
      ) ${placed},
           (select coalesce(array_agg(distinct gone.version order by gone.version), '{}') from gone) as "goneVersions"`,
    },
    { ask, values: [] },
  )
}

/** Removes what came in for leads that are open no more and under no legal hold. */
export function removeSubmissions(tx: Queryable, ask: SweepAsk): Promise<SweepStep> {
  return step(
    tx,
    {
      name: 'remove_submissions',
      text: `
      with looked as (
        select distinct submission.version
          from submission
         where submission.workspace_id = $1 and submission.version < $2 and submission.version > $3
         order by submission.version
         limit $4
      ), gone as (
        delete from submission
         using looked
         where submission.workspace_id = $1 and submission.version = looked.version
           and not exists (
             select 1
               from lead
              where lead.workspace_id = $1 and lead.lead_id = submission.lead_id and lead.state in (${openStates}))
           and not exists (
             select 1
               from legal_hold
              where legal_hold.workspace_id = $1 and legal_hold.lead_id = submission.lead_id)
        returning 1
      ) ${placed}`,
    },
    { ask, values: [] },
  )
}

/** A table of states, and what they are of. */
export type StateTable = { readonly table: 'pool_state' | 'person_state'; readonly id: 'pool_id' | 'owner_id' }

export const stateTables: readonly StateTable[] = [
  { table: 'pool_state', id: 'pool_id' },
  { table: 'person_state', id: 'owner_id' },
]

/** The pools or people of which there are states. */
export async function listStateIds(
  db: Queryable,
  workspaceId: string,
  { table, id }: StateTable,
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `
      with recursive had (id) as (
        (select min(${table}.${id}) from ${table} where ${table}.workspace_id = $1)
        union all
        select (select min(${table}.${id}) from ${table} where ${table}.workspace_id = $1 and ${table}.${id} > had.id)
          from had
         where had.id is not null)
    select had.id from had where had.id is not null`,
    [workspaceId],
  )
  return rows.map(({ id: found }) => found)
}

/**
 * Removes states that no stored decision was made on: a state is what the decisions after its version were made on, up to the
 * version of the next. The latest one is always kept.
 */
export function removeStates(
  tx: Queryable,
  ask: SweepAsk & { readonly of: StateTable; readonly id: string },
): Promise<SweepStep> {
  const { table, id } = ask.of
  return step(
    tx,
    {
      name: `remove_${table}`,
      text: `
      with looked as (
        select ${table}.version
          from ${table}
         where ${table}.workspace_id = $1 and ${table}.${id} = $5 and ${table}.version < $2 and ${table}.version > $3
         order by ${table}.version
         limit $4
      ), followed as (
        select looked.version, (
                 select min(next.version)
                   from ${table} as next
                  where next.workspace_id = $1 and next.${id} = $5 and next.version > looked.version) as next_version
          from looked
      ), gone as (
        delete from ${table}
         using followed
         where ${table}.workspace_id = $1 and ${table}.${id} = $5 and ${table}.version = followed.version
           and followed.next_version is not null
           and not exists (
             select 1
               from decision
              where decision.workspace_id = $1 and decision.version > followed.version
                and decision.version <= followed.next_version)
        returning 1
      ) ${placed}`,
    },
    { ask, values: [ask.id] },
  )
}

/** Removes the names of batches from before all horizons, but for the desk's last. */
export function removeBatches(tx: Queryable, ask: SweepAsk): Promise<SweepStep> {
  const { deliveries, events, decisions } = ask.horizons
  const before = Math.min(deliveries, events, decisions)
  return step(
    tx,
    {
      name: 'remove_batches',
      text: `
      with looked as (
        select desk_batch.version
          from desk_batch
          join desk on desk.workspace_id = $1
         where desk_batch.workspace_id = $1 and desk_batch.version < least($2::bigint, $5::bigint, desk.version)
           and desk_batch.version > $3
         order by desk_batch.version
         limit $4
      ), gone as (
        delete from desk_batch using looked where desk_batch.workspace_id = $1 and desk_batch.version = looked.version
        returning 1
      ) ${placed}`,
    },
    { ask, values: [before] },
  )
}
