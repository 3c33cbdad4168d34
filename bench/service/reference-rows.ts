import type { Queryable } from '../../packages/server/src/platform/db/queryable.ts'

/** Texts of one lead's rows as the service wrote them, by pgbench's names; all rows of a lead are there. */
export type ReferenceRows = Readonly<Record<string, string | number>>

/** pgbench's variables know neither null nor an empty text; this stands for both. */
export const NOTHING = '-'

/** Tables whose rows the reference writes, and the columns of each. */
const columns = {
  lead: 'state priority lane owner_id pool_id route_id account_id received_at assigned_at moves attributes',
  lead_person: 'seed given',
  lead_key: 'kind key',
  decision: 'cause policy_version roster_version outcome reason owner_id pool_id route_id at record',
  assignment: 'role owner_id pool_id assigned_by from_at',
  ledger: 'pool_id owner_id amount kind reason at',
  event: 'kind owner_id at body',
  outbox: 'destination_id state attempts next_at generation',
} as const

/**
 * The rows of the lead whose texts are about as long as the mean of all leads, among those with one row in each table and two
 * clocks: what the service has to write for most.
 */
export async function findReferenceRows(db: Queryable, workspaceId: string): Promise<ReferenceRows> {
  const leadId = await findMeanLead(db, workspaceId)
  const values: Record<string, string | number> = { workspace_id: workspaceId }
  for (const [table, names] of Object.entries(columns)) {
    const [row] = await db.query<Record<string, string | number | null>>(
      `select ${names
        .split(' ')
        .map((name) => `${table}.${name}::text as ${name}`)
        .join(', ')} from ${table}
        where ${table}.workspace_id = $1 and ${table}.lead_id = $2 limit 1`,
      [workspaceId, leadId],
    )
    for (const name of names.split(' ')) values[`${table}_${name}`] = row?.[name] ?? NOTHING
  }
  const clocks = await db.query<Record<string, string | number | null>>(
    `select clock.name, clock.target_seconds::text as target_seconds, clock.hours, clock.zone, clock.started_at::text as started_at,
            clock.warn_at::text as warn_at, clock.due_at::text as due_at
       from clock where clock.workspace_id = $1 and clock.lead_id = $2 order by clock.name`,
    [workspaceId, leadId],
  )
  clocks.forEach((clock, index) => {
    for (const [name, value] of Object.entries(clock)) values[`clock${index}_${name}`] = value ?? NOTHING
  })
  return values
}

async function findMeanLead(db: Queryable, workspaceId: string): Promise<string> {
  const rows = await db.query<{ leadId: string }>(
    `with sized as (
       select decision.lead_id, length(decision.record) + length(lead_person.given) + length(event.body) as size
         from decision
         join lead_person on lead_person.workspace_id = $1 and lead_person.lead_id = decision.lead_id
         join event on event.workspace_id = $1 and event.lead_id = decision.lead_id
        where decision.workspace_id = $1 and decision.outcome = 'assigned' and decision.pool_id is not null
          and (select count(*) from clock where clock.workspace_id = $1 and clock.lead_id = decision.lead_id) = 2
        limit 2000)
     select sized.lead_id as "leadId" from sized
      order by abs(sized.size - (select avg(sized.size) from sized)), sized.lead_id
      limit 1`,
    [workspaceId],
  )
  const leadId = rows[0]?.leadId
  if (leadId === undefined) throw new Error('The service has not written a lead yet.')
  return leadId
}
