import type { Problem, RoleName, Scope } from '@rightful/contract'
import type { DeclaredRoute } from '../platform/http/route.ts'

/** Who has which scope, by hand: what roles.ts and the routes come to is held to this. A scope that is not here, no role has. */
export const holders: Readonly<Record<Scope, readonly RoleName[]>> = {
  'leads:read': ['viewer', 'marketing_ops', 'sales_ops', 'owner'],
  'leads:read:team': ['manager'],
  'leads:read:own': ['rep'],
  'leads:write': ['marketing_ops', 'sales_ops', 'owner'],
  'leads:write:team': ['manager'],
  'leads:write:own': ['rep'],
  'imports:write': ['marketing_ops', 'sales_ops', 'owner'],
  'events:read': ['viewer', 'marketing_ops', 'sales_ops', 'owner'],
  'people:read': ['viewer', 'manager', 'marketing_ops', 'sales_ops', 'owner'],
  'people:write': ['sales_ops', 'owner'],
  'absences:write:team': ['manager'],
  'absences:write:own': ['rep'],
  'policies:read': ['viewer', 'manager', 'marketing_ops', 'sales_ops', 'owner'],
  'policies:write': ['sales_ops', 'owner'],
  'policies:propose': ['marketing_ops', 'sales_ops', 'owner'],
  'policies:approve': ['marketing_ops', 'sales_ops', 'owner'],
  'policies:schedule': ['sales_ops', 'owner'],
  'policies:apply': ['sales_ops', 'owner'],
  'policies:bypass': ['owner'],
  'reports:read': ['viewer', 'manager', 'marketing_ops', 'sales_ops', 'owner'],
  'audit:read': ['viewer', 'marketing_ops', 'sales_ops', 'owner'],
  'personal:export': ['owner'],
  'personal:erase': ['owner'],
  'connections:read': ['viewer', 'marketing_ops', 'sales_ops', 'owner'],
  'connections:write': ['marketing_ops', 'owner'],
  'access:read': ['marketing_ops', 'sales_ops', 'owner'],
  'access:write': ['owner'],
  scim: ['owner'],
  'keys:write': ['owner'],
  admin: ['owner'],
}

/** An id of nothing. */
export const nowhere = '00000000-0000-7000-8000-000000000000'

/** Whether the table gives a role the scope of a route, or one of those that reach less far. */
export function mayCall(role: RoleName, { access }: DeclaredRoute): boolean {
  if (access.kind !== 'scope') return true
  const { scope, narrower } = access
  const taken = [scope, narrower?.team, narrower?.own].flatMap((other) => (other === undefined ? [] : [other]))
  return taken.some((one) => holders[one].includes(role))
}

/** What a route answered. */
export type Answer = { readonly status: number; readonly problem: Problem | null }

/** Calls a route as a page of the server would; what streams is cut off once it is known to be allowed. */
export async function askRoute(
  route: DeclaredRoute,
  url: string,
  options: { readonly headers: Record<string, string>; readonly body?: unknown },
): Promise<Answer> {
  const stop = new AbortController()
  const response = await fetch(url, {
    method: route.method.toUpperCase(),
    headers: { origin: new URL(url).origin, 'content-type': 'application/json', ...options.headers },
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: stop.signal,
  })
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  const problem: Problem | null = isProblem ? JSON.parse(await response.text()) : null
  stop.abort()
  return { status: response.status, problem }
}
