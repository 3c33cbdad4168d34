import type { KeyObject } from 'node:crypto'
import type { AuditCheckpoint } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { findCheckpoints, findFalseCheckpoints, listKeys } from './checkpoint-queries.ts'
import { isSignedBy, readPublicKey } from './signed-checkpoint.ts'
import type { ChainViolation } from './verify-decisions.ts'

const CHECKPOINTS_A_READ = 1000

/** Holds the stored checkpoints against the chain, and each against the key that signed it. */
export async function verifyCheckpoints(tx: Queryable, workspaceId: string): Promise<readonly ChainViolation[]> {
  const violations = (await findFalseCheckpoints(tx, workspaceId)).map(({ seq, isThere }) => ({
    of: `entry ${seq}`,
    what: isThere ? 'is not the one that a checkpoint was signed for' : 'was truncated: a checkpoint was signed for it',
  }))
  const keys = new Map<string, KeyObject>()
  for (const { keyId, publicKey } of await listKeys(tx, workspaceId)) {
    const read = readPublicKey(publicKey)
    if (read.keyId === keyId) keys.set(keyId, read.publicKey)
  }
  let afterSeq = 0
  for (;;) {
    const found = await findCheckpoints(tx, workspaceId, { afterSeq, limit: CHECKPOINTS_A_READ })
    violations.push(...found.filter((checkpoint) => !isGenuine(checkpoint, keys)).map(forgery))
    afterSeq = found.at(-1)?.seq ?? afterSeq
    if (found.length < CHECKPOINTS_A_READ) return violations
  }
}

function isGenuine(checkpoint: AuditCheckpoint, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(checkpoint.key_id)
  return key !== undefined && isSignedBy(checkpoint, key)
}

function forgery({ seq, key_id: keyId }: AuditCheckpoint): ChainViolation {
  return { of: `checkpoint ${seq}`, what: `was not signed by the key ${keyId} as it stands` }
}
