import type { Queryable } from '../../platform/db/database.ts'

/** Something that must not be: which thing, and what is wrong with it. */
export type Violation = { readonly of: string; readonly what: string }

/** Finds what breaks a law in one workspace; at most `limit` of them. */
export type FindViolations = (db: Queryable, workspaceId: string, limit: number) => Promise<readonly Violation[]>

function finder(text: string): FindViolations {
  return (db, workspaceId, limit) => db.query<Violation>(`${text}\n limit $2`, [workspaceId, limit])
}

/** I1: a lead's state, its hold and its open assignment say the same. */
export const findStatesAtOdds = finder(`
    select lead.lead_id as of, 'is ' || lead.state || ' with ' || open.count || ' open main assignments and ' ||
           (case when hold.lead_id is null then 'no hold' else 'a hold' end) as what
      from lead
      left join hold on hold.workspace_id = lead.workspace_id and hold.lead_id = lead.lead_id
     cross join lateral (
       select count(*) as count, max(assignment.owner_id) as owner_id
         from assignment
        where assignment.workspace_id = lead.workspace_id and assignment.lead_id = lead.lead_id
          and assignment.role = 'owner' and assignment.to_version is null) as open
     where lead.workspace_id = $1
       and case
             when lead.state = 'assigned' then open.count <> 1 or open.owner_id is distinct from lead.owner_id or hold.lead_id is not null
             when lead.state in ('held', 'parked') then open.count <> 0 or hold.lead_id is null
             else open.count <> 0 or hold.lead_id is not null
           end`)

/** I1: a lead without what was given for it, or the other way round. */
export const findLostPeople = finder(`
    select coalesce(lead.lead_id, hold.lead_id) as of, 'is held and not stored' as what
      from hold
      left join lead on lead.workspace_id = hold.workspace_id and lead.lead_id = hold.lead_id
     where hold.workspace_id = $1 and lead.lead_id is null`)

/** I2: two owners in one role at one time. */
export const findOverlaps = finder(`
    select ordered.lead_id as of, 'role ' || ordered.role || ' from version ' || ordered.from_version || ' overlaps the one before' as what
      from (
        select assignment.lead_id, assignment.role, assignment.from_version,
               lag(coalesce(assignment.to_version, 9223372036854775807)) over (
                 partition by assignment.lead_id, assignment.role order by assignment.from_version) as before_to
          from assignment
         where assignment.workspace_id = $1) as ordered
     where ordered.before_to > ordered.from_version`)

/** I3: an assignment without its decision, unless that is so old that it may have been removed. */
export const findUndecidedAssignments = finder(`
    select assignment.lead_id as of, 'assignment from version ' || assignment.from_version || ' has no decision of that version' as what
      from assignment
      left join decision on decision.workspace_id = assignment.workspace_id and decision.decision_id = assignment.decision_id
     where assignment.workspace_id = $1
       and ((decision.decision_id is null and assignment.from_version >= coalesce((
              select retention.before_version
                from retention
               where retention.workspace_id = $1 and retention.kind = 'decisions'), 0))
            or decision.version <> assignment.from_version or decision.lead_id <> assignment.lead_id
            or decision.outcome <> 'assigned')`)

/** I3: a decision that assigned somebody and left no assignment. */
export const findUnmadeDecisions = finder(`
    select decision.decision_id as of, 'assigned ' || decision.owner_id || ' and left no assignment' as what
      from decision
      left join assignment
        on assignment.workspace_id = decision.workspace_id and assignment.lead_id = decision.lead_id
           and assignment.decision_id = decision.decision_id and assignment.role = 'owner'
     where decision.workspace_id = $1 and decision.outcome = 'assigned' and decision.reason <> 'kept'
       and (assignment.lead_id is null or assignment.owner_id <> decision.owner_id)`)

/** I3: a decision without its lead or its policy version. */
export const findRootlessDecisions = finder(`
    select decision.decision_id as of, 'has no lead or no policy version ' || decision.policy_version as what
      from decision
      left join lead on lead.workspace_id = decision.workspace_id and lead.lead_id = decision.lead_id
      left join policy_version
        on policy_version.workspace_id = decision.workspace_id and policy_version.policy_version = decision.policy_version
     where decision.workspace_id = $1 and (lead.lead_id is null or policy_version.policy_version is null)`)

/** I7: an event of a decision that is in an outbox twice or for an event that is not there. */
export const findStrayDeliveries = finder(`
    select outbox.destination_id || ' ' || outbox.version || '.' || outbox.position as of, 'has no event' as what
      from outbox
      left join event
        on event.workspace_id = outbox.workspace_id and event.version = outbox.version and event.position = outbox.position
     where outbox.workspace_id = $1 and event.version is null`)

