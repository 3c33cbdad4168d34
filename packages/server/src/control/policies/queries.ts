import type { Queryable } from '../../platform/db/database.ts'

/** What a policy says, as stored: its text and, as JSON with sorted names, the texts of its tables by file name. */
export type PolicyContentRow = {
  /** SHA-256 of that very text. */
  readonly contentHash: string
  readonly name: string
  /** What it means, as decisions record it. */
  readonly hash: string
  readonly document: string
  readonly tables: string
}

const content = `
    select policy_content.content_hash as "contentHash", policy_content.name, policy_content.hash,
           policy_content.document, policy_content.tables
      from policy_content`

/** One version of a workspace's policy; `null`: not stored. */
export async function findPolicyVersion(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<PolicyContentRow | null> {
  const rows = await db.query<PolicyContentRow>(
    {
      name: 'find_policy_version',
      text: `${content}
      join policy_version
        on policy_version.workspace_id = policy_content.workspace_id
       and policy_version.content_hash = policy_content.content_hash
     where policy_version.workspace_id = $1 and policy_version.policy_version = $2`,
    },
    [workspaceId, version],
  )
  return rows[0] ?? null
}

/** What a policy says, by the hash of its text; `null`: not stored. */
export async function findPolicyContent(
  db: Queryable,
  workspaceId: string,
  contentHash: string,
): Promise<PolicyContentRow | null> {
  const rows = await db.query<PolicyContentRow>(
    `${content}
     where policy_content.workspace_id = $1 and policy_content.content_hash = $2`,
    [workspaceId, contentHash],
  )
  return rows[0] ?? null
}

/** Stores what a policy says, unless the very same text is stored. */
export async function insertPolicyContent(tx: Queryable, workspaceId: string, of: PolicyContentRow): Promise<void> {
  await tx.execute(
    `
    insert into policy_content (workspace_id, content_hash, name, hash, document, tables, created_at)
    values ($1, $2, $3, $4, $5, $6, clock_timestamp())
    on conflict (workspace_id, content_hash) do nothing`,
    [workspaceId, of.contentHash, of.name, of.hash, of.document, of.tables],
  )
}

/** Stores a version of the policy whose content is stored. */
export async function insertPolicyVersion(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly createdBy: string },
  contentHash: string,
): Promise<void> {
  await tx.execute(
    `
    insert into policy_version (workspace_id, policy_version, content_hash, created_at, created_by)
    values ($1, $2, $3, clock_timestamp(), $4)`,
    [of.workspaceId, of.version, contentHash, of.createdBy],
  )
}

/** By what right a version becomes active; the database holds to it. */
export type ActivationKind = 'bootstrap' | 'direct' | 'review' | 'merge' | 'break_glass' | 'rollback' | 'end'

/** A version that becomes active. */
export type Activation = {
  readonly workspaceId: string
  readonly version: number
  readonly kind: ActivationKind
  /** The change that it is of; `null` for `bootstrap` and `direct`. */
  readonly changeId: string | null
  readonly by: string
}

/** Makes a stored version the active one, which the desk follows. The database refuses what has no right to be. */
export async function activateVersion(tx: Queryable, activation: Activation): Promise<void> {
  const { workspaceId, version, kind, changeId, by } = activation
  await tx.execute(
    `
    insert into policy_activation (workspace_id, policy_version, kind, change_id, at, by)
    values ($1, $2, $3, $4, clock_timestamp(), $5)`,
    [workspaceId, version, kind, changeId, by],
  )
  await tx.execute(`update active_policy set policy_version = $2 where active_policy.workspace_id = $1`, [
    workspaceId,
    version,
  ])
}

/** Whether versions become active only after a review: there was a user once, or rules of review. */
export async function isReviewed(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(`select 1 from review_begin where review_begin.workspace_id = $1`, [workspaceId])
  return rows.length > 0
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
    select policy_version.policy_version as version, policy_content.name, policy_content.hash,
           policy_version.created_at as "createdMs", policy_version.created_by as "createdBy"
      from policy_version
      join policy_content
        on policy_content.workspace_id = policy_version.workspace_id
       and policy_content.content_hash = policy_version.content_hash`

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
