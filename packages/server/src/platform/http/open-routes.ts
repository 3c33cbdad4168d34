import { errorCatalogue, errorEntry, isErrorCode, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import type { Metrics } from '../metrics/create-metrics.ts'
import { json } from './answer.ts'
import { noBody } from './body-reader.ts'
import type { HttpApp } from './create-http-app.ts'
import { noFields } from './route.ts'

/** What these routes ask. */
export type OpenRoutesOptions = {
  readonly metrics: Metrics
  readonly version: string
  /** What has to work before leads are taken, by name: each resolves when it does. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>
}

const plain = { params: noFields, query: noFields, body: noBody, from: 'own pages' as const, tag: 'Operation' }
const checkWithinMs = 2000

const health = z.object({ status: z.string() }).meta({ id: 'Health' })
const readiness = z.object({ status: z.string(), checks: z.record(z.string(), z.string()) }).meta({ id: 'Readiness' })

/** Adds what anybody may ask: health, readiness, figures, the API's description, the catalogue of failures. */
export function addOpenRoutes(http: HttpApp, options: OpenRoutesOptions): void {
  addHealth(http, options)
  addCatalogue(http)
  addDescription(http, options.version)
}

function addHealth({ routes }: HttpApp, { metrics, checks }: OpenRoutesOptions): void {
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/healthz',
      operation: 'getHealth',
      summary: 'Whether the process answers at all.',
      answers: { 200: { description: 'It does.', schema: health } },
      errors: [],
    },
    () => json(200, { status: 'ok' }),
  )
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/readyz',
      operation: 'getReadiness',
      summary: 'Whether leads can be taken: everything needed answers, and the server is not about to stop.',
      answers: {
        200: { description: 'They can.', schema: readiness },
        503: { description: 'Not now: `checks` says what is missing.', schema: readiness },
      },
      errors: [],
    },
    async ({ stopping }) => {
      const results = await Promise.all(Object.entries(checks).map(([name, check]) => runCheck(name, check)))
      const isReady = !stopping.aborted && results.every(([, result]) => result === 'ok')
      const status = stopping.aborted ? 'stopping' : isReady ? 'ready' : 'not ready'
      return json(isReady ? 200 : 503, { status, checks: Object.fromEntries(results) })
    },
  )
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/metrics',
      operation: 'getMetrics',
      summary: 'Figures for Prometheus.',
      answers: { 200: { description: 'In the text format.', schema: z.string(), type: 'text/plain' } },
      errors: [],
    },
    async () => ({
      kind: 'text',
      status: 200,
      text: await metrics.registry.metrics(),
      headers: { 'Content-Type': metrics.registry.contentType },
    }),
  )
}

/** What a check came to; why it failed is the log's and the operator's to know, not everybody's. */
async function runCheck(name: string, check: () => Promise<unknown>): Promise<readonly [string, string]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('no answer'), checkWithinMs)))
  const result = await Promise.race([
    check().then(
      () => 'ok',
      () => 'failed',
    ),
    late,
  ])
  clearTimeout(timer)
  return [name, result]
}

function addCatalogue({ routes }: HttpApp): void {
  const entries = Object.entries(errorCatalogue).map(([code, spec]) => ({ code, ...spec }))
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/v1/errors',
      operation: 'listErrors',
      summary: 'Every failure a caller can meet.',
      answers: { 200: { description: 'All codes.', schema: z.object({ data: z.array(errorEntry) }) } },
      errors: [],
    },
    () => json(200, { data: entries }),
  )
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/v1/errors/{code}',
      params: z.strictObject({ code: z.string() }),
      operation: 'getError',
      summary: 'What a failure means and how to mend it. The `type` of each problem is such a path.',
      answers: { 200: { description: 'The code.', schema: errorEntry } },
      errors: ['not_found'],
    },
    ({ params: { code } }) => {
      if (!isErrorCode(code)) throw new RoutingError('not_found')
      return json(200, { code, ...errorCatalogue[code] })
    },
  )
}

function addDescription({ app, routes }: HttpApp, version: string): void {
  let text: string | null = null
  routes.addOpen(
    {
      ...plain,
      method: 'get',
      path: '/v1/openapi.json',
      operation: 'getDescription',
      summary: 'This description.',
      answers: { 200: { description: 'OpenAPI 3.1.', schema: z.object({ openapi: z.string() }) } },
      errors: [],
    },
    () => {
      text ??= JSON.stringify(describe(app, version))
      return { kind: 'text', status: 200, text, headers: { 'Content-Type': 'application/json' } }
    },
  )
}

function describe(app: HttpApp['app'], version: string): unknown {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Rightful',
      version,
      description: 'Every lead to its rightful owner, on first touch.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  })
  const securitySchemes = {
    apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `rf_live_…`.' },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-rightful',
      description: 'Somebody who is signed in; on plain http of this machine it is called `rightful`.',
    },
  }
  return { ...document, components: { ...document.components, securitySchemes } }
}