/** I7: a destination that heard of an older owner after a newer one. */
export const findReorderedDeliveries = finder(`
    select older.destination_id || ' ' || older.version || '.' || older.position as of,
           'was delivered after ' || newer.version || '.' || newer.position || ' of the same lead' as what
      from outbox as older
      join outbox as newer
        on newer.workspace_id = older.workspace_id and newer.destination_id = older.destination_id
           and newer.lead_id = older.lead_id and (newer.version, newer.position) > (older.version, older.position)
      join event as told
        on told.workspace_id = older.workspace_id and told.version = older.version and told.position = older.position
      join event as after
        on after.workspace_id = newer.workspace_id and after.version = newer.version and after.position = newer.position
     where older.workspace_id = $1 and older.delivered_at > newer.delivered_at
       and told.kind in ('lead.assigned', 'lead.reassigned', 'lead.held', 'lead.refused')
       and after.kind in ('lead.assigned', 'lead.reassigned', 'lead.held', 'lead.refused')`)

/** I8: a clock that warned or ran out early, or that ended and still runs. */
export const findFalseClocks = finder(`
    select clock.lead_id as of, 'clock ' || clock.name || ' from version ' || clock.from_version || ' ' ||
           case when clock.ended_at is not null and clock.next_at is not null then 'ended and runs on'
                when clock.warned_at < clock.warn_at then 'warned early'
                when clock.breached_at < clock.due_at then 'ran out early'
                else 'is both met and run out' end as what
      from clock
     where clock.workspace_id = $1
       and ((clock.ended_at is not null and clock.next_at is not null)
            or clock.warned_at < clock.warn_at or clock.breached_at < clock.due_at
            or (clock.end_reason = 'met' and clock.breached_at is not null))`)

/** I8: a clock that still runs for a lead that has come to its end, or for an owner who has not got it. */
export const findOrphanClocks = finder(`
    select clock.lead_id as of, 'clock ' || clock.name || ' runs though the lead is ' || lead.state as what
      from clock
      join lead on lead.workspace_id = clock.workspace_id and lead.lead_id = clock.lead_id
     where clock.workspace_id = $1 and clock.ended_at is null
       and (lead.state in ('converted', 'disqualified', 'withdrawn', 'refused')
            or (clock.name = 'assignment' and lead.state = 'assigned')
            or (clock.name <> 'assignment' and lead.owner_id is distinct from clock.owner_id))`)

/** I10: a version that became active without an approval of its very content by somebody who wrote none of it, or any other right. */
export const findRightlessVersions = finder(`
    select 'policy version ' || activation.policy_version as of, 'became active by ' || activation.kind || ' without that right' as what
      from policy_activation as activation
      join policy_version
        on policy_version.workspace_id = activation.workspace_id and policy_version.policy_version = activation.policy_version
      left join change_request as request
        on request.workspace_id = activation.workspace_id and request.change_id = activation.change_id
      left join change_revision as revision
        on revision.workspace_id = request.workspace_id and revision.change_id = request.change_id and revision.revision = request.revision
      left join review_begin on review_begin.workspace_id = activation.workspace_id
     where activation.workspace_id = $1
       and case
             when activation.kind = 'bootstrap' then false
             when activation.kind = 'direct' then coalesce(activation.at > review_begin.at, false)
             when activation.kind = 'end' then request.ended_at is null
             when request.policy_version is distinct from activation.policy_version then true
             when activation.kind <> 'merge' and revision.content_hash is distinct from policy_version.content_hash then true
             when activation.kind in ('review', 'merge') then not exists (
               select 1
                 from change_approval as approval
                where approval.workspace_id = request.workspace_id and approval.change_id = request.change_id
                  and approval.revision = request.revision and approval.content_hash = revision.content_hash
                  and not exists (
                    select 1
                      from change_revision as authored
                     where authored.workspace_id = request.workspace_id and authored.change_id = request.change_id
                       and (authored.author_id = approval.user_id
                            or authored.created_by = 'user:' || approval.user_id::text)))
             when activation.kind = 'break_glass' then not request.is_bypassed
             else request.kind <> 'rollback'
           end`)

/** I10: a desk that decides by another version than the one that became active last. */
export const findInactivePolicy = finder(`
    select 'policy version ' || desk.policy_version as of, 'decides, and ' || coalesce(last.policy_version, 0) || ' became active last' as what
      from desk
     cross join lateral (
       select max(policy_activation.policy_version) as policy_version
         from policy_activation
        where policy_activation.workspace_id = desk.workspace_id) as last
     where desk.workspace_id = $1 and desk.policy_version <> coalesce(last.policy_version, 0)`)

