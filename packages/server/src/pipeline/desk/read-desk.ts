import { findDesk, type HeldDesk } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** A desk as it is now, without taking it. Throws when there is no such workspace. */
export async function readDesk(db: Queryable, workspaceId: string): Promise<HeldDesk> {
  const desk = await findDesk(db, workspaceId)
  if (desk === null) throw new Error(`Workspace ${workspaceId} has no desk.`)
  return desk
}
