import { grantsScope, RoutingError, type Scope } from '@rightful/contract'

/** Who asks: an API key of a workspace, or a person who is signed in. */
export type Caller = {
  readonly workspaceId: string
  /** How it is named in records: `key:` and the key's name, or `user:` and the person's id. */
  readonly actor: string
  readonly scopes: ReadonlySet<Scope>
  /** `null` for a person. */
  readonly keyId: string | null
  /** `null` for an API key, as all that follows. */
  readonly userId: string | null
  readonly sessionId: string | null
  /** The owner of the roster who the person is; `null`: they are none. */
  readonly ownerId: string | null
  /** The teams of the roster whose leads and absences the person looks after. */
  readonly teamIds: readonly string[]
  /** Whether the person gave their password again within the last minutes. */
  readonly isSteppedUp: boolean
}

/** What a request says of who asks. */
export type Credential =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'session'; readonly token: string }

/** Tells who callers are. */
export type Authenticator = {
  /** Finds whose credential it is; `null` when it is nobody's, expired, revoked or ended. `isFresh`: without what is remembered. */
  readonly find: (credential: Credential, options?: { readonly isFresh?: boolean }) => Promise<Caller | null>
  /** Forgets what is remembered on this node, so that what was just changed holds here at once. */
  readonly forget: () => void
}

/** A caller that is an API key. */
export function keyCaller(key: Pick<Caller, 'workspaceId' | 'actor' | 'scopes'> & { readonly keyId: string }): Caller {
  return { ...key, userId: null, sessionId: null, ownerId: null, teamIds: [], isSteppedUp: false }
}

/** Throws `forbidden`, naming the scope, unless the caller has it. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!grantsScope(caller.scopes, scope)) throw new RoutingError('forbidden', { scope })
}

/** The key in `Authorization: Bearer KEY`; `null` when there is none. */
export function readBearer(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length > 300) return null
  const [scheme, key, ...rest] = authorization.trim().split(/ +/)
  return scheme?.toLowerCase() === 'bearer' && key !== undefined && rest.length === 0 ? key : null
}
