import type { Scope } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { recordAudit } from '../audit/read.ts'
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
  /** Who makes it. */
  readonly by: string
}

/**
 * Makes a key and stores its hash, within a transaction of the caller's. The key itself is returned this once: nobody can read
 * it back.
 */
export async function createApiKey(
  tx: Queryable,
  { workspaceId, name, scopes, expiresAtMs, by }: NewApiKey,
): Promise<{ readonly apiKeyId: string; readonly key: string }> {
  const key = makeApiKey()
  const apiKeyId = newId()
  const stored = { prefix: apiKeyPrefix(key), hash: hashApiKey(key), scopes: scopes.join(' ') }
  await insertApiKey(tx, { workspaceId, apiKeyId, name, expiresAtMs, createdBy: by, ...stored })
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'key.created',
    subject: { kind: 'api_key', id: apiKeyId },
    details: { name, scopes: [...scopes], expires_at: isoTimeOrNull(expiresAtMs) },
  })
  return { apiKeyId, key }
}
