import type { Queryable } from '../../platform/db/queryable.ts'
import { recordAudit } from '../audit/read.ts'
import { findListedApiKey, type ListedApiKeyRow, storeRevocation } from './queries.ts'

/** Which key is revoked, and by whom. */
export type RevokeAsk = { readonly workspaceId: string; readonly apiKeyId: string; readonly by: string }

/**
 * Revokes a key, within a transaction of the caller's; one that was revoked before stays as it is. `null`: there is none with
 * this id.
 */
export async function revokeApiKey(
  tx: Queryable,
  { workspaceId, apiKeyId, by }: RevokeAsk,
): Promise<ListedApiKeyRow | null> {
  const revoked = await storeRevocation(tx, workspaceId, apiKeyId)
  if (revoked === null) return findListedApiKey(tx, workspaceId, apiKeyId)
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'key.revoked',
    subject: { kind: 'api_key', id: apiKeyId },
    details: { name: revoked.name },
  })
  return revoked
}
