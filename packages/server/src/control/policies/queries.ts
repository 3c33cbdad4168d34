import type { Queryable } from '../../platform/db/database.ts'

/** A policy as stored: its text and, as JSON, the texts of its tables by file name. */
export type PolicyRow = {
  readonly name: string
  readonly hash: string
  readonly document: string
  readonly tables: string
}

/** One version of a workspace's policy; `null`: not stored. */
export async function findPolicyVersion(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<PolicyRow | null> {
  const rows = await db.query<PolicyRow>(
    {
      name: 'find_policy_version',
      text: `
    select policy_version.name, policy_version.hash, policy_version.document, policy_version.tables
      from policy_version
     where policy_version.workspace_id = $1 and policy_version.policy_version = $2`,
    },
    [workspaceId, version],
  )
  return rows[0] ?? null
}

/** Stores a version of the policy. */
export async function insertPolicyVersion(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly createdBy: string },
  policy: PolicyRow,
): Promise<void> {
  await tx.execute(
    `
    insert into policy_version (workspace_id, policy_version, name, hash, document, tables, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7)`,
    [of.workspaceId, of.version, policy.name, policy.hash, policy.document, policy.tables, of.createdBy],
  )
}
