import type { Queryable } from '../../platform/db/queryable.ts'
import { findLastPolicyVersion, insertPolicyContent, insertPolicyVersion, type PolicyContentRow } from './queries.ts'

/** Stores a policy as the next version, which is not active by that. Returns its number. The caller holds the desk, or nobody knows of it yet. */
export async function storePolicyVersion(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly createdBy: string },
  content: PolicyContentRow,
): Promise<number> {
  const { workspaceId, createdBy } = of
  await insertPolicyContent(tx, workspaceId, content)
  const version = (await findLastPolicyVersion(tx, workspaceId)) + 1
  await insertPolicyVersion(tx, { workspaceId, version, createdBy }, content.contentHash)
  return version
}
