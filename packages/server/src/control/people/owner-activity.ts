import type { Database, Queryable } from '../../platform/db/database.ts'
import { editRoster } from './edit-roster.ts'
import { lastPart, recordIdOf } from './record-id.ts'
import { findOwnersByEmail } from './team-queries.ts'
import type { Body } from './roster-document.ts'

/** The owner of the roster who has this address, in whatever case; `null`: none has, or several. */
export async function findOwnerByEmail(db: Queryable, workspaceId: string, email: string): Promise<string | null> {
  const [found, ...others] = await findOwnersByEmail(db, workspaceId, email)
  return found === undefined || others.length > 0 ? null : lastPart(found)
}

/**
 * Lets an owner have leads or not. One who may not gets none from then on, and the policy is asked what becomes of those that
 * they have not touched. Returns whether it was otherwise before: an owner who is not there, or is as asked for, stays as they are.
 */
export async function setOwnerActive(
  db: Database,
  {
    workspaceId,
    by,
    ownerId,
    isActive,
  }: {
    readonly workspaceId: string
    readonly by: string
    readonly ownerId: string
    readonly isActive: boolean
  },
): Promise<boolean> {
  const recordId = recordIdOf(ownerId)
  const { changes } = await editRoster(db, {
    workspaceId,
    by,
    plan: (records) => {
      const known = records.find('owner', recordId)
      if (known === null) return []
      const { active = true, ...rest }: Body = JSON.parse(known.body)
      if (active === isActive) return []
      return [{ kind: 'owner', recordId, body: isActive ? rest : { ...rest, active: false } }]
    },
  })
  return changes.length > 0
}
