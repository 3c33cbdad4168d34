import type { Scope } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { apiKeyPrefix, hashApiKey, makeApiKey } from './api-key.ts'
import { insertApiKey } from './queries.ts'

/** A key to be made. */
export type NewApiKey = {
  readonly workspaceId: string
  /** By which people and records name it. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Epoch milliseconds; `null` is never. */
  readonly expiresAtMs: number | null
}

/** Makes a key and stores its hash. The key itself is returned this once: nobody can read it back. */
export async function createApiKey(
  db: Queryable,
  { workspaceId, name, scopes, expiresAtMs }: NewApiKey,
): Promise<{ readonly apiKeyId: string; readonly key: string }> {
  const key = makeApiKey()
  const apiKeyId = newId()
  const stored = { prefix: apiKeyPrefix(key), hash: hashApiKey(key), scopes: scopes.join(' ') }
  await insertApiKey(db, { workspaceId, apiKeyId, name, expiresAtMs, ...stored })
  return { apiKeyId, key }
}
