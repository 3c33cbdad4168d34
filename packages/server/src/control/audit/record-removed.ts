import type { Queryable } from '../../platform/db/queryable.ts'
import { decisionsRemoved } from './audit-entry.ts'
import { recordAudit } from './record-audit.ts'
import { spansOf } from './version-spans.ts'

/**
 * Tells the audit log which versions have lost their decisions because they were kept long enough, within the transaction that removes
 * them: so the chain stays whole, and what is gone otherwise is found. Nothing is told of nothing.
 */
export async function recordRemoved(
  tx: Queryable,
  removed: { readonly workspaceId: string; readonly versions: readonly number[]; readonly count: number },
): Promise<void> {
  const { workspaceId, versions, count } = removed
  if (versions.length === 0) return
  const subject = { kind: 'workspace', id: workspaceId }
  const details = { count, versions: spansOf(versions) }
  await recordAudit(tx, { workspaceId, actor: 'system', action: decisionsRemoved, subject, details })
}
