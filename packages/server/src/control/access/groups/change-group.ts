import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { newId } from '../../../platform/ids/new-id.ts'
import { recordAudit } from '../../audit/read.ts'
import { type Doer, requireUser } from '../users/invite-user.ts'
import { lockUsers } from '../users/queries.ts'
import {
  deleteGroup,
  deleteMember,
  findGroup,
  findGroupByName,
  type GroupRow,
  insertGroup,
  insertMember,
  renameGroup,
} from './queries.ts'

/** In which workspace groups are changed, and by whom. */
export type GroupDoer = Pick<Doer, 'workspaceId' | 'by'>

/** Makes a group. Throws `already_exists`. */
export async function addGroup(tx: Queryable, doer: GroupDoer, name: string): Promise<GroupRow> {
  const { workspaceId } = doer
  await requireFreeName(tx, doer, { name, groupId: null })
  const groupId = newId()
  await insertGroup(tx, { workspaceId, groupId, name })
  await tell(tx, doer, { action: 'group.added', groupId, details: { name } })
  return requireGroup(tx, workspaceId, groupId)
}

/** Calls a group something else. Throws `group_not_found` and `already_exists`. */
export async function nameGroup(
  tx: Queryable,
  doer: GroupDoer,
  { groupId, name }: { readonly groupId: string; readonly name: string },
): Promise<GroupRow> {
  const { workspaceId } = doer
  await requireFreeName(tx, doer, { name, groupId })
  const before = await requireGroup(tx, workspaceId, groupId)
  await renameGroup(tx, { workspaceId, groupId, name })
  await tell(tx, doer, { action: 'group.renamed', groupId, details: { before: before.name, after: name } })
  return requireGroup(tx, workspaceId, groupId)
}

/** Deletes a group. Throws `group_not_found`. */
export async function removeGroup(tx: Queryable, doer: GroupDoer, groupId: string): Promise<GroupRow> {
  const { workspaceId } = doer
  await lockUsers(tx, workspaceId)
  const before = await requireGroup(tx, workspaceId, groupId)
  await deleteGroup(tx, workspaceId, groupId)
  await tell(tx, doer, { action: 'group.removed', groupId, details: { name: before.name, user_ids: before.userIds } })
  return before
}

/** Takes a user into a group or out of it; nothing changes where they are, or are not, in it. Throws `group_not_found` and `user_not_found`. */
export async function setMember(
  tx: Queryable,
  doer: GroupDoer,
  member: { readonly groupId: string; readonly userId: string; readonly isIn: boolean },
): Promise<GroupRow> {
  const { workspaceId } = doer
  const { groupId, userId, isIn } = member
  await lockUsers(tx, workspaceId)
  await requireGroup(tx, workspaceId, groupId)
  await requireUser(tx, workspaceId, userId)
  const change = isIn ? insertMember : deleteMember
  const hasChanged = await change(tx, { workspaceId, groupId, userId })
  const action = isIn ? 'group.member_added' : 'group.member_removed'
  if (hasChanged) await tell(tx, doer, { action, groupId, details: { user_id: userId } })
  return requireGroup(tx, workspaceId, groupId)
}

async function requireGroup(db: Queryable, workspaceId: string, groupId: string): Promise<GroupRow> {
  const row = await findGroup(db, workspaceId, groupId)
  if (row === null) throw new RoutingError('group_not_found')
  return row
}

async function requireFreeName(
  tx: Queryable,
  { workspaceId }: GroupDoer,
  { name, groupId }: { readonly name: string; readonly groupId: string | null },
): Promise<void> {
  await lockUsers(tx, workspaceId)
  const holder = await findGroupByName(tx, workspaceId, name)
  if (holder !== null && holder.groupId !== groupId) throw new RoutingError('already_exists', { name })
}

async function tell(
  tx: Queryable,
  { workspaceId, by }: GroupDoer,
  of: { readonly action: string; readonly groupId: string; readonly details: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { action, groupId, details } = of
  await recordAudit(tx, { workspaceId, actor: by, action, subject: { kind: 'group', id: groupId }, details })
}
