import type { Queryable } from '../../platform/db/queryable.ts'

/** The team that an owner is in now; `null`: in none, or there is no such owner. `recordId` is the id of their record. */
export async function findTeamOfOwner(db: Queryable, workspaceId: string, recordId: string): Promise<string | null> {
  const rows = await db.query<{ readonly team: string | null }>(
    {
      name: 'find_team_of_owner',
      text: `
    select roster_record.body::json ->> 'team' as team
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.kind = 'owner' and roster_record.record_id = $2
       and roster_record.to_version is null`,
    },
    [workspaceId, recordId],
  )
  return rows[0]?.team ?? null
}

/** The ids of the records of the owners who are in one of these teams now. */
export async function findOwnersOfTeams(
  db: Queryable,
  workspaceId: string,
  teamIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.query<{ readonly recordId: string }>(
    {
      name: 'find_owners_of_teams',
      text: `
    select roster_record.record_id as "recordId"
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.kind = 'owner' and roster_record.to_version is null
       and roster_record.body::json ->> 'team' = any($2::text[])
     order by roster_record.record_id`,
    },
    [workspaceId, teamIds],
  )
  return rows.map(({ recordId }) => recordId)
}

/** The ids of the records of owners who have this address, in whatever case; at most two. */
export async function findOwnersByEmail(db: Queryable, workspaceId: string, email: string): Promise<readonly string[]> {
  const rows = await db.query<{ readonly recordId: string }>(
    `
    select roster_record.record_id as "recordId"
      from roster_record
     where roster_record.workspace_id = $1 and roster_record.kind = 'owner' and roster_record.to_version is null
       and lower(roster_record.body::json ->> 'email') = lower($2)
     limit 2`,
    [workspaceId, email],
  )
  return rows.map(({ recordId }) => recordId)
}
