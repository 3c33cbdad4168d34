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
import { admit, authenticate, type Gate, requirePerson } from './authenticate.ts'
import type { Authenticator, Caller } from './caller.ts'
import { createPathIndex } from './path-index.ts'
import { missingOf, problemOf, refuse, routingErrorOf } from './problem-of.ts'
import type { RateLimit } from './rate-limit.ts'
import { createRefusalLog, type RefusalLog } from './refusal-log.ts'
import { refuseNul } from './refuse-nul.ts'
import { registerRoute } from './register-route.ts'
import { remoteAddressOf } from './remote-address.ts'
import { requestIdOf } from './request-id.ts'
import { transportHeaders } from './security-headers.ts'
import type { DeclaredRoute, RouteRequest, Routes, RouteSpec } from './route.ts'
import type { StaticPages } from './static-pages.ts'

/** What Hono hands a route beside the request. */
export type HttpEnv = { readonly Bindings: HttpBindings }

/** What an app needs from outside. */
export type HttpAppOptions = {
  readonly log: Log
  readonly metrics: Metrics
  readonly authenticator: Authenticator
  /** Of each API key and each person. */
  readonly keyLimit: RateLimit
  readonly allowed: AllowedHosts
  /** Proxies in front of the server that are trusted to name where a request comes from; 0 is none. */
  readonly proxyHops: number
  /** Aborts when the server is told to stop. */
  readonly stopping: AbortSignal
  /** Left out or `null`: nobody traces. */
  readonly tracing?: Tracing | null
  /** What stands at paths that are below no route's; left out or `null`: nothing. */
  readonly pages?: StaticPages | null
}

/** An app: add routes, then serve `app`. */
export type HttpApp = {
  readonly app: OpenAPIHono<HttpEnv>
  readonly routes: Routes
  /** Every route that was added, with who may call it. */
  readonly declared: readonly DeclaredRoute[]
  /** Who was not let through. */
  readonly refusals: RefusalLog
}

/** A request under way: what is known of it before its route is asked. */
type Visit = {
  readonly requestId: string
  readonly headers: Record<string, string>
  /** `null`: nobody, or it is not known yet. */
  caller: Caller | null
}

/** What is done with a request of a route. */
type Handle = (c: Context<HttpEnv>, visit: Visit) => Promise<Answer>

type AnySpec = RouteSpec<z.ZodObject, z.ZodObject, unknown>

/** Makes an app without routes. Whatever is thrown in it, and whatever path is asked, is answered as problem+json. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const app = new OpenAPIHono<HttpEnv>()
  const paths = createPathIndex()
  const refusals = createRefusalLog(options.log)
  const serve = createServe(options, refusals)

  const declared: DeclaredRoute[] = []

  const mount = (spec: AnySpec, access: DeclaredRoute['access'], handle: Handle): void => {
    const { method, operation } = spec
    registerRoute(app.openAPIRegistry, { spec, access })
    declared.push({ method, path: spec.path, operation, access })
    paths.add(method, spec.path)
    const path = spec.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(method.toUpperCase(), path, (c) => serve(c, spec.path, (visit) => handle(c, visit)))
  }

  const routes: Routes = {
    add: (spec, handler) => {
      const { scope, narrower, stepUp = false } = spec
      const access = { kind: 'scope', scope, stepUp, ...(narrower === undefined ? {} : { narrower }) } as const
      mount(spec, access, async (c, visit) => {
        const admitted = await admit(c.env.incoming, gateOf(options, visit), access)
        const { caller } = admitted
        await limit(visit, options, caller.userId ?? caller.keyId)
        return handler({ ...(await readRequest(c, spec, { visit, options })), ...admitted })
      })
    },
    addPersonal: (spec, handler) => {
      mount(spec, { kind: 'person' }, async (c, visit) => {
        const caller = requirePerson(await authenticate(c.env.incoming, gateOf(options, visit), { isFresh: true }))
        await limit(visit, options, caller.userId)
        return handler({ ...(await readRequest(c, spec, { visit, options })), caller })
      })
    },
    addOpen: (spec, handler) => {
      mount(spec, { kind: 'open' }, async (c, visit) => {
        if (spec.from === 'own pages') requireOrigin(c.env.incoming, options.allowed)
        else letReadRefusal(c.env.incoming, visit)
        return handler(await readRequest(c, spec, { visit, options }))
      })
    },
  }
  const { pages = null } = options
  app.notFound((c) => {
    const { path } = c.req
    const isPage = pages !== null && !paths.isOfRoutes(path)
    return serve(c, isPage ? 'page' : 'unknown', async () => {
      if (isPage) return pageOf(pages, path, c.env.incoming)
      const allowed = paths.methodsOf(path)
      throw allowed === null ? new RoutingError('not_found') : new RoutingError('method_not_allowed', { allowed })
    })
  })
  return { app, routes, declared, refusals }
}

/** What stands at a path without a route. Pages are read and nothing else. */
function pageOf(pages: StaticPages, path: string, incoming: HttpBindings['incoming']): Answer {
  refuseNul(incoming, [])
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD')
    throw new RoutingError('method_not_allowed', { allowed: 'GET, HEAD' })
  const answer = pages.answer(path, incoming)
  if (answer === null) throw new RoutingError('not_found')
  return answer
}

