import type { ApiKeyAnswer } from '@rightful/contract'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { ListedApiKeyRow } from './queries.ts'

/** A key as it is answered; of the key itself only its beginning. */
export function apiKeyView(row: ListedApiKeyRow): ApiKeyAnswer {
  return {
    api_key_id: row.apiKeyId,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.split(' ').filter((scope) => scope !== ''),
    created_at: isoTime(row.createdMs),
    expires_at: isoTimeOrNull(row.expiresMs),
    last_used_at: isoTimeOrNull(row.lastUsedMs),
    revoked_at: isoTimeOrNull(row.revokedMs),
  }
}
