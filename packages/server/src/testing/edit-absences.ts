import type { TestWorkspace } from './open-test-workspace.ts'

/** When somebody is away. Instants as RFC 3339 has them; `feed` names the calendar feed that told of it. */
export type Absence = { readonly from: string; readonly until: string; readonly feed?: string }

/** Replaces an owner's absences, as a new version of the roster. */
export async function editAbsences(
  { db, workspaceId }: Pick<TestWorkspace, 'db' | 'workspaceId'>,
  ownerId: string,
  absences: readonly Absence[],
): Promise<void> {
  await db.execute(
    `delete from roster_record where roster_record.workspace_id = $1 and roster_record.kind = 'absence' and starts_with(roster_record.record_id, $2)`,
    [workspaceId, `${ownerId}/`],
  )
  for (const [index, absence] of absences.entries()) {
    await db.execute(
      `insert into roster_record (workspace_id, kind, record_id, from_version, from_at, body, changed_by)
       values ($1, 'absence', $2, 1, clock_timestamp(), $3, 'test')`,
      [workspaceId, `${ownerId}/${index + 1}`, JSON.stringify({ owner: ownerId, ...absence })],
    )
  }
  await db.execute(`update desk set roster_version = desk.roster_version + 1 where desk.workspace_id = $1`, [
    workspaceId,
  ])
}
