import type { Queryable } from '../../platform/db/queryable.ts'

/** A key that is valid now. `scopes` are separated by blanks. */
export type ApiKeyRow = {
  readonly workspaceId: string
  readonly apiKeyId: string
  readonly name: string
  readonly scopes: string
  /** Whether its last use was noted within the last minute. */
  readonly isFresh: boolean
}

/** Finds a key by its hash, unless it is expired or revoked. */
export async function findApiKey(db: Queryable, keyHash: string): Promise<ApiKeyRow | null> {
  const rows = await db.query<ApiKeyRow>(
    {
      name: 'find_api_key',
      text: `
    select api_key.workspace_id as "workspaceId", api_key.api_key_id as "apiKeyId", api_key.name, api_key.scopes,
           coalesce(api_key.last_used_at > now() - interval '1 minute', false) as "isFresh"
      from api_key
     where api_key.hash = $1
       and api_key.revoked_at is null
       and (api_key.expires_at is null or api_key.expires_at > now())`,
    },
    [keyHash],
  )
  return rows[0] ?? null
}

/** Notes that a key is used, at most once a minute. */
export async function noteKeyUse(db: Queryable, { workspaceId, apiKeyId }: ApiKeyRow): Promise<void> {
  await db.execute(
    {
      name: 'note_key_use',
      text: `
    update api_key
       set last_used_at = now()
     where api_key.workspace_id = $1
       and api_key.api_key_id = $2
       and (api_key.last_used_at is null or api_key.last_used_at < now() - interval '1 minute')`,
    },
    [workspaceId, apiKeyId],
  )
}

/** A key to be stored. `scopes` are separated by blanks; `expiresAtMs` is epoch milliseconds, `null` is never. */
export type NewApiKeyRow = {
  readonly workspaceId: string
  readonly apiKeyId: string
  readonly name: string
  readonly prefix: string
  readonly hash: string
  readonly scopes: string
  readonly expiresAtMs: number | null
  /** Who made it: whatever it writes is theirs too. */
  readonly createdBy: string
}

/** Stores a key. */
export async function insertApiKey(db: Queryable, key: NewApiKeyRow): Promise<void> {
  await db.execute(
    {
      name: 'insert_api_key',
      text: `
    insert into api_key (workspace_id, api_key_id, name, prefix, hash, scopes, created_at, expires_at, created_by)
    values ($1, $2, $3, $4, $5, $6, now(), to_timestamp($7::float8 / 1000), $8)`,
    },
    [key.workspaceId, key.apiKeyId, key.name, key.prefix, key.hash, key.scopes, key.expiresAtMs, key.createdBy],
  )
}

/** A key as it is listed. `scopes` are separated by blanks; instants are epoch milliseconds. */
export type ListedApiKeyRow = {
  readonly apiKeyId: string
  readonly name: string
  readonly prefix: string
  readonly scopes: string
  readonly createdMs: number
  readonly expiresMs: number | null
  readonly lastUsedMs: number | null
  readonly revokedMs: number | null
}

const listed = `api_key.api_key_id as "apiKeyId", api_key.name, api_key.prefix, api_key.scopes, api_key.created_at as "createdMs",
           api_key.expires_at as "expiresMs", api_key.last_used_at as "lastUsedMs", api_key.revoked_at as "revokedMs"`

/** The keys of a workspace, the newest first, at most `limit`. */
export async function listApiKeys(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<readonly ListedApiKeyRow[]> {
  return db.query<ListedApiKeyRow>(
    `
    select ${listed}
      from api_key
     where api_key.workspace_id = $1
     order by api_key.created_at desc, api_key.api_key_id desc
     limit $2`,
    [workspaceId, limit],
  )
}

/** One key as it is listed; `null`: there is none with this id. */
export async function findListedApiKey(
  db: Queryable,
  workspaceId: string,
  apiKeyId: string,
): Promise<ListedApiKeyRow | null> {
  const rows = await db.query<ListedApiKeyRow>(
    `
    select ${listed}
      from api_key
     where api_key.workspace_id = $1 and api_key.api_key_id = $2`,
    [workspaceId, apiKeyId],
  )
  return rows[0] ?? null
}

/** Revokes a key. `null`: there is none with this id that was not revoked before. */
export async function storeRevocation(
  db: Queryable,
  workspaceId: string,
  apiKeyId: string,
): Promise<ListedApiKeyRow | null> {
  const rows = await db.query<ListedApiKeyRow>(
    `
    update api_key
       set revoked_at = clock_timestamp()
     where api_key.workspace_id = $1 and api_key.api_key_id = $2 and api_key.revoked_at is null
    returning ${listed}`,
    [workspaceId, apiKeyId],
  )
  return rows[0] ?? null
}
