import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import { requireFitPassword } from '../passwords/password-rules.ts'
import { storeCredential } from '../passwords/queries.ts'
import { type StartedSession, startSession } from '../sessions/start-session.ts'
import { addUser } from './invite-user.ts'
import { findWorkspacesWithoutUsers, lockUsers } from './queries.ts'
import { spendToken, voidTokens } from './token-queries.ts'
import { hashToken, makeToken, requireToken, type UserToken } from './user-tokens.ts'

/** More workspaces than this are not offered to be set up when a server starts: the command line does that. */
const OFFERED_MAX = 5

/** A workspace that waits for its first user, and the token by which that is made. */
export type SetupOffer = UserToken & { readonly workspaceId: string; readonly workspace: string }

/** Makes a token for each workspace that has no users; those made before stay valid, so that nodes do not spoil each other's. */
export async function offerSetup(db: Queryable): Promise<readonly SetupOffer[]> {
  const offers: SetupOffer[] = []
  for (const { workspaceId, name } of await findWorkspacesWithoutUsers(db, OFFERED_MAX)) {
    const token = await makeToken(db, { workspaceId, kind: 'setup', userId: null, by: 'system' })
    offers.push({ ...token, workspaceId, workspace: name })
  }
  return offers
}

/** Whether a workspace has no users yet. */
export async function isSetupNeeded(db: Queryable): Promise<boolean> {
  return (await findWorkspacesWithoutUsers(db, 1)).length > 0
}

/** The first user of a workspace, and where they come from. */
export type SetupAsk = {
  readonly token: string
  readonly email: string
  readonly name: string
  readonly password: string
  readonly ip: string
  readonly userAgent: string
}

/**
 * Makes the first user of a workspace, who owns the installation, and signs them in. Throws `token_invalid`, `password_unfit`, and
 * `setup_done` when there are users, however they came.
 */
export async function setUp(db: Database, ask: SetupAsk): Promise<StartedSession> {
  const { token, email, name, password, ip, userAgent } = ask
  const { workspaceId } = await requireToken(db, 'setup', token)
  requireFitPassword(password, { email, name }, 'body/password')
  const hash = await hashPassword(password)
  return db.transaction(async (tx) => {
    if ((await lockUsers(tx, workspaceId)) > 0) throw new RoutingError('setup_done')
    if (!(await spendToken(tx, workspaceId, hashToken(token)))) throw new RoutingError('token_invalid')
    await voidTokens(tx, { workspaceId, kind: 'setup', userId: null })
    const doer = { workspaceId, by: 'system', giver: null }
    const first = { email, name, roles: ['owner'], ownerId: null, teamIds: [], status: 'active' } as const
    const { userId } = await addUser(tx, doer, first)
    await storeCredential(tx, { workspaceId, userId, hash })
    return startSession(tx, { workspaceId, userId, method: 'password', isSteppedUp: true, ip, userAgent })
  })
}
