import type { Queryable } from '../../platform/db/database.ts'
import type { Value } from '@rightful/engine'
import { type JoinedGiven, openJoined } from '../../control/privacy/read.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { StoredLead } from './stored-lead.ts'

/** Epoch milliseconds of a column, as a number. */
function ms(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::float8`
}

/**
 * Leads with what was given for them, whom they belonged to, what runs and why they wait. Those that do not exist are left out.
 * Inside a batch the desk's lock keeps them as they are read.
 */
export async function findLeads(
  db: Queryable,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly StoredLead[]> {
  if (leadIds.length === 0) return []
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<Omit<StoredLead, 'given'> & JoinedGiven>(
    {
      name: 'find_leads',
      text: `
    select lead.lead_id as "leadId", lead.version, lead.state, lead.priority, lead.lane, lead.import_id as "importId",
           lead.owner_id as "ownerId", lead.pool_id as "poolId", lead.route_id as "routeId", lead.account_id as "accountId",
           lead.decision_id as "decisionId", ${ms('lead.received_at')} as "receivedAtMs", ${ms('lead.assigned_at')} as "assignedAtMs",
           ${ms('lead.touched_at')} as "touchedAtMs", ${ms('lead.closed_at')} as "closedAtMs",
           lead.moves::json as moves, lead.attributes::json as attributes, lead_person.seed,
           lead_person.given, lead_person.sensitive,
           coalesce((
             select json_agg(json_build_object('role', assignment.role, 'ownerId', assignment.owner_id, 'poolId', assignment.pool_id,
                      'decisionId', assignment.decision_id, 'fromVersion', assignment.from_version,
                      'fromMs', ${ms('assignment.from_at')}, 'toMs', ${ms('assignment.to_at')}, 'endReason', assignment.end_reason)
                      order by assignment.from_version, assignment.role)
               from assignment
              where assignment.workspace_id = lead.workspace_id and assignment.lead_id = lead.lead_id), '[]') as assignments,
           coalesce((
             select json_agg(json_build_object('name', clock.name, 'fromVersion', clock.from_version, 'ownerId', clock.owner_id,
                      'poolId', clock.pool_id, 'hours', clock.hours, 'targetSeconds', clock.target_seconds,
                      'startedMs', ${ms('clock.started_at')}, 'warnMs', ${ms('clock.warn_at')}, 'dueMs', ${ms('clock.due_at')},
                      'warnedMs', ${ms('clock.warned_at')}, 'breachedMs', ${ms('clock.breached_at')})
                      order by clock.from_version, clock.name)
               from clock
              where clock.workspace_id = lead.workspace_id and clock.lead_id = lead.lead_id and clock.ended_at is null), '[]') as clocks,
           (select json_build_object('queue', hold.queue, 'reason', hold.reason, 'sinceMs', ${ms('hold.since')},
                     'heldMs', ${ms('hold.held_at')}, 'retryMs', ${ms('hold.retry_at')}, 'attempts', hold.attempts)
              from hold
             where hold.workspace_id = lead.workspace_id and hold.lead_id = lead.lead_id) as hold
      from lead
      left join lead_person on lead_person.workspace_id = lead.workspace_id and lead_person.lead_id = lead.lead_id
     where lead.workspace_id = $1 and lead.lead_id = any($2::uuid[])`,
    },
    [workspaceId, leadIds],
  )
  return rows.map(({ sensitive, ...row }) => ({ ...row, given: openJoined(keys, row.leadId, { ...row, sensitive }) }))
}

/** What a decision counted its lead by: the values it read, and those it derived. */
export type CountedRow = {
  readonly decisionId: string
  readonly values: Readonly<Record<string, Value>>
  /** `null`: nothing was counted by values when it was made. */
  readonly derived: Readonly<Record<string, Value>> | null
}

/** What these decisions counted their leads by. Those that are not stored any more are left out. */
export async function findCounted(
  tx: Queryable,
  workspaceId: string,
  decisionIds: readonly string[],
): Promise<readonly CountedRow[]> {
  if (decisionIds.length === 0) return []
  return tx.query<CountedRow>(
    {
      name: 'find_counted',
      text: `
    select decision.decision_id as "decisionId", decision.record::json -> 'values' as "values",
           decision.record::json -> 'derived' as derived
      from decision
     where decision.workspace_id = $1 and decision.decision_id = any($2::uuid[])`,
    },
    [workspaceId, decisionIds],
  )
}
