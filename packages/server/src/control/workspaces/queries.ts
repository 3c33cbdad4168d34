import type { Queryable } from '../../platform/db/database.ts'

/** A workspace and its desk, before anything was decided. */
export async function insertWorkspace(
  tx: Queryable,
  workspace: { readonly workspaceId: string; readonly name: string },
): Promise<void> {
  await tx.execute(
    `
    with made as (
      insert into workspace (workspace_id, name, created_at)
      values ($1, $2, clock_timestamp())
    )
    insert into desk (workspace_id, version, at, roster_version, policy_version, accounts_version, destinations_version)
    values ($1, 0, clock_timestamp(), 0, 0, 0, 0)`,
    [workspace.workspaceId, workspace.name],
  )
}

/** A workspace by its name; `null`: there is none. */
export async function findWorkspaceByName(db: Queryable, name: string): Promise<string | null> {
  const rows = await db.query<{ workspaceId: string }>(
    `select workspace.workspace_id as "workspaceId" from workspace where workspace.name = $1 order by workspace.created_at limit 1`,
    [name],
  )
  return rows[0]?.workspaceId ?? null
}

/** Every workspace, oldest first. */
export async function findWorkspaces(db: Queryable): Promise<readonly { workspaceId: string; name: string }[]> {
  return db.query(
    `select workspace.workspace_id as "workspaceId", workspace.name from workspace order by workspace.created_at, workspace.workspace_id`,
  )
}

/** Versions by which the desk decides from now on. */
export type DeskVersions = {
  readonly rosterVersion?: number
  readonly policyVersion?: number
  readonly accountsVersion?: number
  readonly destinationsVersion?: number
}

/** Sets the versions by which the desk decides; those left out stay. The caller holds the desk, or nobody knows of it yet. */
export async function moveDeskTo(tx: Queryable, workspaceId: string, versions: DeskVersions): Promise<void> {
  await tx.execute(
    `
    update desk
       set roster_version = coalesce($2, desk.roster_version), policy_version = coalesce($3, desk.policy_version),
           accounts_version = coalesce($4, desk.accounts_version),
           destinations_version = coalesce($5, desk.destinations_version)
     where desk.workspace_id = $1`,
    [
      workspaceId,
      versions.rosterVersion ?? null,
      versions.policyVersion ?? null,
      versions.accountsVersion ?? null,
      versions.destinationsVersion ?? null,
    ],
  )
}
