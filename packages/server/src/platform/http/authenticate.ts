import type { IncomingMessage } from 'node:http'
import { grantsScope, RoutingError } from '@rightful/contract'
import { type AllowedHosts, requireOrigin } from './allowed-hosts.ts'
import { type Authenticator, type Caller, type Credential, readBearer } from './caller.ts'
import type { Admitted, Person, Reach, RouteAccess } from './route.ts'
import { readSessionToken, requireOwnPage } from './session-cookie.ts'

/** What telling a caller takes. */
export type Gate = {
  readonly authenticator: Authenticator
  readonly allowed: AllowedHosts
  readonly proxyHops: number
  /** Called with who it is, before it is asked what they may do. */
  readonly onCaller?: (caller: Caller) => void
}

/**
 * Who asks: by the key in the Authorization header, else by the cookie of a session. Throws `unauthenticated` when it is nobody, and
 * `origin_not_allowed` when a page of somebody else's asks.
 */
export async function authenticate(
  incoming: IncomingMessage,
  { authenticator, allowed, proxyHops, onCaller }: Gate,
  { isFresh }: { readonly isFresh: boolean },
): Promise<Caller> {
  requireOrigin(incoming, allowed)
  const credential = credentialOf(incoming, proxyHops)
  if (credential?.kind === 'session') requireOwnPage(incoming)
  // What a key may do needs no second look: it was not stepped up a moment ago.
  const options = { isFresh: isFresh && credential?.kind === 'session' }
  const caller = credential === null ? null : await authenticator.find(credential, options)
  if (caller === null) throw new RoutingError('unauthenticated')
  onCaller?.(caller)
  return caller
}

function credentialOf(incoming: IncomingMessage, proxyHops: number): Credential | null {
  const { authorization } = incoming.headers
  if (authorization !== undefined) {
    const key = readBearer(authorization)
    return key === null ? null : { kind: 'key', key }
  }
  const token = readSessionToken(incoming, proxyHops)
  return token === null ? null : { kind: 'session', token }
}

/** Lets in to a route who may call it. Throws as `authenticate` and `requireAccess` do. */
export async function admit(incoming: IncomingMessage, gate: Gate, access: RouteAccess): Promise<Admitted> {
  const caller = await authenticate(incoming, gate, { isFresh: access.stepUp === true })
  const reach = requireAccess(caller, access)
  const isStillAdmitted = async (): Promise<boolean> => {
    try {
      return requireAccess(await authenticate(incoming, gate, { isFresh: false }), access) === reach
    } catch (error) {
      if (error instanceof RoutingError) return false
      throw error
    }
  }
  return { caller, reach, isStillAdmitted }
}

/** How far the caller's grant reaches. Throws `forbidden`, naming the grant that is missing, and `step_up_required`. */
function requireAccess(caller: Caller, { scope, narrower, stepUp = false }: RouteAccess): Reach {
  const { scopes } = caller
  if (stepUp && caller.keyId !== null) {
    if (!scopes.has(scope)) throw new RoutingError('forbidden', { scope, by: 'name' })
    return 'all'
  }
  const reach = reachOf(caller, { scope, ...(narrower === undefined ? {} : { narrower }) })
  if (reach === null) throw new RoutingError('forbidden', { scope, ...narrower })
  if (stepUp && !caller.isSteppedUp) throw new RoutingError('step_up_required')
  return reach
}

function reachOf({ scopes }: Caller, { scope, narrower }: RouteAccess): Reach | null {
  if (grantsScope(scopes, scope)) return 'all'
  if (narrower === undefined) return null
  if (grantsScope(scopes, narrower.team)) return 'team'
  return narrower.own !== undefined && grantsScope(scopes, narrower.own) ? 'own' : null
}

/** The caller as a person. Throws `person_required` for a key. */
export function requirePerson(caller: Caller): Person {
  const { userId, sessionId } = caller
  if (userId === null || sessionId === null) throw new RoutingError('person_required')
  return { ...caller, userId, sessionId }
}
