import type { Queryable } from '../db/queryable.ts'

/** A key of a workspace, sealed by the ring. */
export type WorkspaceKeyRow = { readonly workspaceId: string; readonly purpose: string; readonly sealed: string }

/** Stores a key of a new workspace. */
export async function insertWorkspaceKey(tx: Queryable, row: WorkspaceKeyRow): Promise<void> {
  await tx.execute(`insert into workspace_key (workspace_id, purpose, sealed) values ($1, $2, $3)`, [
    row.workspaceId,
    row.purpose,
    row.sealed,
  ])
}

const columns = `workspace_key.workspace_id as "workspaceId", workspace_key.purpose, workspace_key.sealed`

/** The keys of a workspace. */
export async function findWorkspaceKeys(db: Queryable, workspaceId: string): Promise<readonly WorkspaceKeyRow[]> {
  return db.query<WorkspaceKeyRow>(
    `select ${columns} from workspace_key where workspace_key.workspace_id = $1 order by workspace_key.purpose`,
    [workspaceId],
  )
}

/** The keys of all workspaces. */
export async function listWorkspaceKeys(db: Queryable): Promise<readonly WorkspaceKeyRow[]> {
  return db.query<WorkspaceKeyRow>(
    `select ${columns} from workspace_key order by workspace_key.workspace_id, workspace_key.purpose`,
  )
}

/** Stores the same key sealed anew, unless somebody did so meanwhile. */
export async function replaceWorkspaceKey(db: Queryable, row: WorkspaceKeyRow, before: string): Promise<boolean> {
  const count = await db.execute(
    `
    update workspace_key
       set sealed = $3
     where workspace_key.workspace_id = $1 and workspace_key.purpose = $2 and workspace_key.sealed = $4`,
    [row.workspaceId, row.purpose, row.sealed, before],
  )
  return count > 0
}
