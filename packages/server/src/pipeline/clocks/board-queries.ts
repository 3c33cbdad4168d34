import type { Queryable } from '../../platform/db/database.ts'

/** Which clocks to list, of those that have not ended. Instants are epoch milliseconds. */
export type BoardFilter = {
  readonly state?: 'running' | 'warned' | 'breached' | undefined
  readonly poolId?: string | undefined
  /** Exclusive. */
  readonly dueBeforeMs?: number | undefined
  /** Only clocks of these owners' open leads; `null`: of anybody, and of leads that wait. */
  readonly owners: readonly string[] | null
  /** Only clocks that come after this one in the list. */
  readonly after?: { readonly dueAtMs: number; readonly leadId: string; readonly name: string } | undefined
  readonly limit: number
}

/** A clock that has not ended. Instants are epoch milliseconds. */
export type BoardClock = {
  readonly leadId: string
  readonly name: string
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly targetSeconds: number
  readonly hours: string
  readonly zone: string | null
  readonly startedAtMs: number
  readonly dueAtMs: number
  readonly warnedAtMs: number | null
  readonly breachedAtMs: number | null
  readonly breachCause: string | null
}

const columns = `clock.lead_id as "leadId", clock.name, clock.owner_id as "ownerId", clock.pool_id as "poolId",
           clock.target_seconds as "targetSeconds", clock.hours, clock.zone, clock.started_at as "startedAtMs",
           clock.due_at as "dueAtMs", clock.warned_at as "warnedAtMs", clock.breached_at as "breachedAtMs",
           clock.breach_cause as "breachCause"`

/** Clocks that have not ended, those due first first. */
export async function findRunningClocks(
  db: Queryable,
  workspaceId: string,
  filter: BoardFilter,
): Promise<readonly BoardClock[]> {
  const { text, values } = clockListStatement(workspaceId, filter)
  return db.query<BoardClock>(text, values)
}

/**
 * The statement of `findRunningClocks`. Clocks that ran out and those that have not are walked apart, so that a page costs a page;
 * those of owners are found by their open leads, which are few.
 */
export function clockListStatement(
  workspaceId: string,
  { state, poolId, dueBeforeMs, owners, after, limit }: BoardFilter,
): { readonly text: string; readonly values: readonly unknown[] } {
  const sides = state === undefined ? [true, false] : [state === 'breached']
  const values: unknown[] = [workspaceId, sides, limit]
  const where = ['clock.workspace_id = $1', 'clock.ended_at is null', 'clock.due_at is not null']
  const add = (condition: string, ...bound: readonly unknown[]): void => {
    let text = condition
    for (const value of bound) text = text.replace('?', `$${values.push(value)}`)
    where.push(text)
  }
  if (state === 'warned') add('clock.warned_at is not null')
  if (state === 'running') add('clock.warned_at is null')
  if (poolId !== undefined) add('clock.pool_id = ?', poolId)
  if (dueBeforeMs !== undefined) add('clock.due_at < to_timestamp(?::float8 / 1000)', dueBeforeMs)
  if (after !== undefined) {
    const { dueAtMs, leadId, name } = after
    const place = '(to_timestamp(?::float8 / 1000), ?::uuid, ?::text)'
    add(`(clock.due_at, clock.lead_id, clock.name) > ${place}`, dueAtMs, leadId, name)
  }
  const page = (further: string): string => `
       select ${columns}
         from clock
        where ${where.join('\n          and ')}
          and ${further}
        order by clock.due_at, clock.lead_id, clock.name
        limit $3`
  const order = `
     order by clock."dueAtMs", clock."leadId", clock.name
     limit $3`
  const isOut = '(clock.breached_at is not null)'
  if (owners === null) {
    const text = `
    select clock.*
      from unnest($2::boolean[]) as asked (is_out)
     cross join lateral (${page(`${isOut} = asked.is_out`)}) as clock${order}`
    return { text, values }
  }
  const held = `unnest($${values.push(owners)}::text[]) as holder (owner_id)`
  const text = `
    select clock.*
      from ${held}
     cross join lateral (
       select lead.lead_id
         from lead
        where lead.workspace_id = $1 and lead.owner_id = holder.owner_id and lead.state = 'assigned'
       offset 0) as open
     cross join lateral (${page(`clock.lead_id = open.lead_id and clock.owner_id = holder.owner_id and ${isOut} = any($2::boolean[])`)}) as clock${order}`
  return { text, values }
}
