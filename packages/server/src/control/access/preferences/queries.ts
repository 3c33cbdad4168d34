import type { Queryable } from '../../../platform/db/queryable.ts'

/** Whose preferences. */
export type PreferenceKey = { readonly workspaceId: string; readonly userId: string }

/** What somebody has set, as JSON; `null`: nothing yet. */
export async function findPreferences(db: Queryable, { workspaceId, userId }: PreferenceKey): Promise<string | null> {
  const rows = await db.query<{ readonly preferences: string }>(
    `select user_preference.preferences from user_preference
      where user_preference.workspace_id = $1 and user_preference.user_id = $2`,
    [workspaceId, userId],
  )
  return rows[0]?.preferences ?? null
}

/** Sets all of it. */
export async function setPreferences(
  db: Queryable,
  { workspaceId, userId }: PreferenceKey,
  preferences: string,
): Promise<void> {
  await db.execute(
    `
    insert into user_preference (workspace_id, user_id, preferences, changed_at)
    values ($1, $2, $3, clock_timestamp())
        on conflict (workspace_id, user_id) do update
       set preferences = excluded.preferences, changed_at = excluded.changed_at`,
    [workspaceId, userId, preferences],
  )
}
