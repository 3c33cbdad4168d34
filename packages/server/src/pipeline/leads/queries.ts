import type { Queryable } from '../../platform/db/queryable.ts'
import { type JoinedGiven, openJoined } from '../../control/privacy/read.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { LeadView } from '../desk/read.ts'
import type { DecisionParts } from '../decide/read.ts'

/** The columns of a `LeadView`. */
export const leadColumns = `lead.lead_id as "leadId", lead.version, lead.state, lead.priority, lead.owner_id as "ownerId",
           lead.pool_id as "poolId", lead.route_id as "routeId", lead.account_id as "accountId", lead.decision_id as "decisionId",
           lead.received_at as "receivedAtMs", lead.assigned_at as "assignedAtMs", lead.touched_at as "touchedAtMs",
           lead.closed_at as "closedAtMs"`

/** A lead with everything around it. What is in lists has instants as RFC 3339 text already. */
export type LeadDetailRow = LeadView & {
  /** `null` once erased. */
  readonly given: Readonly<Record<string, unknown>> | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly assignments: readonly Readonly<Record<string, unknown>>[]
  readonly clocks: readonly Readonly<Record<string, unknown>>[]
  readonly hold: Readonly<Record<string, unknown>> | null
}

/** An instant within JSON: RFC 3339 in UTC, to the millisecond. */
function utc(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** A row of `hold` as it is answered. */
export const holdObject = `json_build_object('queue', hold.queue, 'reason', hold.reason, 'since', ${utc('hold.since')},
                     'retry_at', ${utc('hold.retry_at')}, 'attempts', hold.attempts, 'error', hold.error)`

/** One lead with its assignments, clocks and hold, all as of one instant. `null`: no such lead in this workspace. */
export async function findLeadDetail(
  db: Queryable,
  workspaceId: string,
  leadId: string,
): Promise<LeadDetailRow | null> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<Omit<LeadDetailRow, 'given'> & JoinedGiven>(
    {
      name: 'find_lead_detail',
      text: `
    select ${leadColumns}, lead.attributes::json as attributes, lead_person.seed,
           lead_person.given, lead_person.sensitive,
           coalesce((
             select json_agg(json_build_object('role', assignment.role, 'owner_id', assignment.owner_id, 'pool_id', assignment.pool_id,
                      'decision_id', assignment.decision_id, 'assigned_by', assignment.assigned_by, 'from', ${utc('assignment.from_at')},
                      'until', ${utc('assignment.to_at')}, 'end_reason', assignment.end_reason)
                      order by assignment.from_version, assignment.role)
               from assignment
              where assignment.workspace_id = $1 and assignment.lead_id = lead.lead_id), '[]') as assignments,
           coalesce((
             select json_agg(json_build_object('name', clock.name, 'owner_id', clock.owner_id, 'pool_id', clock.pool_id,
                      'target_seconds', clock.target_seconds, 'hours', clock.hours, 'zone', clock.zone,
                      'started_at', ${utc('clock.started_at')}, 'due_at', ${utc('clock.due_at')}, 'warned_at', ${utc('clock.warned_at')},
                      'breached_at', ${utc('clock.breached_at')}, 'breach_cause', clock.breach_cause, 'ended_at', ${utc('clock.ended_at')},
                      'end_reason', clock.end_reason, 'raw_seconds', clock.raw_ms / 1000.0, 'working_seconds', clock.working_ms / 1000.0)
                      order by clock.from_version, clock.name)
               from clock
              where clock.workspace_id = $1 and clock.lead_id = lead.lead_id), '[]') as clocks,
           (select ${holdObject}
              from hold
             where hold.workspace_id = $1 and hold.lead_id = lead.lead_id) as hold
      from lead
      left join lead_person on lead_person.workspace_id = $1 and lead_person.lead_id = lead.lead_id
     where lead.workspace_id = $1 and lead.lead_id = $2`,
    },
    [workspaceId, leadId],
  )
  const [row] = rows
  return row === undefined ? null : { ...row, given: openJoined(keys, leadId, row) }
}

