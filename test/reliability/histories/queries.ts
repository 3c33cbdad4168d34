import { storeDestination } from '../../../packages/server/src/control/connections/read.ts'
import type { Queryable } from '../../../packages/server/src/platform/db/queryable.ts'
import { readGiven } from '../../../packages/server/src/testing/read-given.ts'

/** One row a version: which batch, and when by the database's clock. */
export async function readBatches(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { version: number; at: number }[]> {
  return db.query(
    {
      name: 'test_batches',
      text: `
    select desk_batch.version, desk_batch.at
      from desk_batch
     where desk_batch.workspace_id = $1
     order by desk_batch.version`,
    },
    [workspaceId],
  )
}

export type EventRow = {
  readonly version: number
  readonly position: number
  readonly kind: string
  readonly leadId: string | null
  readonly at: number
  readonly body: string
  /** Outbox entries of the event, for whichever destination. */
  readonly deliveries: number
}

/** Everything that was told, with how often it is to be delivered. */
export async function readEvents(db: Queryable, workspaceId: string): Promise<readonly EventRow[]> {
  return db.query(
    {
      name: 'test_events',
      text: `
    select event.version, event.position, event.kind, event.lead_id as "leadId", event.at, event.body,
           (select count(*)::bigint
              from outbox
             where outbox.workspace_id = event.workspace_id and outbox.version = event.version
               and outbox.position = event.position) as deliveries
      from event
     where event.workspace_id = $1
     order by event.version, event.position`,
    },
    [workspaceId],
  )
}

export type LeadRow = {
  readonly leadId: string
  readonly version: number
  readonly state: string
  readonly receivedAt: number
  readonly given: string | null
  readonly holdReason: string | null
  readonly retryAt: number | null
}

/** Every lead, with what was given for it and why it waits. */
export async function readLeads(db: Queryable, workspaceId: string): Promise<readonly LeadRow[]> {
  const given = await readGiven(db, workspaceId)
  const rows = await db.query<Omit<LeadRow, 'given'>>(
    {
      name: 'test_leads',
      text: `
    select lead.lead_id as "leadId", lead.version, lead.state, lead.received_at as "receivedAt",
           hold.reason as "holdReason", hold.retry_at as "retryAt"
      from lead
      left join hold on hold.workspace_id = lead.workspace_id and hold.lead_id = lead.lead_id
     where lead.workspace_id = $1
     order by lead.lead_id`,
    },
    [workspaceId],
  )
  return rows.map((row) => {
    const known = given.get(row.leadId)
    return { ...row, given: known === undefined ? null : JSON.stringify(known) }
  })
}

export type DecisionRow = {
  readonly decisionId: string
  readonly leadId: string
  readonly version: number
  readonly outcome: string
  readonly reason: string | null
  readonly ownerId: string | null
  readonly cause: string
  readonly at: number
}

/** Every decision, in order. */
export async function readDecisions(db: Queryable, workspaceId: string): Promise<readonly DecisionRow[]> {
  return db.query(
    {
      name: 'test_decisions',
      text: `
    select decision.decision_id as "decisionId", decision.lead_id as "leadId", decision.version, decision.outcome,
           decision.reason, decision.owner_id as "ownerId", decision.cause, decision.at
      from decision
     where decision.workspace_id = $1
     order by decision.version, decision.position`,
    },
    [workspaceId],
  )
}

/** Every version and instant that stands in a row, and what row that is: they have to be those of a batch. */
export async function readPlaces(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { of: string; version: number; at: number | null }[]> {
  return db.query(
    {
      name: 'test_places',
      text: `
    select 'assignment from' as of, assignment.from_version as version, assignment.from_at as at
      from assignment where assignment.workspace_id = $1
    union all
    select 'assignment to', assignment.to_version, assignment.to_at
      from assignment where assignment.workspace_id = $1 and assignment.to_version is not null
    union all
    select 'hold', hold.version, hold.held_at from hold where hold.workspace_id = $1
    union all
    select 'submission', submission.version, submission.at from submission where submission.workspace_id = $1
    union all
    select 'clock', clock.from_version, null from clock where clock.workspace_id = $1
    union all
    select 'ledger', ledger.version, null from ledger where ledger.workspace_id = $1
    union all
    select 'pool state', pool_state.version, null from pool_state where pool_state.workspace_id = $1
    union all
    select 'person state', person_state.version, null from person_state where person_state.workspace_id = $1`,
    },
    [workspaceId],
  )
}

/** What an import came to. */
export async function readImports(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { importId: string; state: string; rowCount: number; doneCount: number; leads: number }[]> {
  return db.query(
    {
      name: 'test_imports',
      text: `
    select import_job.import_id as "importId", import_job.state, import_job.row_count as "rowCount",
           import_job.done_count as "doneCount",
           (select count(*)::bigint
              from lead
             where lead.workspace_id = import_job.workspace_id and lead.import_id = import_job.import_id) as leads
      from import_job
     where import_job.workspace_id = $1`,
    },
    [workspaceId],
  )
}

/** Somebody who is to hear of events; nobody delivers to them. */
export async function insertDestination(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly destinationId: string; readonly config: string },
): Promise<void> {
  await storeDestination(tx, { ...of, kind: 'webhook', name: 'history', isActive: true, nowMs: Date.now() })
}
