import type { HoldReason } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import type { OpenClock } from '../desk/stored-lead.ts'

/** Whether any clock of the workspace is to warn or runs out by now. */
export async function hasDueClocks(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_due_clocks',
      text: `
    select 1 as due
      from clock
     where clock.workspace_id = $1 and clock.next_at <= statement_timestamp()
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}

/** A clock for which something is to be done. */
export type DueClock = OpenClock & {
  readonly leadId: string
  /** Whether it has run out, or is only to warn. */
  readonly isOut: boolean
}

/** The clocks to find: of a workspace, at an instant of its desk, so many at most. */
export type DueAsk = {
  readonly workspaceId: string
  readonly nowMs: number
  readonly limit: number
}

/** Epoch milliseconds of a column, as a number. */
function ms(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::float8`
}

// The desk is held, so that nobody else can be at these rows; they are locked all the same, so that nothing but the desk's
// word stands between a clock and being told twice.
/** Clocks whose next instant has come, the first first; they are the caller's until the transaction ends. */
export async function claimDueClocks(tx: Queryable, ask: DueAsk): Promise<readonly DueClock[]> {
  return tx.query<DueClock>(
    {
      name: 'claim_due_clocks',
      text: `
    select clock.lead_id as "leadId", clock.name, clock.from_version as "fromVersion", clock.owner_id as "ownerId",
           clock.pool_id as "poolId", clock.hours, clock.target_seconds as "targetSeconds",
           ${ms('clock.started_at')} as "startedMs", ${ms('clock.warn_at')} as "warnMs", ${ms('clock.due_at')} as "dueMs",
           ${ms('clock.warned_at')} as "warnedMs", ${ms('clock.breached_at')} as "breachedMs",
           clock.due_at <= to_timestamp($2::float8 / 1000) as "isOut"
      from clock
     where clock.workspace_id = $1 and clock.next_at <= to_timestamp($2::float8 / 1000)
       and clock.ended_at is null and clock.breached_at is null
       and (clock.warned_at is null or clock.due_at <= to_timestamp($2::float8 / 1000))
     order by clock.next_at
     limit $3
       for update of clock skip locked`,
    },
    [ask.workspaceId, ask.nowMs, ask.limit],
  )
}

/** Why those of these leads wait that do. */
export async function findHoldReasons(
  tx: Queryable,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly { readonly leadId: string; readonly reason: HoldReason }[]> {
  return tx.query(
    {
      name: 'find_hold_reasons',
      text: `
    select hold.lead_id as "leadId", hold.reason
      from hold
     where hold.workspace_id = $1 and hold.lead_id = any($2::uuid[])`,
    },
    [workspaceId, leadIds],
  )
}

/** Events of leads, by the versions that told them, and where they go. */
export type DeliveryAsk = {
  readonly workspaceId: string
  readonly destinationIds: readonly string[]
  readonly leadIds: readonly string[]
  readonly versions: readonly number[]
}

/** Of these leads and versions, those that were to be told to somebody and of which nothing has arrived anywhere. */
export async function findUndelivered(
  tx: Queryable,
  ask: DeliveryAsk,
): Promise<readonly { readonly leadId: string; readonly version: number }[]> {
  return tx.query(
    {
      name: 'find_undelivered',
      text: `
    select outbox.lead_id as "leadId", outbox.version
      from outbox
     where outbox.workspace_id = $1 and outbox.destination_id = any($2::uuid[]) and outbox.version = any($3::bigint[])
       and outbox.lead_id = any($4::uuid[])
     group by outbox.lead_id, outbox.version
    having bool_and(outbox.delivered_at is null)`,
    },
    [ask.workspaceId, ask.destinationIds, ask.versions, ask.leadIds],
  )
}

/** What becomes of a due clock: it was told to warn, or that it ran out and why. */
export type ClockMark = {
  readonly leadId: string
  readonly name: string
  readonly fromVersion: number
  /** `null`: it warned, and comes again when it runs out. */
  readonly breachCause: string | null
}

/** Notes that clocks warned or ran out at an instant; each can do either only once. Returns how many there were. */
export async function markClocks(
  tx: Queryable,
  { workspaceId, nowMs }: Pick<DueAsk, 'workspaceId' | 'nowMs'>,
  marks: readonly ClockMark[],
): Promise<number> {
  return tx.execute(
    {
      name: 'mark_clocks',
      text: `
    update clock
       set warned_at = case when mark.breach_cause is null then to_timestamp($2::float8 / 1000) else clock.warned_at end,
           breached_at = case when mark.breach_cause is null then null else to_timestamp($2::float8 / 1000) end,
           breach_cause = mark.breach_cause,
           next_at = case when mark.breach_cause is null then clock.due_at end
      from unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[]) as mark (lead_id, name, from_version, breach_cause)
     where clock.workspace_id = $1 and clock.lead_id = mark.lead_id and clock.name = mark.name
       and clock.from_version = mark.from_version and clock.ended_at is null and clock.breached_at is null
       and (mark.breach_cause is not null or clock.warned_at is null)`,
    },
    [
      workspaceId,
      nowMs,
      marks.map(({ leadId }) => leadId),
      marks.map(({ name }) => name),
      marks.map(({ fromVersion }) => fromVersion),
      marks.map(({ breachCause }) => breachCause),
    ],
  )
}
