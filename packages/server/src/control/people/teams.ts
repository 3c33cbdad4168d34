import type { Queryable } from '../../platform/db/queryable.ts'
import { lastPart, recordIdOf } from './record-id.ts'
import { findOwnersOfTeams, findTeamOfOwner } from './team-queries.ts'

/** The team that an owner is in now; `null`: in none, or there is no such owner. */
export async function readTeamOf(db: Queryable, workspaceId: string, ownerId: string): Promise<string | null> {
  return findTeamOfOwner(db, workspaceId, recordIdOf(ownerId))
}

/** The owners who are in one of these teams now. */
export async function readOwnersOfTeams(
  db: Queryable,
  workspaceId: string,
  teamIds: readonly string[],
): Promise<readonly string[]> {
  if (teamIds.length === 0) return []
  return (await findOwnersOfTeams(db, workspaceId, teamIds)).map(lastPart)
}
