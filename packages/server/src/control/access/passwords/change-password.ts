import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { recordAudit } from '../../audit/read.ts'
import { endSessions } from '../sessions/queries.ts'
import { type Origin, requirePassword, requireWorkspace, type SignInDoor } from '../sessions/sign-in.ts'
import { type StartedSession, startSession } from '../sessions/start-session.ts'
import { type Doer, requireUser } from '../users/invite-user.ts'
import { findUserByEmail, lockUsers, updateUser, type UserRow } from '../users/queries.ts'
import { requireNoMoreThanRoles } from '../users/require-no-more.ts'
import { spendToken, type TokenKind, type TokenRow, voidTokens } from '../users/token-queries.ts'
import { hashToken, makeToken, requireToken, type UserToken } from '../users/user-tokens.ts'
import { rolesOf, settingsOf } from '../users/user-view.ts'
import { hashPassword } from './hash-password.ts'
import { requireFitPassword } from './password-rules.ts'
import { storeCredential } from './queries.ts'

/** A new password by somebody who knows the one before. */
export type PasswordChange = Pick<Origin, 'ip'> & {
  readonly workspaceId: string
  readonly userId: string
  readonly sessionId: string
  readonly currentPassword: string
  readonly newPassword: string
}

/** Sets a new password and ends the person's other sessions. Throws `sign_in_failed`, `password_unfit`, `rate_limited`. */
export async function changePassword(door: SignInDoor, change: PasswordChange): Promise<void> {
  const { workspaceId, userId, sessionId, newPassword } = change
  await requirePassword(door, { ...change, password: change.currentPassword })
  const owner = await requireUser(door.db, workspaceId, userId)
  requireFitPassword(newPassword, owner, 'body/new_password')
  const hash = await hashPassword(newPassword)
  await door.db.transaction((tx) =>
    setPassword(tx, { workspaceId, userId, hash, by: `user:${userId}`, exceptId: sessionId }),
  )
}

/** A password by a token: that of an invitation or of a reset. */
export type PasswordByToken = Origin & {
  readonly token: string
  readonly password: string
  /** What they want to be called; `null`: as they were invited. */
  readonly name: string | null
}

/** Accepts an invitation, or sets a new password, and signs the person in; sessions before it end. Throws `token_invalid`, `password_unfit`. */
export async function setPasswordByToken(
  db: Database,
  kind: Extract<TokenKind, 'invite' | 'reset'>,
  ask: PasswordByToken,
): Promise<StartedSession> {
  const { workspaceId, userId } = requireUserOf(await requireToken(db, kind, ask.token))
  const owner = await requireUser(db, workspaceId, userId)
  requireFitPassword(ask.password, { email: owner.email, name: ask.name ?? owner.name }, 'body/password')
  const hash = await hashPassword(ask.password)
  return db.transaction(async (tx) => {
    await lockUsers(tx, workspaceId)
    if (!(await spendToken(tx, workspaceId, hashToken(ask.token)))) throw new RoutingError('token_invalid')
    const before = settingsOf(await requireUser(tx, workspaceId, userId))
    if (before.status === 'disabled') throw new RoutingError('token_invalid')
    await updateUser(tx, { workspaceId, userId, ...before, name: ask.name ?? before.name, status: 'active' })
    await setPassword(tx, { workspaceId, userId, hash, by: `user:${userId}`, exceptId: null })
    const { ip, userAgent } = ask
    return startSession(tx, { workspaceId, userId, method: 'password', isSteppedUp: true, ip, userAgent })
  })
}

/** Makes a token for a new password of somebody who may sign in; `null`: nobody has this address, which is told to nobody. */
export async function askForReset(
  db: Database,
  { email, workspace }: { readonly email: string; readonly workspace: string | null },
): Promise<{ readonly user: UserRow; readonly workspaceId: string; readonly token: UserToken } | null> {
  const workspaceId = await requireWorkspace(db, workspace)
  const user = workspaceId === null ? null : await findUserByEmail(db, workspaceId, email)
  if (user === null || workspaceId === null || user.status !== 'active') return null
  const token = await db.transaction((tx) =>
    makeReset(tx, { workspaceId, by: `user:${user.userId}`, giver: null }, user),
  )
  return { user, workspaceId, token }
}

/** Makes a token for a new password, or for the invitation where they have not accepted it. Throws `forbidden` where they may do more than the giver. */
export async function makeReset(tx: Queryable, { workspaceId, by, giver }: Doer, user: UserRow): Promise<UserToken> {
  requireNoMoreThanRoles(giver, rolesOf(user))
  if (user.status === 'disabled') throw new RoutingError('user_not_found')
  const kind = user.status === 'invited' ? 'invite' : 'reset'
  const token = await makeToken(tx, { workspaceId, kind, userId: user.userId, by })
  const action = kind === 'invite' ? 'user.invited_again' : 'user.reset_asked'
  await recordAudit(tx, { workspaceId, actor: by, action, subject: { kind: 'user', id: user.userId }, details: {} })
  return token
}

async function setPassword(
  tx: Queryable,
  of: {
    readonly workspaceId: string
    readonly userId: string
    readonly hash: string
    readonly by: string
    readonly exceptId: string | null
  },
): Promise<void> {
  const { workspaceId, userId, by, exceptId } = of
  await storeCredential(tx, of)
  const ended = await endSessions(tx, { workspaceId, userId, sessionId: null, exceptId, reason: 'password_changed' })
  // Whoever asked for a new password before has one now.
  await voidTokens(tx, { workspaceId, kind: 'reset', userId })
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'user.password_set',
    subject: { kind: 'user', id: userId },
    details: { sessions_ended: ended.length },
  })
}

function requireUserOf({ workspaceId, userId }: TokenRow): { readonly workspaceId: string; readonly userId: string } {
  if (userId === null) throw new RoutingError('token_invalid')
  return { workspaceId, userId }
}
