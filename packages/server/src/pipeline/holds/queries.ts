import type { Queryable } from '../../platform/db/database.ts'

/** Whether a held lead of the workspace is to be tried again by now, or more of them are to be woken. */
export async function hasDueHolds(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_due_holds',
      text: `
    select 1 as due
      from hold
     where hold.workspace_id = $1 and hold.retry_at <= statement_timestamp()
    union all
    select 1 from desk where desk.workspace_id = $1 and desk.waking <> ''
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}
