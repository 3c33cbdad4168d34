import { type LeadDetail, leadStates } from '@rightful/contract'
import { holdReasons } from '@rightful/contract/views'
import { MAIN_ROLE } from '@rightful/engine'
import { type JoinedGiven, openJoined } from '../../control/privacy/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { LeadState, LeadView } from '../desk/read.ts'
import { holdObject, leadColumns } from './queries.ts'

/** Where and why a lead waits, as it is answered. */
type LeadHold = NonNullable<LeadDetail['hold']>

/** What was given for each of these leads, by their ids; those of which nothing is left are missing. */
export async function findGiven(
  db: Queryable,
  workspaceId: string,
  leads: readonly Pick<LeadView, 'leadId'>[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<JoinedGiven & { readonly leadId: string }>(
    {
      name: 'find_given',
      text: `
    select lead_person.lead_id as "leadId", lead_person.seed, lead_person.given, lead_person.sensitive
      from lead_person
     where lead_person.workspace_id = $1 and lead_person.lead_id = any($2::uuid[])`,
    },
    [workspaceId, leads.map(({ leadId }) => leadId)],
  )
  return new Map(
    rows.flatMap((row) => {
      const given = openJoined(keys, row.leadId, row)
      return given === null ? [] : [[row.leadId, given]]
    }),
  )
}

/** Where and why each of these leads waits, by their ids; those that do not wait are missing. Instants are RFC 3339 text. */
export async function findHolds(
  db: Queryable,
  workspaceId: string,
  leads: readonly Pick<LeadView, 'leadId'>[],
): Promise<ReadonlyMap<string, LeadHold>> {
  const rows = await db.query<{ readonly leadId: string; readonly hold: LeadHold }>(
    {
      name: 'find_holds_of_leads',
      text: `
    select hold.lead_id as "leadId", ${holdObject} as hold
      from hold
     where hold.workspace_id = $1 and hold.lead_id = any($2::uuid[])`,
    },
    [workspaceId, leads.map(({ leadId }) => leadId)],
  )
  return new Map(rows.map(({ leadId, hold }) => [leadId, hold]))
}

/** Which leads to list; what is left out is any. */
export type LeadFilter = {
  readonly state?: LeadState | undefined
  readonly ownerId?: string | undefined
  readonly poolId?: string | undefined
  readonly routeId?: string | undefined
  readonly queue?: string | undefined
  /** Read together with `queue`. */
  readonly holdReason?: string | undefined
  /** Only leads of these owners, in whatever role; `null`: of anybody. */
  readonly within?: readonly string[] | null
  readonly receivedFromMs?: number | undefined
  /** Exclusive. */
  readonly receivedUntilMs?: number | undefined
  /** Only leads that come after this one in the list. */
  readonly after?: { readonly receivedAtMs: number; readonly leadId: string } | undefined
  readonly limit: number
}

/**
 * Leads of a workspace, those received last first. Each state is walked on its own, along an index that leads to it, so
 * that a page costs a page whatever else is stored; a second filter is looked at row by row.
 */
export async function findLeads(db: Queryable, workspaceId: string, filter: LeadFilter): Promise<readonly LeadView[]> {
  const { text, values } = leadListStatement(workspaceId, filter)
  return db.query<LeadView>(text, values)
}

type ListStatement = { readonly text: string; readonly values: readonly unknown[] }

/** The statement of `findLeads`. */
export function leadListStatement(workspaceId: string, filter: LeadFilter): ListStatement {
  return filter.queue === undefined ? statesStatement(workspaceId, filter) : queueStatement(workspaceId, filter)
}

/** What narrows a list further, with conditions and values added to those given; `lead.received_at` stands in `received`. */
function narrow(
  { ownerId, poolId, routeId, receivedFromMs, receivedUntilMs, after }: LeadFilter,
  to: { readonly where: string[]; readonly values: unknown[]; readonly received: string; readonly id: string },
): void {
  const { received, id } = to
  const add = (condition: string, ...bound: readonly unknown[]): void => {
    let text = condition
    for (const value of bound) text = text.replace('?', `$${to.values.push(value)}`)
    to.where.push(text)
  }
  if (ownerId !== undefined) add('lead.owner_id = ?', ownerId)
  if (poolId !== undefined) add('lead.pool_id = ?', poolId)
  if (routeId !== undefined) add('lead.route_id = ?', routeId)
  if (receivedFromMs !== undefined) add(`${received} >= to_timestamp(?::float8 / 1000)`, receivedFromMs)
  if (receivedUntilMs !== undefined) add(`${received} < to_timestamp(?::float8 / 1000)`, receivedUntilMs)
  if (after !== undefined) {
    const { receivedAtMs, leadId } = after
    add(`(${received}, ${id}) < (to_timestamp(?::float8 / 1000), ?::uuid)`, receivedAtMs, leadId)
  }
}

const newestFirst = `
     order by lead."receivedAtMs" desc, lead."leadId" desc
     limit $3`

/** Leads of a queue wait since they were received: each reason is walked along the index by cause. */
function queueStatement(workspaceId: string, filter: LeadFilter): ListStatement {
  const { state, queue, holdReason, limit, within = null } = filter
  const values: unknown[] = [workspaceId, holdReason === undefined ? holdReasons : [holdReason], limit, queue]
  const where = ['hold.workspace_id = $1', 'hold.queue = $4', 'hold.reason = asked.reason']
  if (state !== undefined) where.push(`lead.state = $${values.push(state)}`)
  narrow(filter, { where, values, received: 'hold.since', id: 'hold.lead_id' })
  if (within !== null) {
    const place = values.push(within)
    where.push(`(lead.owner_id = any($${place}::text[]) or lead.lead_id in (${furtherRoles(place)}))`)
  }
  const text = `
    select lead.*
      from unnest($2::text[]) as asked (reason)
     cross join lateral (
       select ${leadColumns}
         from hold
         join lead on lead.workspace_id = $1 and lead.lead_id = hold.lead_id
        where ${where.join('\n          and ')}
        order by hold.since desc, hold.lead_id desc
        limit $3) as lead${newestFirst}`
  return { text, values }
}

function statesStatement(workspaceId: string, filter: LeadFilter): ListStatement {
  const { state, limit, within = null } = filter
  const values: unknown[] = [workspaceId, state === undefined ? leadStates : [state], limit]
  const where = ['lead.workspace_id = $1', 'lead.state = asked.state']
  narrow(filter, { where, values, received: 'lead.received_at', id: 'lead.lead_id' })
  const page = (further = ''): string => `
       select ${leadColumns}
         from lead
        where ${where.join('\n          and ')}${further}
        order by lead.received_at desc, lead.lead_id desc
        limit $3`
  if (within === null) {
    const text = `
    select lead.*
      from unnest($2::text[]) as asked (state)
     cross join lateral (${page()}) as lead${newestFirst}`
    return { text, values }
  }
  const owners = `unnest($${values.push(within)}::text[])`
  // Each owner's leads are walked on their own too; leads on which one has a further role are few, and found by those.
  const text = `
    select lead.*
      from (
        select lead.*
          from unnest($2::text[]) as asked (state)
         cross join ${owners} as holder (owner_id)
         cross join lateral (${page(' and lead.owner_id = holder.owner_id')}) as lead
        union
        select lead.*
          from unnest($2::text[]) as asked (state)
         cross join lateral (${page(` and lead.lead_id in (${furtherRoles(values.length)})`)}) as lead) as lead${newestFirst}`
  return { text, values }
}

/** The leads on which owners of parameter `place` have a further role now. */
function furtherRoles(place: number): string {
  return `
             select assignment.lead_id
               from assignment
              where assignment.workspace_id = $1 and assignment.owner_id = any($${place}::text[])
                and assignment.to_version is null and assignment.role <> '${MAIN_ROLE}'`
}
