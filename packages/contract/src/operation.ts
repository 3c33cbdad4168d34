import { z } from 'zod'
import { instant, uuid } from './fields.ts'
import { scope } from './scopes.ts'

const count = z.int().min(0)

/** What waits to be done in a workspace, and for how long the oldest of it has been due. Ages are seconds, 0 where nothing waits. */
export const backlog = z
  .object({
    desk_version: z.int().meta({ description: 'How many changes the workspace has seen.' }),
    holds: count.meta({ description: 'Leads that wait for an owner, parked ones included.' }),
    hold_oldest_seconds: z.number(),
    holds_due: count.meta({ description: 'Of those, the ones whose next try is due.' }),
    parked: count.meta({ description: 'Leads that could not be decided and need a person to look.' }),
    clocks_armed: count,
    clocks_due: count.meta({ description: 'Clocks that have run out or are to warn, and nobody has acted yet.' }),
    clock_oldest_seconds: z.number(),
    tasks: count,
    tasks_due: count,
    task_oldest_seconds: z.number(),
    deliveries: count.meta({ description: 'Deliveries to destinations that are still to be made.' }),
    deliveries_due: count,
    delivery_oldest_seconds: z.number(),
    imports_open: count,
    import_rows_left: count,
  })
  .meta({ id: 'Backlog' })

/** What waits to be done in a workspace. */
export type BacklogAnswer = z.infer<typeof backlog>

const lease = z.object({ name: z.string(), holder: z.string(), until: instant, is_held: z.boolean() })

/** How a server and the caller's workspace are doing. */
export const operationStatus = z
  .object({
    version: z.string(),
    node: z.string(),
    database: z.object({
      version: z.string().meta({ example: '18.4' }),
      is_embedded: z.boolean(),
      clock_difference_ms: z.number().meta({ description: "The database's clock minus this node's." }),
    }),
    workspace_id: uuid,
    backlog,
    leases: z.array(lease),
  })
  .meta({ id: 'OperationStatus' })

/** What to verify. */
export const verifyRequest = z
  .strictObject({
    violations_max: z.int().min(1).max(1000).default(20).meta({ description: 'Violations to name for each law.' }),
    replay_from_version: z.int().min(1).default(1).meta({ description: 'Decisions are made again from here on.' }),
    is_drained: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether work that is due must have been done, as when nothing comes in any more.' }),
  })
  .meta({ id: 'VerifyRequest' })

/** One law, and what breaks it. */
export const lawReport = z.object({
  law: z.string().meta({ example: 'I5' }),
  statement: z.string(),
  violations: z.array(z.object({ of: z.string(), what: z.string() })),
  checked_count: z.int().nullable(),
})

/** Whether what is stored keeps every law. */
export const verifyReport = z
  .object({
    kind: z.literal('report'),
    workspace_id: uuid,
    workspace: z.string(),
    is_sound: z.boolean(),
    laws: z.array(lawReport),
  })
  .meta({ id: 'VerifyReport' })

/** Whether what is stored keeps every law. */
export type VerifyReport = z.infer<typeof verifyReport>

/** Which decisions to make again, and by which policy: the one that decided, unless another is given. */
export const replayRequest = z
  .strictObject({
    decision_id: uuid.optional(),
    from_version: z.int().min(1).optional(),
    policy: z
      .strictObject({
        document: z.string().min(1).max(8_000_000),
        tables: z.record(z.string().min(1).max(200), z.string().max(8_000_000)).default({}),
      })
      .optional(),
    differences_max: z.int().min(1).max(10_000).default(100),
  })
  .refine((ask) => (ask.decision_id === undefined) !== (ask.from_version === undefined), {
    message: 'name either a decision or a version to begin at',
  })
  .meta({ id: 'ReplayRequest' })

const replayOutcome = z.object({
  state: z.string().meta({ description: '`assigned`, `held` or `refused`.' }),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  route_id: z.string().nullable(),
  reason: z.string(),
})

/** A decision that comes to something else now. */
export const replayDifference = z.object({
  decision_id: uuid,
  lead_id: uuid,
  version: z.int(),
  at: instant,
  differs_in: z
    .array(z.string())
    .meta({ description: 'Such as `owner`, `route`, `clocks`; `person` where what it read of the person was erased.' }),
  before: replayOutcome,
  after: replayOutcome,
})

/** What decisions come to when they are made again. */
export const replayReport = z
  .object({
    kind: z.literal('report'),
    workspace_id: uuid,
    workspace: z.string(),
    is_other_policy: z.boolean(),
    decided_count: count,
    different_count: count,
    differences: z.array(replayDifference).meta({ description: 'The first of them.' }),
  })
  .meta({ id: 'ReplayReport' })

/** What decisions come to when they are made again. */
export type ReplayReport = z.infer<typeof replayReport>

/** How far long work has come. `total` is `null` where the end is not known. */
export const operationProgress = z.object({ kind: z.literal('progress'), done: count, total: count.nullable() })

/** Where a backup goes. */
export const backupRequest = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'is not a plain name of letters, digits, `.`, `_` and `-`')
      .meta({ description: 'The folder to make below the backup directory of the server.', example: '2026-11-24' }),
  })
  .meta({ id: 'BackupRequest' })

/** A backup that was made. */
export const backupReport = z
  .object({
    path: z.string().meta({ description: "On the server's machine." }),
    started_at: instant,
    ended_at: instant,
    files: count,
    bytes: count,
  })
  .meta({ id: 'BackupReport' })

/** A backup that was made. */
export type BackupReport = z.infer<typeof backupReport>

const keyName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, 'has control characters')

/** An API key to be made. */
export const postApiKeyRequest = z
  .strictObject({
    name: keyName.meta({ description: 'By which people and records name it.' }),
    scopes: z.array(scope).min(1).max(20),
    expires_at: instant.nullable().default(null),
  })
  .meta({ id: 'PostApiKeyRequest' })

/** An API key, without the key itself, which is not stored. */
export const apiKey = z
  .object({
    api_key_id: uuid,
    name: z.string(),
    prefix: z.string().meta({ description: 'The first characters, by which people tell keys apart.' }),
    scopes: z.array(z.string()),
    created_at: instant,
    expires_at: instant.nullable(),
    last_used_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

/** An API key, without the key itself. */
export type ApiKeyAnswer = z.infer<typeof apiKey>

/** A key that was just made: the only time that it is shown. */
export const apiKeyMade = apiKey.extend({ key: z.string() }).meta({ id: 'ApiKeyMade' })

/** The keys of a workspace. */
export const apiKeyList = z.object({ data: z.array(apiKey) }).meta({ id: 'ApiKeyList' })
