import { isRoleName, type RoleName } from '@rightful/contract'
import { z } from 'zod'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { recordAudit } from '../../audit/read.ts'
import { findGroupNamesOf } from '../groups/queries.ts'
import { changeUser } from '../users/change-user.ts'
import { type Doer, requireUser } from '../users/invite-user.ts'
import { lockUsers } from '../users/queries.ts'
import { requireNoMoreThanRoles } from '../users/require-no-more.ts'
import { rolesOf } from '../users/user-view.ts'
import { findSettings, storeSettings } from './settings-queries.ts'
import { listKeptUserIds } from './user-queries.ts'

const names = z.array(z.string().refine(isRoleName))
const groupRolesForm = z.array(z.strictObject({ group: z.string(), roles: names }))

/** What users get whom a directory keeps. */
export type DirectorySettings = {
  readonly defaultRoles: readonly RoleName[]
  readonly groupRoles: readonly { readonly group: string; readonly roles: readonly RoleName[] }[]
}

/** The settings that hold; nothing is given until somebody sets them. */
export async function readSettings(db: Queryable, workspaceId: string): Promise<DirectorySettings> {
  const row = await findSettings(db, workspaceId)
  if (row === null) return { defaultRoles: [], groupRoles: [] }
  const defaultRoles = row.defaultRoles.split(' ').filter(isRoleName)
  return { defaultRoles, groupRoles: groupRolesForm.parse(JSON.parse(row.groupRoles)) }
}

/**
 * Sets what users get whom a directory keeps, and gives it to all of them. Throws `forbidden` where that is more than the giver has,
 * and `last_owner`.
 */
export async function setSettings(tx: Queryable, doer: Doer, settings: DirectorySettings): Promise<void> {
  const { workspaceId, by, giver } = doer
  requireNoMoreThanRoles(giver, givable(settings))
  await lockUsers(tx, workspaceId)
  const before = await readSettings(tx, workspaceId)
  const { defaultRoles, groupRoles } = settings
  await storeSettings(tx, {
    workspaceId,
    defaultRoles: defaultRoles.join(' '),
    groupRoles: JSON.stringify(groupRoles),
  })
  const subject = { kind: 'workspace', id: workspaceId }
  const details = { before, after: { defaultRoles, groupRoles } }
  await recordAudit(tx, { workspaceId, actor: by, action: 'directory.changed', subject, details })
  for (const userId of await listKeptUserIds(tx, workspaceId)) await giveRoles(tx, { workspaceId, by }, userId)
}

/** Every role that a directory can give. */
export function givable({ defaultRoles, groupRoles }: DirectorySettings): ReadonlySet<RoleName> {
  return new Set([...defaultRoles, ...groupRoles.flatMap(({ roles }) => roles)])
}

/** Gives a user whom the directory keeps what their groups give now, where any group gives roles. Throws `last_owner`. */
export async function giveRoles(
  tx: Queryable,
  { workspaceId, by }: Pick<Doer, 'workspaceId' | 'by'>,
  userId: string,
): Promise<void> {
  const { defaultRoles, groupRoles } = await readSettings(tx, workspaceId)
  if (groupRoles.length === 0) return
  const groups = new Set(await findGroupNamesOf(tx, workspaceId, userId))
  const given = groupRoles.flatMap(({ group, roles }) => (groups.has(group) ? roles : []))
  const roles = [...new Set([...defaultRoles, ...given])]
  const had = rolesOf(await requireUser(tx, workspaceId, userId))
  if (roles.length === had.length && roles.every((role) => had.includes(role))) return
  await changeUser(tx, { workspaceId, by, giver: null }, { userId, change: { roles } })
}