/** A decision in a list. */
export type DecisionRow = {
  readonly decisionId: string
  readonly leadId: string
  readonly cause: string
  readonly outcome: string
  readonly reason: string | null
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly routeId: string | null
  readonly policyVersion: number
  readonly rosterVersion: number
  readonly atMs: number
}

const decisionColumns = `decision.decision_id as "decisionId", decision.lead_id as "leadId", decision.cause, decision.outcome,
           decision.reason, decision.owner_id as "ownerId", decision.pool_id as "poolId", decision.route_id as "routeId",
           decision.policy_version as "policyVersion", decision.roster_version as "rosterVersion", decision.at as "atMs"`

/** More decisions of one lead than this are not listed. */
const decisionsAtMost = 500

/** The decisions of a lead, the newest first, at most 500. */
export async function findDecisionsOfLead(
  db: Queryable,
  workspaceId: string,
  leadId: string,
): Promise<readonly DecisionRow[]> {
  return db.query<DecisionRow>(
    {
      name: 'find_decisions_of_lead',
      text: `
    select ${decisionColumns}
      from decision
     where decision.workspace_id = $1 and decision.lead_id = $2
     order by decision.version desc, decision.position desc
     limit ${decisionsAtMost}`,
    },
    [workspaceId, leadId],
  )
}

/** One decision as stored. */
export type StoredDecisionRow = DecisionRow & DecisionParts

/** One decision with all that is stored of it. `null`: no such decision in this workspace. */
export async function findDecision(
  db: Queryable,
  workspaceId: string,
  decisionId: string,
): Promise<StoredDecisionRow | null> {
  const rows = await db.query<StoredDecisionRow>(
    {
      name: 'find_decision',
      text: `
    select ${decisionColumns}, decision.record, policy_content.name as "policyName", policy_content.hash as "policyHash",
           roster_version.hash as "rosterHash"
      from decision
      join policy_version
        on policy_version.workspace_id = decision.workspace_id and policy_version.policy_version = decision.policy_version
      join policy_content
        on policy_content.workspace_id = decision.workspace_id and policy_content.content_hash = policy_version.content_hash
      join roster_version
        on roster_version.workspace_id = decision.workspace_id and roster_version.roster_version = decision.roster_version
     where decision.workspace_id = $1 and decision.decision_id = $2`,
    },
    [workspaceId, decisionId],
  )
  return rows[0] ?? null
}

/** Whether a lead exists. */
export async function hasLead(db: Queryable, workspaceId: string, leadId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_lead',
      text: 'select 1 from lead where lead.workspace_id = $1 and lead.lead_id = $2',
    },
    [workspaceId, leadId],
  )
  return rows.length > 0
}

/** Whether a lead is owned by one of these owners, or one of them has a further role on it now. */
export async function hasLeadWithin(
  db: Queryable,
  workspaceId: string,
  { leadId, within }: { readonly leadId: string; readonly within: readonly string[] },
): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_lead_within',
      text: `
    select 1
      from lead
     where lead.workspace_id = $1 and lead.lead_id = $2
       and (lead.owner_id = any($3::text[])
            or exists (select 1
                         from assignment
                        where assignment.workspace_id = $1 and assignment.lead_id = $2
                          and assignment.to_version is null and assignment.owner_id = any($3::text[])))`,
    },
    [workspaceId, leadId, within],
  )
  return rows.length > 0
}

/** The lead that a decision is about; `null`: no such decision in this workspace. */
export async function findLeadOfDecision(
  db: Queryable,
  workspaceId: string,
  decisionId: string,
): Promise<string | null> {
  const rows = await db.query<{ readonly leadId: string }>(
    {
      name: 'find_lead_of_decision',
      text: `
    select decision.lead_id as "leadId"
      from decision
     where decision.workspace_id = $1 and decision.decision_id = $2`,
    },
    [workspaceId, decisionId],
  )
  return rows[0]?.leadId ?? null
}
