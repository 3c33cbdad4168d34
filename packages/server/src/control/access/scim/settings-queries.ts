import type { Queryable } from '../../../platform/db/queryable.ts'

/** What users get whom a directory keeps: roles separated by blanks, and JSON. */
export type SettingsRow = { readonly defaultRoles: string; readonly groupRoles: string }

/** The settings of a workspace; `null`: nobody has set them. */
export async function findSettings(db: Queryable, workspaceId: string): Promise<SettingsRow | null> {
  const rows = await db.query<SettingsRow>(
    `
    select directory_setting.default_roles as "defaultRoles", directory_setting.group_roles as "groupRoles"
      from directory_setting
     where directory_setting.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Stores the settings of a workspace. */
export async function storeSettings(
  tx: Queryable,
  { workspaceId, defaultRoles, groupRoles }: SettingsRow & { readonly workspaceId: string },
): Promise<void> {
  await tx.execute(
    `
    insert into directory_setting (workspace_id, default_roles, group_roles)
    values ($1, $2, $3)
    on conflict (workspace_id) do update
       set default_roles = excluded.default_roles, group_roles = excluded.group_roles`,
    [workspaceId, defaultRoles, groupRoles],
  )
}
