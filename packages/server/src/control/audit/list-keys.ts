import type { auditKeys } from '@rightful/contract'
import type { z } from 'zod'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { listKeys } from './checkpoint-queries.ts'

/** The public keys by which the checkpoints of a workspace are verified, the oldest first. */
export async function listAuditKeys(db: Queryable, workspaceId: string): Promise<z.output<typeof auditKeys>> {
  const keys = await listKeys(db, workspaceId)
  return {
    data: keys.map((key) => ({
      key_id: key.keyId,
      public_key: key.publicKey,
      created_at: isoTime(key.createdMs),
    })),
  }
}
