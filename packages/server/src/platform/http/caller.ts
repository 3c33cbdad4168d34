import { RoutingError, type Scope } from '@rightful/contract'

/** Who asks: an API key of a workspace. */
export type Caller = {
  readonly workspaceId: string
  readonly keyId: string
  /** How it is named in records: `key:` and the key's name. */
  readonly actor: string
  readonly scopes: ReadonlySet<Scope>
}

/** Finds whose key it is; `null` when it is nobody's, expired or revoked. */
export type Authenticate = (key: string) => Promise<Caller | null>

/** Throws `forbidden`, naming the scope, unless the caller has it. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope) && !caller.scopes.has('admin')) throw new RoutingError('forbidden', { scope })
}

/** The key in `Authorization: Bearer KEY`; `null` when there is none. */
export function readBearer(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length > 300) return null
  const [scheme, key, ...rest] = authorization.trim().split(/ +/)
  return scheme?.toLowerCase() === 'bearer' && key !== undefined && rest.length === 0 ? key : null
}
