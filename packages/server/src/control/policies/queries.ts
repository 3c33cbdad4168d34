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

/** A version as it is listed. */
export type PolicyVersionRow = {
  readonly version: number
  readonly name: string
  readonly hash: string
  readonly createdMs: number
  readonly createdBy: string
}

const listed = `
    select policy_version.policy_version as version, policy_version.name, policy_version.hash,
           policy_version.created_at as "createdMs", policy_version.created_by as "createdBy"
      from policy_version`

/** Versions before one, the newest first. */
export async function listPolicyVersions(
  db: Queryable,
  ask: { readonly workspaceId: string; readonly beforeVersion: number; readonly limit: number },
): Promise<readonly PolicyVersionRow[]> {
  return db.query<PolicyVersionRow>(
    `${listed}
     where policy_version.workspace_id = $1 and policy_version.policy_version < $2
     order by policy_version.policy_version desc
     limit $3`,
    [ask.workspaceId, ask.beforeVersion, ask.limit],
  )
}

/** One version as it is listed; `null`: not stored. */
export async function findPolicyListed(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<PolicyVersionRow | null> {
  const rows = await db.query<PolicyVersionRow>(
    `${listed} where policy_version.workspace_id = $1 and policy_version.policy_version = $2`,
    [workspaceId, version],
  )
  return rows[0] ?? null
}

/** The highest number that a version has; 0 where there is none. */
export async function findLastPolicyVersion(db: Queryable, workspaceId: string): Promise<number> {
  const rows = await db.query<{ last: number }>(
    `select coalesce(max(policy_version.policy_version), 0) as last
       from policy_version
      where policy_version.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.last ?? 0
}
