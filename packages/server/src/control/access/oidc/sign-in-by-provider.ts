import { RoutingError } from '@rightful/contract'
import { generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from 'oauth4webapi'
import { recordAudit } from '../../audit/read.ts'
import type { SignInDoor, Origin } from '../sessions/sign-in.ts'
import { noteStepUp } from '../sessions/queries.ts'
import { type StartedSession, startSession } from '../sessions/start-session.ts'
import { admitIdentity } from './admit-identity.ts'
import { type AttemptRow, insertAttempt, takeAttempt } from './attempt-queries.ts'
import { hashAttemptToken, makeAttemptToken } from './attempt-cookie.ts'
import type { Claims, ProviderClient } from './provider-client.ts'
import { admissionOf } from './provider-settings.ts'
import { findClientSecret, findOpenProvider, findUserOfIdentity, type ProviderRow } from './queries.ts'

/** What signing in by providers works with. */
export type ProviderDoor = Pick<SignInDoor, 'db'> & { readonly client: ProviderClient }

/** A session whose person is at the browser. */
export type PresentSession = { readonly workspaceId: string; readonly sessionId: string; readonly userId: string }

/** A browser to be sent to a provider. `redirectUri` is where it comes back to, `returnTo` the path it is sent on to then. */
export type Beginning = {
  readonly providerId: string
  readonly redirectUri: string
  readonly returnTo: string
  /** The session that is to be stepped up; `null`: somebody signs in. */
  readonly stepUp: PresentSession | null
}

/** Begins a sign-in. Returns where to send the browser, and the token to give it. Throws `identity_provider_not_found` and as the client does. */
export async function beginSignIn(
  { db, client }: ProviderDoor,
  { providerId, redirectUri, returnTo, stepUp }: Beginning,
): Promise<{ readonly url: URL; readonly token: string }> {
  const provider = await requireOpenProvider({ db }, providerId)
  if (stepUp !== null && stepUp.workspaceId !== provider.workspaceId)
    throw new RoutingError('identity_provider_not_found')
  const token = makeAttemptToken()
  const secrets = { state: generateRandomState(), nonce: generateRandomNonce(), verifier: generateRandomCodeVerifier() }
  const { scopes } = admissionOf(provider)
  const url = await client.begin(provider, { ...secrets, redirectUri, scopes, isStepUp: stepUp !== null })
  await insertAttempt(db, {
    ...secrets,
    workspaceId: provider.workspaceId,
    providerId,
    hash: hashAttemptToken(token),
    returnTo,
    sessionId: stepUp?.sessionId ?? null,
  })
  return { url, token }
}

/** A browser that came back: `url` has what the provider says. */
export type Finishing = Origin & {
  readonly providerId: string
  readonly redirectUri: string
  readonly url: URL
  /** The token that the browser brings; `null`: none. */
  readonly token: string | null
  /** Who is signed in there now. */
  readonly present: PresentSession | null
}

/** What a sign-in came to: a session, or the one that there was, stepped up. */
export type Finished = { readonly returnTo: string; readonly started: StartedSession | null }

/**
 * Finishes a sign-in, once. Throws `sign_in_not_begun`, `sign_in_refused` with the reason, `identity_provider_not_found`, and as the
 * client does.
 */
export async function finishSignIn(door: ProviderDoor, finishing: Finishing): Promise<Finished> {
  const { db, client } = door
  const { providerId, token, url, redirectUri } = finishing
  const provider = await requireOpenProvider(door, providerId)
  const { workspaceId } = provider
  const attempt =
    token === null ? null : await takeAttempt(db, { workspaceId, providerId, hash: hashAttemptToken(token) })
  if (attempt === null) throw new RoutingError('sign_in_not_begun')
  const { scopes, groups_claim: claim } = admissionOf(provider)
  const claims = await client.finish(provider, {
    ...attempt,
    url,
    redirectUri,
    scopes,
    secret: await findClientSecret(db, provider),
    isStepUp: attempt.sessionId !== null,
    needs: ['email', ...(claim === null ? [] : [claim])],
  })
  return attempt.sessionId === null
    ? { returnTo: attempt.returnTo, started: await enter(door, { provider, claims }, finishing) }
    : confirm(door, { provider, claims, attempt }, finishing)
}

type Vouched = { readonly provider: ProviderRow; readonly claims: Claims }

async function enter(
  { db }: ProviderDoor,
  { provider, claims }: Vouched,
  { ip, userAgent }: Origin,
): Promise<StartedSession> {
  const { workspaceId } = provider
  const entered = await db.transaction(async (tx) => {
    const admitted = await admitIdentity(tx, provider, claims)
    if (admitted.kind === 'refused') return admitted
    const { userId } = admitted.user
    // How long ago they gave a password at the provider is not known: what needs that asks for it.
    return startSession(tx, { workspaceId, userId, method: 'sso', isSteppedUp: false, ip, userAgent })
  })
  if (!('kind' in entered)) return entered
  const { reason } = entered
  throw new RoutingError('sign_in_refused', { reason }, { logged: { provider_id: provider.providerId } })
}

async function confirm(
  { db }: ProviderDoor,
  { provider, claims, attempt }: Vouched & { readonly attempt: AttemptRow },
  { present }: Finishing,
): Promise<Finished> {
  if (present === null || present.sessionId !== attempt.sessionId) throw new RoutingError('sign_in_not_begun')
  const { workspaceId, userId, sessionId } = present
  const { providerId } = provider
  await db.transaction(async (tx) => {
    const vouchedFor = await findUserOfIdentity(tx, { workspaceId, issuer: claims.iss, subject: claims.sub })
    if (vouchedFor !== userId)
      throw new RoutingError('sign_in_refused', { reason: 'other_person' }, { logged: { user_id: userId } })
    await noteStepUp(tx, { workspaceId, sessionId })
    await recordAudit(tx, {
      workspaceId,
      actor: `user:${userId}`,
      action: 'session.stepped_up',
      subject: { kind: 'session', id: sessionId },
      details: { provider_id: providerId },
    })
  })
  return { returnTo: attempt.returnTo, started: null }
}

async function requireOpenProvider({ db }: Pick<ProviderDoor, 'db'>, providerId: string): Promise<ProviderRow> {
  const provider = await findOpenProvider(db, providerId)
  if (provider === null) throw new RoutingError('identity_provider_not_found')
  return provider
}
