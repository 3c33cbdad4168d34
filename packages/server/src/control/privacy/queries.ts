import type { Queryable } from '../../platform/db/queryable.ts'
import type { SealedGiven } from './sealed-given.ts'

/** What was given for a lead, sealed. */
export type PersonRow = SealedGiven & { readonly leadId: string }

/** What was given for leads after one, in the order of their ids. */
export async function findPersons(
  db: Queryable,
  workspaceId: string,
  page: { readonly afterId: string; readonly limit: number },
): Promise<readonly PersonRow[]> {
  return db.query<PersonRow>(
    {
      name: 'find_persons',
      text: `
    select lead_person.lead_id as "leadId", lead_person.seed, lead_person.given, lead_person.sensitive
      from lead_person
     where lead_person.workspace_id = $1 and lead_person.lead_id > $2
     order by lead_person.lead_id
     limit $3`,
    },
    [workspaceId, page.afterId, page.limit],
  )
}

/** What came in for a lead after it was stored, sealed. */
export type SubmissionRow = {
  readonly leadId: string
  readonly version: number
  readonly kind: string
  readonly given: string
  readonly seed: string
  readonly atMs: number
}

/** What came in for these leads after they were stored. */
export async function findSubmissions(
  db: Queryable,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly SubmissionRow[]> {
  if (leadIds.length === 0) return []
  return db.query<SubmissionRow>(
    `
    select submission.lead_id as "leadId", submission.version, submission.kind, submission.given, lead_person.seed,
           submission.at as "atMs"
      from submission
      join lead_person
        on lead_person.workspace_id = submission.workspace_id and lead_person.lead_id = submission.lead_id
     where submission.workspace_id = $1 and submission.lead_id = any($2::uuid[])
     order by submission.lead_id, submission.version`,
    [workspaceId, leadIds],
  )
}

/** A lead that may have something to erase. */
export type HeldLead = {
  readonly leadId: string
  readonly state: string
  readonly receivedAtMs: number
  readonly seed: string | null
  readonly given: string | null
  readonly sensitive: string | null
  readonly holdIds: readonly string[]
}

/** These leads, with what was given for them and the legal holds that keep it. */
export async function findHeldLeads(
  db: Queryable,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly HeldLead[]> {
  return db.query<HeldLead>(
    `
    select lead.lead_id as "leadId", lead.state, lead.received_at as "receivedAtMs", lead_person.seed, lead_person.given,
           lead_person.sensitive, (
             select coalesce(array_agg(legal_hold.hold_id::text order by legal_hold.hold_id), '{}')
               from legal_hold
              where legal_hold.workspace_id = $1 and legal_hold.lead_id = lead.lead_id) as "holdIds"
      from lead
      left join lead_person on lead_person.workspace_id = $1 and lead_person.lead_id = lead.lead_id
     where lead.workspace_id = $1 and lead.lead_id = any($2::uuid[])
     order by lead.lead_id`,
    [workspaceId, leadIds],
  )
}

/**
 * Deletes all that names the person of these leads, and by what they are found again; what was decided stays. `version` is the one
 * that this makes of the workspace.
 */
export async function deletePersons(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly leadIds: readonly string[]; readonly version: number },
): Promise<void> {
  await tx.execute(
    `
    with person as (
      delete from lead_person where lead_person.workspace_id = $1 and lead_person.lead_id = any($2::uuid[])
    ), submitted as (
      delete from submission where submission.workspace_id = $1 and submission.lead_id = any($2::uuid[])
    ), key as (
      delete from lead_key where lead_key.workspace_id = $1 and lead_key.lead_id = any($2::uuid[]))
    update lead set version = $3 where lead.workspace_id = $1 and lead.lead_id = any($2::uuid[])`,
    [of.workspaceId, of.leadIds, of.version],
  )
}

/** Tables of which a person's export has the rows of their leads, as they are stored. */
export const exportedTables = ['lead', 'decision', 'assignment', 'clock', 'event'] as const

/** Rows of these leads in one of the tables, as JSON. */
export async function findRowsOf(
  db: Queryable,
  workspaceId: string,
  of: { readonly table: (typeof exportedTables)[number]; readonly leadIds: readonly string[] },
): Promise<readonly { readonly leadId: string; readonly row: Readonly<Record<string, unknown>> }[]> {
  const { table, leadIds } = of
  return db.query(
    `
    select stored.lead_id as "leadId", to_json(stored) as row
      from ${table} as stored
     where stored.workspace_id = $1 and stored.lead_id = any($2::uuid[])
     order by stored.lead_id`,
    [workspaceId, leadIds],
  )
}

/** Entries that forbid contact, or consent to it, as they hold now: their ids and their JSON. */
export async function findContactEntries(
  db: Queryable,
  workspaceId: string,
  kind: 'restriction' | 'consent',
): Promise<readonly { readonly id: string; readonly body: string }[]> {
  return db.query(
    `
    select roster_record.record_id as id, roster_record.body
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.kind = $2 and roster_record.to_version is null`,
    [workspaceId, kind],
  )
}

/** Leads that came to their end so many days ago, after one in the order of their ids. */
export type EndedPage = { readonly afterId: string; readonly days: number; readonly limit: number }

/** Leads that ended so long ago and whose person is still kept, but for those under a legal hold. */
export async function findEndedPersons(
  db: Queryable,
  workspaceId: string,
  { afterId, days, limit }: EndedPage,
): Promise<readonly string[]> {
  const rows = await db.query<{ leadId: string }>({ name: 'find_ended_persons', text: endedText('true') }, [
    workspaceId,
    afterId,
    days,
    limit,
  ])
  return rows.map(({ leadId }) => leadId)
}

/** The same of which there are sensitive values. */
export async function findEndedSensitive(
  db: Queryable,
  workspaceId: string,
  { afterId, days, limit }: EndedPage,
): Promise<readonly string[]> {
  const text = endedText('lead_person.sensitive is not null')
  const rows = await db.query<{ leadId: string }>({ name: 'find_ended_sensitive', text }, [
    workspaceId,
    afterId,
    days,
    limit,
  ])
  return rows.map(({ leadId }) => leadId)
}

function endedText(condition: string): string {
  return `
    select lead_person.lead_id as "leadId"
      from lead_person
      join lead on lead.workspace_id = $1 and lead.lead_id = lead_person.lead_id
     where lead_person.workspace_id = $1 and lead_person.lead_id > $2 and ${condition}
       and lead.state not in ('assigned', 'held', 'parked')
       and coalesce(lead.closed_at, lead.received_at) < clock_timestamp() - $3::float8 * interval '1 day'
       and not exists (
         select 1 from legal_hold where legal_hold.workspace_id = $1 and legal_hold.lead_id = lead_person.lead_id)
     order by lead_person.lead_id
     limit $4`
}

/** Deletes the sensitive values of these leads, and what came in for them later, in which there may be some too. */
export async function deleteSensitive(tx: Queryable, workspaceId: string, leadIds: readonly string[]): Promise<void> {
  await tx.execute(
    `
    with submitted as (
      delete from submission where submission.workspace_id = $1 and submission.lead_id = any($2::uuid[]))
    update lead_person
       set sensitive = null
     where lead_person.workspace_id = $1 and lead_person.lead_id = any($2::uuid[])`,
    [workspaceId, leadIds],
  )
}
