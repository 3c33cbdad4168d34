import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import { RoutingError } from '@rightful/contract'
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Log } from '../log/create-log.ts'
import type { Metrics } from '../metrics/create-metrics.ts'
import type { Tracing } from '../trace/create-tracing.ts'
import { type AllowedHosts, requireHost, requireOrigin } from './allowed-hosts.ts'
import { type Answer, responseOf } from './answer.ts'
import { type Authenticate, type Caller, readBearer, requireScope } from './caller.ts'
import { createPathIndex } from './path-index.ts'
import { problemOf, refuse, routingErrorOf } from './problem-of.ts'
import type { RateLimit } from './rate-limit.ts'
import { registerRoute } from './register-route.ts'
import { remoteAddressOf } from './remote-address.ts'
import { requestIdOf } from './request-id.ts'
import type { RouteRequest, Routes, RouteSpec } from './route.ts'

/** What Hono hands a route beside the request. */
export type HttpEnv = { readonly Bindings: HttpBindings }

/** What an app needs from outside. */
export type HttpAppOptions = {
  readonly log: Log
  readonly metrics: Metrics
  readonly authenticate: Authenticate
  /** Of each API key. */
  readonly keyLimit: RateLimit
  readonly allowed: AllowedHosts
  /** Proxies in front of the server that are trusted to name where a request comes from; 0 is none. */
  readonly proxyHops: number
  /** Aborts when the server is told to stop. */
  readonly stopping: AbortSignal
  /** Left out or `null`: nobody traces. */
  readonly tracing?: Tracing | null
}

/** An app: add routes, then serve `app`. */
export type HttpApp = { readonly app: OpenAPIHono<HttpEnv>; readonly routes: Routes }

/** A request under way: what is known of it before its route is asked. */
type Visit = { readonly requestId: string; readonly headers: Record<string, string> }

type AnySpec = RouteSpec<z.ZodObject, z.ZodObject, unknown>

/** Makes an app without routes. Whatever is thrown in it, and whatever path is asked, is answered as problem+json. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const app = new OpenAPIHono<HttpEnv>()
  const paths = createPathIndex()
  const serve = createServe(options)

  const mount = (spec: AnySpec, handle: (c: Context<HttpEnv>, visit: Visit) => Promise<Answer>): void => {
    const path = spec.path.replaceAll(/\{(\w+)\}/g, ':$1')
    paths.add(spec.method, spec.path)
    app.on(spec.method.toUpperCase(), path, (c) => serve(c, spec.path, (visit) => handle(c, visit)))
  }

  const routes: Routes = {
    add: (spec, handler) => {
      registerRoute(app.openAPIRegistry, { spec, scope: spec.scope })
      mount(spec, async (c, visit) => {
        requireOrigin(c.env.incoming, options.allowed)
        const caller = await authenticate(c, options)
        requireScope(caller, spec.scope)
        Object.assign(visit.headers, await options.keyLimit.take(caller.keyId))
        return handler({ ...(await readRequest(c, spec, { visit, options })), caller })
      })
    },
    addOpen: (spec, handler) => {
      registerRoute(app.openAPIRegistry, { spec, scope: null })
      mount(spec, async (c, visit) => {
        if (spec.from === 'own pages') requireOrigin(c.env.incoming, options.allowed)
        return handler(await readRequest(c, spec, { visit, options }))
      })
    },
  }
  app.notFound((c) =>
    serve(c, 'unknown', async () => {
      const allowed = paths.methodsOf(c.req.path)
      throw allowed === null ? new RoutingError('not_found') : new RoutingError('method_not_allowed', { allowed })
    }),
  )
  return { app, routes }
}

/** Answers one request of a route by `handle`. */
type Serve = (c: Context<HttpEnv>, route: string, handle: (visit: Visit) => Promise<Answer>) => Promise<Response>

/** Answers one request by `handle`, and sees to what every request needs: its id, its failures, log and figures. */
function createServe(options: HttpAppOptions): Serve {
  const { tracing = null } = options
  const serve = createUntracedServe(options)
  if (tracing === null) return serve
  return (c, route, handle) => {
    const { method = '', headers } = c.env.incoming
    const traced = { method, route, headers }
    return tracing.request(
      traced,
      () => serve(c, route, handle),
      ({ status }) => status,
    )
  }
}

function createUntracedServe({ log, metrics, allowed }: HttpAppOptions): Serve {
  return async (c, route, handle) => {
    const startMs = performance.now()
    const { incoming } = c.env
    const requestId = requestIdOf(incoming)
    const visit: Visit = { requestId, headers: { 'X-Request-Id': requestId } }
    let answer: Answer
    let response: Response
    try {
      requireHost(incoming, allowed)
      answer = await handle(visit)
      response = responseOf(answer, visit.headers)
    } catch (thrown) {
      const error = routingErrorOf(thrown)
      const failure = { request_id: requestId, method: incoming.method, route, code: error.code }
      if (error.code === 'internal_error') log.error({ ...failure, err: error.cause }, 'a request failed')
      else if (error.cause !== undefined) log.warn({ ...failure, err: error.cause }, 'a request could not be served')
      answer = problemOf(error, requestId)
      response = responseOf(answer, visit.headers)
    }
    const status = answer.kind === 'stream' ? response.status : answer.status
    const seconds = (performance.now() - startMs) / 1000
    metrics.countRequest({ method: incoming.method ?? '', route, status, seconds })
    if (log.isLevelEnabled('debug')) {
      log.debug({ request_id: requestId, method: incoming.method, route, status, seconds }, 'answered')
    }
    return response
  }
}

async function authenticate(c: Context<HttpEnv>, { authenticate: find }: HttpAppOptions): Promise<Caller> {
  const key = readBearer(c.env.incoming.headers.authorization)
  const caller = key === null ? null : await find(key)
  if (caller === null) throw new RoutingError('unauthenticated')
  return caller
}

async function readRequest<Params extends z.ZodObject, Query extends z.ZodObject, Body>(
  c: Context<HttpEnv>,
  spec: RouteSpec<Params, Query, Body>,
  { visit, options }: { readonly visit: Visit; readonly options: HttpAppOptions },
): Promise<RouteRequest<Params, Query, Body>> {
  const { incoming, outgoing } = c.env
  return {
    params: check('path', spec.params, c.req.param()),
    query: check('query', spec.query, incoming.url?.includes('?') === true ? c.req.query() : {}),
    body: await spec.body.read(incoming),
    requestId: visit.requestId,
    remoteAddress: remoteAddressOf(incoming, options.proxyHops),
    incoming,
    outgoing,
    stopping: options.stopping,
  }
}

function check<Schema extends z.ZodType>(part: string, schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  return read.success ? read.data : refuse(part, read.error.issues)
}
