import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { addGroup, nameGroup, removeGroup, setMember } from '../groups/change-group.ts'
import { lockUsers } from '../users/queries.ts'
import { giveRoles } from './directory-settings.ts'
import type { Crew } from './group-draft.ts'
import { type DirectoryGroupRow, findDirectoryGroup, storeExternalGroup } from './group-queries.ts'
import type { Keeper } from './keep-user.ts'
import { scimRefusal } from './scim-refusal.ts'
import { findDirectoryUser } from './user-queries.ts'

/** Makes a group with its members. Throws `already_exists` and `provisioning_invalid`. */
export async function addCrew(db: Database, keeper: Keeper, crew: Crew): Promise<DirectoryGroupRow> {
  return db.transaction(async (tx) => {
    const { groupId } = await addGroup(tx, keeper, crew.name)
    return apply(tx, keeper, { row: await requireCrew(tx, keeper.workspaceId, groupId), crew })
  })
}

/** How a group is to be, given how it is. */
export type CrewPlan = (row: DirectoryGroupRow) => Crew

/** Changes a group as the directory says. Throws `group_not_found`, `already_exists`, `provisioning_invalid`, and what `plan` throws. */
export async function changeCrew(
  db: Database,
  keeper: Keeper,
  { groupId, plan }: { readonly groupId: string; readonly plan: CrewPlan },
): Promise<DirectoryGroupRow> {
  return db.transaction(async (tx) => {
    await lockUsers(tx, keeper.workspaceId)
    const row = await requireCrew(tx, keeper.workspaceId, groupId)
    const crew = plan(row)
    if (crew.name !== row.name) await nameGroup(tx, keeper, { groupId: row.groupId, name: crew.name })
    const changed = await apply(tx, keeper, { row, crew })
    // By its old name it may have given roles, or by its new one it does.
    if (crew.name !== row.name) await giveAll(tx, keeper, crew.userIds)
    return changed
  })
}

/** Deletes a group; what it gave its members is gone. Throws `group_not_found` and what `check` throws. */
export async function removeCrew(
  db: Database,
  keeper: Keeper,
  { groupId, check }: { readonly groupId: string; readonly check: (row: DirectoryGroupRow) => void },
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockUsers(tx, keeper.workspaceId)
    const row = await requireCrew(tx, keeper.workspaceId, groupId)
    check(row)
    await removeGroup(tx, keeper, row.groupId)
    await giveAll(tx, keeper, crewFrom(row).userIds)
  })
}

/** How a group is for the directory. */
export function crewFrom({ name, externalId, members }: DirectoryGroupRow): Crew {
  const listed: readonly { readonly value: string }[] = JSON.parse(members)
  return { name, externalId, userIds: new Set(listed.map(({ value }) => value)) }
}

/** One group. Throws `group_not_found`. */
export async function requireCrew(db: Queryable, workspaceId: string, groupId: string): Promise<DirectoryGroupRow> {
  const row = await findDirectoryGroup(db, workspaceId, groupId)
  if (row === null) throw new RoutingError('group_not_found')
  return row
}

async function apply(
  tx: Queryable,
  keeper: Keeper,
  { row, crew }: { readonly row: DirectoryGroupRow; readonly crew: Crew },
): Promise<DirectoryGroupRow> {
  const { workspaceId } = keeper
  const { groupId } = row
  const { userIds: were } = crewFrom(row)
  await storeExternalGroup(tx, { workspaceId, groupId, externalId: crew.externalId })
  const joining = crew.userIds.difference(were)
  for (const userId of joining) {
    const isKnown = (await findDirectoryUser(tx, workspaceId, userId)) !== null
    if (!isKnown) throw scimRefusal('invalidValue', 'a member is no user')
    await setMember(tx, keeper, { groupId, userId, isIn: true })
  }
  const leaving = were.difference(crew.userIds)
  for (const userId of leaving) await setMember(tx, keeper, { groupId, userId, isIn: false })
  await giveAll(tx, keeper, joining.union(leaving))
  return requireCrew(tx, workspaceId, groupId)
}

async function giveAll(tx: Queryable, keeper: Keeper, userIds: ReadonlySet<string>): Promise<void> {
  for (const userId of userIds) {
    const row = await findDirectoryUser(tx, keeper.workspaceId, userId)
    if (row?.isKept === true) await giveRoles(tx, keeper, userId)
  }
}
