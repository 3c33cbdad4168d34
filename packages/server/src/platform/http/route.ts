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
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** Aborts when the server is told to stop: streams end themselves then. */
  readonly stopping: AbortSignal
}

/** What a route does: calls one use case and answers. Failures are thrown as `RoutingError`. */
export type RouteHandler<Request> = (request: Request) => Promise<Answer> | Answer

/** Where routes are added. */
export type Routes = {
  /** A route for callers with a key that has `scope`. */
  readonly add: <Params extends z.ZodObject, Query extends z.ZodObject, Body>(
    spec: RouteSpec<Params, Query, Body> & { readonly scope: Scope },
    handler: RouteHandler<RouteRequest<Params, Query, Body> & { readonly caller: Caller }>,
  ) => void
  /** A route for anybody. `from` says which pages may call it: those of this server, or any. */
  readonly addOpen: <Params extends z.ZodObject, Query extends z.ZodObject, Body>(
    spec: RouteSpec<Params, Query, Body> & { readonly from: 'own pages' | 'any page' },
    handler: RouteHandler<RouteRequest<Params, Query, Body>>,
  ) => void
}
