import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import type { Log } from '../../../platform/log/create-log.ts'
import { type AuditRecord, recordAudit } from '../../audit/read.ts'
import { hashPassword, verifyPassword } from '../passwords/hash-password.ts'
import { findCredential, findCredentialByEmail, storeCredential } from '../passwords/queries.ts'
import { findNamedWorkspaces } from '../users/queries.ts'
import { endSessions, noteStepUp } from './queries.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { type StartedSession, startSession } from './start-session.ts'

/** What signing in works with. */
export type SignInDoor = { readonly db: Database; readonly log: Log; readonly limits: SignInLimits }

/** Where a request comes from. */
export type Origin = { readonly ip: string; readonly userAgent: string }

/** Who wants to sign in: the address in lower case; `workspace` is its name or id, `null` where there is one only. */
export type SignInAsk = Origin & {
  readonly email: string
  readonly password: string
  readonly workspace: string | null
}

/**
 * Signs somebody in by their password. Throws `sign_in_failed`, which does not tell whether there is such an account, neither by what
 * it says nor by how long it takes, and `rate_limited`.
 */
export async function signIn(door: SignInDoor, ask: SignInAsk): Promise<StartedSession> {
  const { db, limits } = door
  const { email, password, ip, userAgent } = ask
  await limits.address.take(ip)
  const workspaceId = await requireWorkspace(db, ask.workspace)
  const account = `${workspaceId ?? ''} ${email}`
  await limits.account.take(account, () => noteLockOutOf(door, workspaceId, email))
  const known = workspaceId === null ? null : await findCredentialByEmail(db, workspaceId, email)
  const { isRight, isOutdated } = await verifyPassword(password, known?.hash ?? null)
  if (!isRight || known === null || workspaceId === null) {
    throw new RoutingError('sign_in_failed', {}, { logged: known === null ? {} : { user_id: known.userId } })
  }
  const { userId } = known
  const rehashed = isOutdated ? await hashPassword(password) : null
  const started = await db.transaction(async (tx) => {
    // Whoever was disabled meanwhile does not get in.
    if ((await findCredential(tx, workspaceId, userId)) === null) throw new RoutingError('sign_in_failed')
    if (rehashed !== null) await storeCredential(tx, { workspaceId, userId, hash: rehashed })
    return startSession(tx, { workspaceId, userId, method: 'password', isSteppedUp: true, ip, userAgent })
  })
  await limits.account.forget(account)
  return started
}

/** A session whose person gives their password again. */
export type StepUpAsk = Pick<Origin, 'ip'> & {
  readonly workspaceId: string
  readonly userId: string
  readonly sessionId: string
  readonly password: string
}

/** Notes that the person proved again who they are. Throws `sign_in_failed` and `rate_limited`. */
export async function stepUp(door: SignInDoor, ask: StepUpAsk): Promise<void> {
  await requirePassword(door, ask)
  await door.db.transaction(async (tx) => {
    await noteStepUp(tx, ask)
    await recordAudit(tx, {
      workspaceId: ask.workspaceId,
      actor: `user:${ask.userId}`,
      action: 'session.stepped_up',
      subject: { kind: 'session', id: ask.sessionId },
      details: {},
    })
  })
}

/** Throws `sign_in_failed` unless it is the person's password, and `rate_limited` when it was tried too often. */
export async function requirePassword(
  door: SignInDoor,
  { workspaceId, userId, password, ip }: Omit<StepUpAsk, 'sessionId'>,
): Promise<void> {
  const { db, limits } = door
  await limits.address.take(ip)
  await limits.account.take(userId, () => noteLockOut(door, workspaceId, userId))
  const known = await findCredential(db, workspaceId, userId)
  const { isRight } = await verifyPassword(password, known?.hash ?? null)
  if (!isRight) {
    // Somebody else may be at the browser of whoever is signed in: at most ten such entries until they are locked out.
    await recordAudit(db, { ...ofUser(workspaceId, userId), actor: `user:${userId}`, action: 'session.step_up_failed' })
    throw new RoutingError('sign_in_failed')
  }
  await limits.account.forget(userId)
}

/**
 * Tells the audit log that too many passwords were tried of an account, once for each time that it is locked. Nobody waits for it, so
 * that how long an answer takes does not tell whether there is such an account.
 */
function noteLockOut({ db, log }: SignInDoor, workspaceId: string, userId: string): void {
  const entry = { ...ofUser(workspaceId, userId), actor: 'system', action: 'user.locked_out' }
  recordAudit(db, entry).catch((error: unknown) => log.error({ err: error }, 'a lock-out could not be noted'))
}

function noteLockOutOf(door: SignInDoor, workspaceId: string | null, email: string): void {
  if (workspaceId === null) return
  findCredentialByEmail(door.db, workspaceId, email).then(
    (known) => (known === null ? undefined : noteLockOut(door, workspaceId, known.userId)),
    (error: unknown) => door.log.error({ err: error }, 'a lock-out could not be noted'),
  )
}

function ofUser(workspaceId: string, userId: string): Pick<AuditRecord, 'workspaceId' | 'subject' | 'details'> {
  return { workspaceId, subject: { kind: 'user', id: userId }, details: {} }
}

/** Sessions to end, and who ends them. */
export type SessionsToEnd = Parameters<typeof endSessions>[1] & { readonly by: string }

/** Ends sessions and tells the audit log of it. Returns how many. */
export async function stopSessions(db: Database, { by, ...end }: SessionsToEnd): Promise<number> {
  return db.transaction(async (tx) => {
    const ended = await endSessions(tx, end)
    for (const sessionId of ended) {
      await recordAudit(tx, {
        workspaceId: end.workspaceId,
        actor: by,
        action: 'session.ended',
        subject: { kind: 'session', id: sessionId },
        details: { user_id: end.userId, reason: end.reason },
      })
    }
    return ended.length
  })
}

/** The workspace that is meant; `null` when there is none such, which is told to nobody. Throws `invalid_request` when it is not clear which. */
export async function requireWorkspace(db: Queryable, text: string | null): Promise<string | null> {
  const found = await findNamedWorkspaces(db, text)
  if (found.length < 2) return found[0] ?? null
  const item = {
    where: 'body/workspace',
    what: 'leaves open which workspace is meant',
    mend: 'Send its id or its name.',
  }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}
