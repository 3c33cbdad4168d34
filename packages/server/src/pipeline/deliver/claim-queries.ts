import type { Queryable } from '../../platform/db/queryable.ts'
import { ownerEvents } from './owner-events.ts'
import type { Address } from './queries.ts'

/** A delivery that was claimed, with the event it tells. */
export type ClaimedRow = {
  readonly version: number
  readonly position: number
  readonly leadId: string | null
  readonly kind: string
  readonly ownerId: string | null
  readonly atMs: number
  readonly body: string
  readonly attempts: number
  /** Grows with each claim: whoever claimed it before cannot settle it any more. */
  readonly generation: number
}

// Where statistics are old the planner takes a queue for short: these statements leave it no way to read all of one. The rows to change
// are named by an array, and `offset 0` keeps a look-up a look-up.
/** How far a look into the queue goes, so that a long one costs no more than a short one. */
const WINDOW = 200

/** Of leads with something due, what is older than the newest about their owner and not under way is superseded. */
export async function supersedeOlder(tx: Queryable, { workspaceId, destinationId }: Address): Promise<number> {
  return tx.execute(
    {
      name: 'supersede_older_deliveries',
      text: `
    with due as (
      select outbox.lead_id
        from outbox
       where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.next_at <= now()
       order by outbox.next_at, outbox.version, outbox.position
       limit $4
    ), lead as (
      select distinct due.lead_id from due where due.lead_id is not null
    ), known as (
      select sent.version, sent.position,
             row_number() over (partition by lead.lead_id order by sent.version desc, sent.position desc) as age
        from lead
       cross join lateral (
         select event.version, event.position
           from event
          where event.workspace_id = $1 and event.lead_id = lead.lead_id and event.kind = any($3)
         offset 0) as told
       cross join lateral (
         select outbox.version, outbox.position
           from outbox
          where outbox.workspace_id = $1 and outbox.destination_id = $2
            and outbox.version = told.version and outbox.position = told.position
         offset 0) as sent
    )
    update outbox
       set state = 'superseded', next_at = null, claimed_until = null
      from known
     where outbox.workspace_id = $1 and outbox.destination_id = $2
       and outbox.version = any(array(select known.version from known where known.age > 1))
       and outbox.version = known.version and outbox.position = known.position and known.age > 1
       and outbox.state = 'waiting' and (outbox.claimed_until is null or outbox.claimed_until <= now())`,
    },
    [workspaceId, destinationId, ownerEvents, WINDOW],
  )
}

const newerOfLead = `
           select 1
             from (
               select event.version, event.position
                 from event
                where event.workspace_id = $1 and event.lead_id = outbox.lead_id and event.kind = any($3)
                  and (event.version, event.position) > (outbox.version, outbox.position)
               offset 0) as told
            cross join lateral (
               select 1
                 from outbox as newer
                where newer.workspace_id = $1 and newer.destination_id = $2
                  and newer.version = told.version and newer.position = told.position
               offset 0) as newer`

// What is under way is due again when its claim runs out: by that it is found among the few that are due soon, without an index
// of its own. The minute covers transactions that began before the one that claimed it.
/**
 * Claims what is due, the oldest first: of each lead at most one, none of a lead that has one under way, and nothing about an owner
 * of which there is newer. The caller has the queue.
 */
export async function claimDue(
  tx: Queryable,
  { workspaceId, destinationId }: Address,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly ClaimedRow[]> {
  return tx.query<ClaimedRow>(
    {
      name: 'claim_due_deliveries',
      text: `
    with busy as materialized (
      select outbox.lead_id
        from outbox
       where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.claimed_until > now()
         and outbox.next_at > now()
         and outbox.next_at <= now() + $6::float8 * interval '1 millisecond' + interval '1 minute'
    ), due as (
      select outbox.version, outbox.position, outbox.lead_id, outbox.next_at,
             event.kind, event.owner_id, event.at, event.body
        from outbox
        join event on event.workspace_id = $1 and event.version = outbox.version and event.position = outbox.position
       where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.next_at <= now()
         and not exists (select 1 from busy where busy.lead_id = outbox.lead_id)
         and not (event.kind = any($3) and exists (${newerOfLead}))
       order by outbox.next_at, outbox.version, outbox.position
       limit $4
    ), ranked as (
      select due.*, row_number() over (partition by due.lead_id order by due.version, due.position) as place
        from due
    ), chosen as (
      select ranked.*
        from ranked
       where ranked.place = 1 or ranked.lead_id is null
       order by ranked.next_at, ranked.version, ranked.position
       limit $5
    )
    update outbox
       set claimed_until = now() + $6::float8 * interval '1 millisecond',
           next_at = now() + $6::float8 * interval '1 millisecond',
           generation = outbox.generation + 1, attempts = outbox.attempts + 1
      from chosen
     where outbox.workspace_id = $1 and outbox.destination_id = $2
       and outbox.version = any(array(select chosen.version from chosen))
       and outbox.version = chosen.version and outbox.position = chosen.position
       and outbox.state = 'waiting' and outbox.next_at <= now()
    returning outbox.version, outbox.position, chosen.lead_id as "leadId", chosen.kind, chosen.owner_id as "ownerId",
              chosen.at as "atMs", chosen.body, outbox.attempts, outbox.generation`,
    },
    [workspaceId, destinationId, ownerEvents, WINDOW, limit, leaseMs],
  )
}
