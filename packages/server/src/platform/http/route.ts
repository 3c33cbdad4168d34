import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode, Scope } from '@rightful/contract'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import type { BodyReader } from './body-reader.ts'
import type { Caller } from './caller.ts'

/** For paths without parameters, and requests without a query. */
export const noFields = z.strictObject({})

/** One declaration of a route: it is what requests are checked by and what the API's description says. */
export type RouteSpec<Params extends z.ZodObject, Query extends z.ZodObject, Body> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options'
  /** With parameters in braces: `/v1/leads/{lead_id}`. */
  readonly path: `/${string}`
  /** A verb and a noun, unique: clients name their functions by it. */
  readonly operation: string
  readonly summary: string
  readonly tag: string
  readonly params: Params
  readonly query: Query
  readonly body: BodyReader<Body>
  /** Headers that the route reads beside those of every request. */
  readonly headers?: readonly RouteHeader[]
  /** What it answers when all is well, by status. `schema` is left out where the body is no JSON. */
  readonly answers: Readonly<Record<number, RouteAnswer>>
  /** Failures of its own; those any request can meet are added. */
  readonly errors: readonly ErrorCode[]
}

/** What a route answers with a status. */
export type RouteAnswer = { readonly description: string; readonly schema?: z.ZodType; readonly type?: string }

/** Headers with rules of their own. */
export type RouteHeader = 'If-Match' | 'Idempotency-Key'

/** A request whose parts were checked. */
export type RouteRequest<Params extends z.ZodObject, Query extends z.ZodObject, Body> = {
  readonly params: z.output<Params>
  readonly query: z.output<Query>
  readonly body: Body
  readonly requestId: string
  /** The address that the request comes from. */
  readonly remoteAddress: string
  /** Trusted proxies in front of the server, for what they say of the request. */
  readonly proxyHops: number
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** Aborts when the server is told to stop: streams end themselves then. */
  readonly stopping: AbortSignal
}

/** What a route does: calls one use case and answers. Failures are thrown as `RoutingError`. */
export type RouteHandler<Request> = (request: Request) => Promise<Answer> | Answer

/** Who may call a route. */
export type RouteAccess = {
  readonly scope: Scope
  /** Scopes with which the route can be called for what belongs to the caller's team, or to the caller; the handler narrows by `reach`. */
  readonly narrower?: { readonly team: Scope; readonly own?: Scope }
  /**
   * Whether a person has to have given their password within the last minutes. A key cannot: it has to carry the scope by name,
   * `admin` does not do.
   */
  readonly stepUp?: boolean
}

/** How far the caller's grant reaches on a route: everything, what belongs to their team, or what belongs to them. */
export type Reach = 'all' | 'team' | 'own'

/** Who was let in to a route, and how far. */
export type Admitted = {
  readonly caller: Caller
  readonly reach: Reach
  /** Whether the caller would still be let in: for answers that take long. */
  readonly isStillAdmitted: () => Promise<boolean>
}

/** A caller who is a person. */
export type Person = Caller & { readonly userId: string; readonly sessionId: string }

/** Where routes are added. */
export type Routes = {
  /** A route for callers that have its scope. */
  readonly add: <Params extends z.ZodObject, Query extends z.ZodObject, Body>(
    spec: RouteSpec<Params, Query, Body> & RouteAccess,
    handler: RouteHandler<RouteRequest<Params, Query, Body> & Admitted>,
  ) => void
  /** A route for whoever is signed in, about themselves and nobody else. */
  readonly addPersonal: <Params extends z.ZodObject, Query extends z.ZodObject, Body>(
    spec: RouteSpec<Params, Query, Body>,
    handler: RouteHandler<RouteRequest<Params, Query, Body> & { readonly caller: Person }>,
  ) => void
  /** A route for anybody. `from` says which pages may call it: those of this server, or any. */
  readonly addOpen: <Params extends z.ZodObject, Query extends z.ZodObject, Body>(
    spec: RouteSpec<Params, Query, Body> & { readonly from: 'own pages' | 'any page' },
    handler: RouteHandler<RouteRequest<Params, Query, Body>>,
  ) => void
}

/** A route as it was declared, and who may call it. */
export type DeclaredRoute = {
  readonly method: string
  readonly path: string
  readonly operation: string
  readonly access:
    | { readonly kind: 'open' }
    | { readonly kind: 'person' }
    | ({ readonly kind: 'scope' } & Required<Pick<RouteAccess, 'scope' | 'stepUp'>> & Pick<RouteAccess, 'narrower'>)
}
