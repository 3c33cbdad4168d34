import { storeDestination } from '../../../control/connections/read.ts'
import { makeWorkspaceKeys } from '../../../platform/secrets/workspace-keys.ts'
import { randomBytes } from 'node:crypto'
import type { Database } from '../../../platform/db/database.ts'
import { openTestDatabase } from '../../../platform/db/testing/open-test-database.ts'
import { newId } from '../../../platform/ids/new-id.ts'

/** A workspace with an outbox and nothing that decides anything. */
export type TestOutbox = {
  readonly db: Database
  readonly connection: string
  readonly workspaceId: string
  readonly addDestination: (config: TestDestination) => Promise<string>
  /** Stores an event with a row in the outbox for each destination; returns its version. */
  readonly tell: (event: TestEvent, destinationIds: readonly string[]) => Promise<number>
  readonly rowsOf: (destinationId: string) => Promise<readonly OutboxRow[]>
  /** Makes everything that waits for a destination due, and lets claims run out. */
  readonly passTime: (destinationId: string) => Promise<void>
  /** The same for what nobody has in hand; claims hold. */
  readonly passTimeOfWaiting: (destinationId: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** A destination as it is stored; events and secrets are filled in. */
export type TestDestination = { readonly kind: string; readonly [field: string]: unknown }

/** An event to store. */
export type TestEvent = {
  readonly kind: string
  readonly leadId?: string | null
  readonly ownerId?: string | null
  readonly body?: Readonly<Record<string, unknown>>
}

/** What is stored of a delivery. */
export type OutboxRow = {
  readonly version: number
  readonly state: string
  readonly attempts: number
  readonly error: string | null
  /** From now to the next attempt, in seconds. */
  readonly inSeconds: number | null
}

/** A secret for a webhook. */
export function makeSecret(untilMs: number | null = null): {
  secret: string
  made_ms: number
  until_ms: number | null
} {
  return { secret: `whsec_${randomBytes(32).toString('base64')}`, made_ms: 0, until_ms: untilMs }
}

/** Opens a workspace with an empty outbox on a database of its own. */
export async function openOutbox(): Promise<TestOutbox> {
  const { database: db, connection, close } = await openTestDatabase()
  const workspaceId = newId()
  await db.execute(`insert into workspace (workspace_id, name, created_at) values ($1, 'test', now())`, [workspaceId])
  await db.transaction((tx) => makeWorkspaceKeys(tx, workspaceId))
  await db.execute(`insert into active_policy (workspace_id, policy_version) values ($1, 0)`, [workspaceId])
  await db.execute(
    `insert into desk (workspace_id, version, at, roster_version, policy_version, accounts_version, destinations_version)
     values ($1, 0, now(), 0, 0, 0, 0)`,
    [workspaceId],
  )
  let version = 0
  return {
    db,
    connection,
    workspaceId,
    addDestination: async ({ kind, ...config }) => {
      const destinationId = newId()
      const secrets = kind === 'webhook' ? { secrets: [makeSecret()] } : {}
      const stored = JSON.stringify({ events: ['*'], include_person: false, ...secrets, ...config })
      const of = { workspaceId, destinationId, kind, name: 'test', isActive: true, nowMs: Date.now() }
      await storeDestination(db, { ...of, config: stored })
      return destinationId
    },
    tell: async ({ kind, leadId = null, ownerId = null, body = {} }, destinationIds) => {
      version += 1
      await db.execute(
        `with told as (
           insert into event (workspace_id, version, position, kind, lead_id, owner_id, at, body)
           values ($1, $2, 1, $3, $4, $5, now(), $6))
         insert into outbox (workspace_id, destination_id, version, position, lead_id, state, attempts, next_at, generation)
         select $1, told.id, $2, 1, $4, 'waiting', 0, now(), 0 from unnest($7::uuid[]) as told (id)`,
        [workspaceId, version, kind, leadId, ownerId, JSON.stringify(body), destinationIds],
      )
      return version
    },
    rowsOf: (destinationId) =>
      db.query<OutboxRow>(
        `select version, state, attempts, error, extract(epoch from next_at - now())::float8 as "inSeconds"
           from outbox where workspace_id = $1 and destination_id = $2 order by version`,
        [workspaceId, destinationId],
      ),
    passTime: async (destinationId) => {
      await db.execute(
        `update outbox set claimed_until = null, next_at = now()
          where workspace_id = $1 and destination_id = $2 and next_at is not null`,
        [workspaceId, destinationId],
      )
    },
    passTimeOfWaiting: async (destinationId) => {
      await db.execute(
        `update outbox set next_at = now()
          where workspace_id = $1 and destination_id = $2 and next_at > now() and claimed_until is null`,
        [workspaceId, destinationId],
      )
    },
    close,
  }
}
