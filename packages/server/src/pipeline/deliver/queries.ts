import type { Queryable } from '../../platform/db/queryable.ts'
import { type Given, openGiven, type SealedGiven } from '../../control/privacy/read.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { ownerEvents } from './owner-events.ts'

/** Where a delivery goes. */
export type Address = { readonly workspaceId: string; readonly destinationId: string }

/** One delivery: an event, as its place in the workspace's order, on its way to a destination. */
export type DeliveryKey = Address & { readonly version: number; readonly position: number }

/** A destination for which something is due. */
export type DueDestination = {
  readonly destinationId: string
  readonly kind: string
  /** For how long the first of it has been due, in milliseconds. */
  readonly dueForMs: number
}

/** The database's clock, epoch milliseconds. */
export async function readClock(db: Queryable): Promise<number> {
  const rows = await db.query<{ nowMs: number }>(
    `select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`,
  )
  return rows[0]?.nowMs ?? 0
}

/** The destinations for which something is due now. */
export async function findDueDestinations(db: Queryable, workspaceId: string): Promise<readonly DueDestination[]> {
  return db.query<DueDestination>(
    {
      name: 'find_due_destinations',
      text: `
    select destination.destination_id as "destinationId", destination.kind,
           (extract(epoch from now() - first.next_at) * 1000)::float8 as "dueForMs"
      from destination
     cross join lateral (
       select outbox.next_at
         from outbox
        where outbox.workspace_id = $1 and outbox.destination_id = destination.destination_id
          and outbox.next_at <= now()
        order by outbox.next_at
        limit 1) as first
     where destination.workspace_id = $1 and destination.active`,
    },
    [workspaceId],
  )
}

/**
 * Takes a destination's queue until the transaction ends: whoever looks at it next sees all that was claimed. Returns the
 * database's clock, epoch milliseconds; `null`: somebody else has it at this moment, or the destination is switched off.
 */
export async function lockQueue(tx: Queryable, { workspaceId, destinationId }: Address): Promise<number | null> {
  const rows = await tx.query<{ nowMs: number }>(
    {
      name: 'lock_delivery_queue',
      text: `
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
      from destination
     where destination.workspace_id = $1 and destination.destination_id = $2 and destination.active
       for no key update skip locked`,
    },
    [workspaceId, destinationId],
  )
  return rows[0]?.nowMs ?? null
}

/** How a delivery ends, or when it is tried again. */
export type Settlement =
  /** `error` may say why nothing had to be sent. */
  | { readonly state: 'delivered'; readonly error: string | null }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'waiting'; readonly error: string; readonly delayMs: number }

/**
 * Settles a claim. False: it was claimed again meanwhile, or came to another end, and stays as it is. What would wait for a
 * destination that was switched off has failed.
 */
export async function settleClaim(
  db: Queryable,
  key: DeliveryKey & { readonly generation: number },
  settlement: Settlement,
): Promise<boolean> {
  const count = await db.execute(
    {
      name: 'settle_delivery',
      text: `
    with wanted as (
      select case when $6 = 'waiting' and not exists (
               select 1 from destination
                where destination.workspace_id = $1 and destination.destination_id = $2 and destination.active)
             then 'failed' else $6 end as state
    )
    update outbox
       set state = wanted.state, error = $7, claimed_until = null,
           delivered_at = case when wanted.state = 'delivered' then clock_timestamp() end,
           next_at = case when wanted.state = 'waiting' then clock_timestamp() + $8::float8 * interval '1 millisecond' end
      from wanted
     where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.version = $3 and outbox.position = $4
       and outbox.generation = $5 and outbox.state = 'waiting'`,
    },
    [
      key.workspaceId,
      key.destinationId,
      key.version,
      key.position,
      key.generation,
      settlement.state,
      settlement.error,
      settlement.state === 'waiting' ? settlement.delayMs : null,
    ],
  )
  return count === 1
}

/**
 * Sends what is newest about a lead's owner once more, because something older may have arrived after it: its sender was
 * stopped in the middle and woke after its claim had run out. What is under way just now is sent again when its claim has run out,
 * since nobody knows which of the two arrived first.
 */
export async function repeatNewest(db: Queryable, key: DeliveryKey & { readonly leadId: string }): Promise<boolean> {
  const count = await db.execute(
    {
      name: 'repeat_newest_delivery',
      text: `
    update outbox
       set state = 'waiting', attempts = 0, delivered_at = null, generation = outbox.generation + 1,
           next_at = coalesce(outbox.claimed_until, clock_timestamp()),
           error = 'sent again, because something older may have arrived after it'
     where outbox.workspace_id = $1 and outbox.destination_id = $2
       and (outbox.state = 'delivered' or outbox.claimed_until is not null)
       and (outbox.version, outbox.position) > ($3, $4)
       and (outbox.version, outbox.position) = (
         select event.version, event.position
           from event
           join outbox as known on known.workspace_id = $1 and known.destination_id = $2
            and known.version = event.version and known.position = event.position
          where event.workspace_id = $1 and event.lead_id = $5 and event.kind = any($6)
          order by event.version desc, event.position desc
          limit 1)`,
    },
    [key.workspaceId, key.destinationId, key.version, key.position, key.leadId, ownerEvents],
  )
  return count === 1
}

/** What was given for a lead; `null`: it was erased, or there is no such lead. */
export async function findGiven(db: Queryable, workspaceId: string, leadId: string): Promise<Given | null> {
  const rows = await db.query<SealedGiven>(
    {
      name: 'find_given_for_delivery',
      text: `
    select lead_person.seed, lead_person.given, lead_person.sensitive
      from lead_person
     where lead_person.workspace_id = $1 and lead_person.lead_id = $2`,
    },
    [workspaceId, leadId],
  )
  const [row] = rows
  return row === undefined ? null : openGiven(await readWorkspaceKeys(db, workspaceId), leadId, row)
}

/** An owner of the roster as it is now, as JSON; `null`: there is none with this id. */
export async function findOwnerBody(db: Queryable, workspaceId: string, ownerId: string): Promise<string | null> {
  const rows = await db.query<{ body: string }>(
    {
      name: 'find_owner_for_delivery',
      text: `
    select roster_record.body
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.kind = 'owner' and roster_record.record_id = $2
       and roster_record.to_version is null`,
    },
    [workspaceId, ownerId],
  )
  return rows[0]?.body ?? null
}
