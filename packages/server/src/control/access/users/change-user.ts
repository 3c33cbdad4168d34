import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { recordAudit } from '../../audit/read.ts'
import { endSessions } from '../sessions/queries.ts'
import { type Doer, requireFreeOwner, requireUser } from './invite-user.ts'
import { countOwners, lockUsers, updateUser, type UserRow, type UserSettings } from './queries.ts'
import { requireNoMoreThanRoles } from './require-no-more.ts'
import { voidTokens } from './token-queries.ts'
import { settingsOf } from './user-view.ts'

/** What of a user is to change; what is left out stays. */
export type UserChange = Partial<UserSettings>

/**
 * Changes a user, within a transaction of the caller's. Disabling ends their sessions and their tokens. Throws `user_not_found`,
 * `already_exists`, `last_owner`, and `forbidden` where the giver has less than the user has or would get.
 */
export async function changeUser(
  tx: Queryable,
  doer: Doer,
  { userId, change }: { readonly userId: string; readonly change: UserChange },
): Promise<UserRow> {
  const { workspaceId, by, giver } = doer
  await lockUsers(tx, workspaceId)
  const before = settingsOf(await requireUser(tx, workspaceId, userId))
  const after: UserSettings = { ...before, ...change }
  requireNoMoreThanRoles(giver, [...before.roles, ...after.roles])
  await requireFreeOwner(tx, { workspaceId, userId, ownerId: after.ownerId })
  await updateUser(tx, { workspaceId, userId, ...after })
  if (isOwner(before) && !isOwner(after) && (await countOwners(tx, workspaceId)) === 0) {
    throw new RoutingError('last_owner')
  }
  const ended =
    after.status === 'disabled'
      ? await endSessions(tx, { workspaceId, userId, sessionId: null, reason: 'disabled' })
      : []
  if (after.status === 'disabled') {
    for (const kind of ['invite', 'reset'] as const) await voidTokens(tx, { workspaceId, kind, userId })
  }
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'user.changed',
    subject: { kind: 'user', id: userId },
    details: { before: toldOf(before), after: toldOf(after), sessions_ended: ended.length },
  })
  return requireUser(tx, workspaceId, userId)
}

function isOwner({ roles, status }: UserSettings): boolean {
  return status === 'active' && roles.includes('owner')
}

/** What the audit log may tell: neither name nor address. */
function toldOf({ roles, ownerId, teamIds, status }: UserSettings): Readonly<Record<string, unknown>> {
  return { roles: [...roles], owner_id: ownerId, team_ids: [...teamIds], status }
}