/** I12: a key by which no lead is found. */
export const findDeadKeys = finder(`
    select lead_key.kind || ' ' || lead_key.key as of, 'leads to no lead' as what
      from lead_key
      left join lead on lead.workspace_id = lead_key.workspace_id and lead.lead_id = lead_key.lead_id
     where lead_key.workspace_id = $1 and lead.lead_id is null`)

/** The desk's versions follow one another without a gap, from the first that has to be kept on, and none is above the desk's own. */
export const findVersionGaps = finder(`
    select 'version ' || ordered.version as of, 'follows ' || coalesce(ordered.before::text, 'nothing') as what
      from (
        select desk_batch.version,
               lag(desk_batch.version, 1, greatest(kept.from_version - 1, 0)) over (order by desk_batch.version) as before,
               desk.version as last
          from desk_batch
          join desk on desk.workspace_id = desk_batch.workspace_id
         cross join (
           select coalesce(min(retention.before_version), 0) as from_version
             from retention
            where retention.workspace_id = $1) as kept
         where desk_batch.workspace_id = $1 and desk_batch.version >= kept.from_version) as ordered
     where ordered.version <> ordered.before + 1 or ordered.version > ordered.last`)

/** I13: work that should have been done a while ago. */
export const findOverdueWork = finder(`
    select late.of, late.what
      from (
        select 'hold ' || hold.lead_id as of, 'is due since ' || hold.retry_at as what
          from hold where hold.workspace_id = $1 and hold.retry_at < clock_timestamp() - interval '60 seconds'
        union all
        select 'clock ' || clock.lead_id || ' ' || clock.name, 'is due since ' || clock.next_at
          from clock where clock.workspace_id = $1 and clock.next_at < clock_timestamp() - interval '60 seconds'
        union all
        select 'task ' || task.task_id, task.kind || ' is due since ' || task.run_at
          from task where task.workspace_id = $1 and task.run_at < clock_timestamp() - interval '60 seconds' and task.error is null
        union all
        select 'outbox ' || outbox.destination_id || ' ' || outbox.version, 'is due since ' || outbox.next_at
          from outbox where outbox.workspace_id = $1 and outbox.next_at < clock_timestamp() - interval '60 seconds'
        union all
        select 'import ' || import_chunk.import_id || ' ' || import_chunk.chunk, 'is not done'
          from import_chunk where import_chunk.workspace_id = $1 and import_chunk.done_at is null
             and import_chunk.claimed_until < clock_timestamp() - interval '60 seconds') as late`)

/** A name by which another transaction sees what this one sees, as long as this one lasts. */
export async function exportSnapshot(tx: Queryable): Promise<string> {
  const [row] = await tx.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  if (row === undefined) throw new Error('The database exported no snapshot.')
  return row.snapshot
}

/** The balance of every member's ledger rows. */
export async function sumLedger(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { poolId: string; ownerId: string; amount: number }[]> {
  return db.query(
    `
    select ledger.pool_id as "poolId", ledger.owner_id as "ownerId", sum(ledger.amount)::bigint as amount
      from ledger
     where ledger.workspace_id = $1
     group by ledger.pool_id, ledger.owner_id`,
    [workspaceId],
  )
}

/** How many open assignments each owner has. */
export async function countOpenAssignments(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { ownerId: string; count: number }[]> {
  return db.query(
    `
    select assignment.owner_id as "ownerId", count(*)::bigint as count
      from assignment
     where assignment.workspace_id = $1 and assignment.to_version is null
     group by assignment.owner_id`,
    [workspaceId],
  )
}

/** For every assignment of a version: how many its owner then had open, itself included. */
export async function countOpenAtAssignment(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { ownerId: string; rosterVersion: number; openMax: number }[]> {
  return db.query(
    `
    select moments."ownerId", moments."rosterVersion", max(moments.open)::bigint as "openMax"
      from (
        select changes.owner_id as "ownerId", changes.roster_version as "rosterVersion", changes.is_start,
               sum(changes.change) over (partition by changes.owner_id order by changes.version, changes.change) as open
          from (
            select assignment.owner_id, assignment.from_version as version, 1 as change, true as is_start, decision.roster_version
              from assignment
              left join decision on decision.workspace_id = assignment.workspace_id and decision.decision_id = assignment.decision_id
             where assignment.workspace_id = $1
            union all
            select assignment.owner_id, assignment.to_version, -1, false, null
              from assignment
             where assignment.workspace_id = $1 and assignment.to_version is not null) as changes) as moments
     where moments.is_start and moments."rosterVersion" is not null
     group by moments."ownerId", moments."rosterVersion"`,
    [workspaceId],
  )
}