/** Answers one request of a route by `handle`. */
type Serve = (c: Context<HttpEnv>, route: string, handle: (visit: Visit) => Promise<Answer>) => Promise<Response>

/** Answers one request by `handle`, and sees to what every request needs: its id, its failures, log and figures. */
function createServe(options: HttpAppOptions, refusals: RefusalLog): Serve {
  const { tracing = null } = options
  const serve = createUntracedServe(options, refusals)
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

function createUntracedServe({ log, metrics, allowed, proxyHops }: HttpAppOptions, refusals: RefusalLog): Serve {
  return async (c, route, handle) => {
    const startMs = performance.now()
    const { incoming } = c.env
    const requestId = requestIdOf(incoming)
    const headers = { 'X-Request-Id': requestId, ...transportHeaders(incoming, proxyHops) }
    const visit: Visit = { requestId, headers, caller: null }
    let answer: Answer
    let response: Response
    try {
      requireHost(incoming, allowed)
      answer = await handle(visit)
      response = responseOf(answer, visit.headers)
    } catch (thrown) {
      const error = routingErrorOf(thrown)
      const { method = '' } = incoming
      const { caller } = visit
      const remoteAddress = remoteAddressOf(incoming, proxyHops)
      if (!refusals.note({ error, requestId, method, route, remoteAddress, caller })) {
        logFailure(log, error, { request_id: requestId, method, route, code: error.code })
      }
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

function logFailure(log: Log, { code, cause }: RoutingError, failure: Readonly<Record<string, string>>): void {
  if (code === 'internal_error') log.error({ ...failure, err: cause }, 'a request failed')
  else if (cause !== undefined) log.warn({ ...failure, err: cause }, 'a request could not be served')
}

/** What telling a caller takes; who it is stays known for the rest of the visit. */
function gateOf({ authenticator, allowed, proxyHops }: HttpAppOptions, visit: Visit): Gate {
  return { authenticator, allowed, proxyHops, onCaller: (caller) => (visit.caller = caller) }
}

/** A browser keeps an answer from the page unless this says otherwise; why something was refused is nobody's secret. */
function letReadRefusal({ headers: { origin } }: HttpBindings['incoming'], { headers }: Visit): void {
  if (origin !== undefined) Object.assign(headers, { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' })
}

async function limit(visit: Visit, { keyLimit }: HttpAppOptions, who: string | null): Promise<void> {
  if (who !== null) Object.assign(visit.headers, await keyLimit.take(who))
}

async function readRequest<Params extends z.ZodObject, Query extends z.ZodObject, Body>(
  c: Context<HttpEnv>,
  spec: RouteSpec<Params, Query, Body>,
  { visit, options }: { readonly visit: Visit; readonly options: HttpAppOptions },
): Promise<RouteRequest<Params, Query, Body>> {
  const { incoming, outgoing } = c.env
  refuseNul(incoming, spec.errors)
  return {
    params: checkPath(spec, c.req.param()),
    query: check('query', spec.query, incoming.url?.includes('?') === true ? c.req.query() : {}),
    body: await spec.body.read(incoming),
    requestId: visit.requestId,
    remoteAddress: remoteAddressOf(incoming, options.proxyHops),
    proxyHops: options.proxyHops,
    incoming,
    outgoing,
    stopping: options.stopping,
  }
}

/** What cannot be the name of anything is answered exactly as what is not there. */
function checkPath<Params extends z.ZodObject>(
  { params, errors }: Pick<RouteSpec<Params, z.ZodObject, unknown>, 'params' | 'errors'>,
  value: unknown,
): z.output<Params> {
  const read = params.safeParse(value)
  if (read.success) return read.data
  throw new RoutingError(
    missingOf(
      errors,
      read.error.issues.map(({ path: [part] }) => String(part)),
    ),
  )
}

function check<Schema extends z.ZodType>(part: string, schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  return read.success ? read.data : refuse(part, read.error.issues)
}
