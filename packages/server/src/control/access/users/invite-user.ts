import { type RoleName, RoutingError } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { newId } from '../../../platform/ids/new-id.ts'
import { recordAudit } from '../../audit/read.ts'
import { findUser, findUserByEmail, findUserOfOwner, insertUser, lockUsers, type UserRow } from './queries.ts'
import { type Giver, requireNoMoreThanRoles } from './require-no-more.ts'
import { makeToken, type UserToken } from './user-tokens.ts'

/** Somebody to be made known. The address is in lower case. */
export type NewUser = {
  readonly email: string
  readonly name: string
  readonly roles: readonly RoleName[]
  readonly ownerId: string | null
  readonly teamIds: readonly string[]
}

/** In which workspace something is done, by whom, and what they may do themselves. */
export type Doer = { readonly workspaceId: string; readonly by: string; readonly giver: Giver }

/** Makes a user who accepts the invitation by a token. Throws `already_exists`, and `forbidden` where the roles are more than the giver has. */
export async function inviteUser(
  tx: Queryable,
  doer: Doer,
  user: NewUser,
): Promise<{ readonly user: UserRow; readonly token: UserToken }> {
  const { workspaceId, by } = doer
  const made = await addUser(tx, doer, { ...user, status: 'invited' })
  const token = await makeToken(tx, { workspaceId, kind: 'invite', userId: made.userId, by })
  return { user: made, token }
}

/** Makes a user, within a transaction of the caller's: `active` where they sign in by other means than a password. Throws as `inviteUser` does. */
export async function addUser(
  tx: Queryable,
  { workspaceId, by, giver }: Doer,
  user: NewUser & { readonly status: 'invited' | 'active' },
): Promise<UserRow> {
  requireNoMoreThanRoles(giver, user.roles)
  await lockUsers(tx, workspaceId)
  if ((await findUserByEmail(tx, workspaceId, user.email)) !== null) throw new RoutingError('already_exists')
  await requireFreeOwner(tx, { workspaceId, ownerId: user.ownerId, userId: null })
  const userId = newId()
  await insertUser(tx, { workspaceId, userId, ...user })
  const { roles, ownerId, teamIds, status } = user
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'user.added',
    subject: { kind: 'user', id: userId },
    details: { roles: [...roles], owner_id: ownerId, team_ids: [...teamIds], status },
  })
  return requireUser(tx, workspaceId, userId)
}

/** One user. Throws `user_not_found`. */
export async function requireUser(db: Queryable, workspaceId: string, userId: string): Promise<UserRow> {
  const row = await findUser(db, workspaceId, userId)
  if (row === null) throw new RoutingError('user_not_found')
  return row
}

/** Throws `already_exists` when somebody else is this owner of the roster. */
export async function requireFreeOwner(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly ownerId: string | null; readonly userId: string | null },
): Promise<void> {
  if (of.ownerId === null) return
  const holder = await findUserOfOwner(tx, of.workspaceId, of.ownerId)
  if (holder === null || holder.userId === of.userId) return
  throw new RoutingError('already_exists', { owner_id: of.ownerId })
}
