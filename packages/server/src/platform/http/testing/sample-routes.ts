import assert from 'node:assert/strict'
import { errorCatalogue, isErrorCode, type Problem, problem, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { DbError } from '../../db/db-error.ts'
import { json } from '../answer.ts'
import { formBody, jsonBody, noBody } from '../body-reader.ts'
import type { HttpApp } from '../create-http-app.ts'
import { noFields } from '../route.ts'

const thing = z.strictObject({ name: z.string().min(1), size: z.int().optional() })
const plain = { params: noFields, query: noFields, tag: 'Test', summary: 'For a test.', errors: [] } as const
const answers = { 200: { description: 'It.', schema: z.unknown() } }

/** Adds routes that read every part of a request, and some that fail in each way. */
export function addSampleRoutes({ routes }: HttpApp): void {
  const keyed = { ...plain, answers, scope: 'leads:write' } as const
  routes.add(
    { ...keyed, method: 'post', path: '/things', operation: 'postThing', body: jsonBody(thing) },
    ({ body, caller, remoteAddress }) => {
      return json(200, { body, actor: caller.actor, remoteAddress })
    },
  )
  routes.add(
    {
      ...keyed,
      method: 'get',
      path: '/things/{id}',
      operation: 'getThing',
      params: z.strictObject({ id: z.string().min(2) }),
      query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5) }),
      body: noBody,
    },
    ({ params, query }) => json(200, { id: params.id, limit: query.limit }),
  )
  const failing = { ...keyed, method: 'post', body: jsonBody(noFields, { isOptional: true }) } as const
  routes.add({ ...failing, path: '/bug', operation: 'bug' }, () => {
    throw new Error('select secret from vault')
  })
  routes.add({ ...failing, path: '/foreseen', operation: 'foreseen' }, () => {
    throw new RoutingError('version_conflict', { current: 12, given: 11 })
  })
  routes.add({ ...failing, path: '/outage', operation: 'outage' }, () => {
    throw new DbError('server_unreachable')
  })
  const admin = { ...keyed, scope: 'admin', method: 'get', body: noBody } as const
  routes.add({ ...admin, path: '/admin', operation: 'admin' }, () => json(200, {}))
  const open = { ...plain, answers, method: 'post', body: formBody(z.unknown()) } as const
  routes.addOpen({ ...open, path: '/open', operation: 'open', from: 'any page' }, ({ body }) => json(200, body))
}

/** What a test sends. */
export type Sent = {
  readonly method?: string
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Record<string, string>
}

/** Sends JSON with the good key, unless told otherwise. */
export async function sendTo(url: string, { method = 'POST', body, headers = {} }: Sent = {}): Promise<Response> {
  const all = { authorization: 'Bearer good', 'content-type': 'application/json', ...headers }
  return fetch(url, { method, headers: all, body: body ?? null })
}

/** The problem of an answer, checked to be one of the catalogue and to be whole. */
export async function problemIn(response: Response): Promise<Problem> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  const read = problem.parse(await response.json())
  assert.ok(isErrorCode(read.code))
  assert.equal(read.status, response.status)
  assert.equal(read.status, errorCatalogue[read.code].status)
  assert.equal(read.type, `/v1/errors/${read.code}`)
  assert.equal(read.request_id, response.headers.get('x-request-id'))
  return read
}
