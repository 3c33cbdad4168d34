import type { OpenAPIHono } from '@hono/zod-openapi'
import { type ErrorCode, errorCatalogue, problem, PROBLEM_TYPE } from '@rightful/contract'
import { z } from 'zod'
import type { DeclaredRoute, RouteHeader, RouteSpec } from './route.ts'

type Registry = OpenAPIHono['openAPIRegistry']
type Registration = Parameters<Registry['registerPath']>[0]
type Responses = Registration['responses']

/** A route to be described, and who may call it. */
type Described = {
  readonly spec: RouteSpec<z.ZodObject, z.ZodObject, unknown>
  readonly access: DeclaredRoute['access']
}

/** Adds a route to the API's description: its parts, what it answers, and every failure it can meet. */
export function registerRoute(registry: Registry, { spec, access }: Described): void {
  const { method, path, operation, summary, tag, params, query, body, headers = [], answers } = spec
  const hasBody = Object.keys(body.content).length > 0
  const request: Registration['request'] = {
    ...(Object.keys(params.shape).length > 0 ? { params } : {}),
    ...(Object.keys(query.shape).length > 0 ? { query } : {}),
    ...(headers.length > 0 ? { headers: headers.map((header) => headerSchemas[header]) } : {}),
    ...(hasBody ? { body: { content: body.content, required: body.isRequired } } : {}),
  }
  const responses: Responses = {}
  for (const [status, { description, schema, type = 'application/json' }] of Object.entries(answers)) {
    responses[status] = schema === undefined ? { description } : { description, content: { [type]: { schema } } }
  }
  Object.assign(responses, failuresOf([...spec.errors, ...sharedErrors({ spec, access })]))
  const security = securityOf(access)
  const description = `${summary}${needOf(access)}`
  registry.registerPath({
    method,
    path,
    operationId: operation,
    summary,
    description,
    tags: [tag],
    security,
    request,
    responses,
  })
}

function securityOf({ kind }: DeclaredRoute['access']): Record<string, string[]>[] {
  switch (kind) {
    case 'open':
      return []
    case 'person':
      return [{ session: [] }]
    case 'scope':
      return [{ apiKey: [] }, { session: [] }]
  }
}

/** What the caller needs, as the end of a description. */
function needOf(access: DeclaredRoute['access']): string {
  if (access.kind === 'open') return ''
  if (access.kind === 'person') return ' Needs somebody who is signed in.'
  const { scope, narrower, stepUp } = access
  const others = narrower === undefined ? [] : Object.values(narrower).map((other) => `\`${other}\``)
  const reach = others.length === 0 ? '' : `, or ${others.join(' or ')} for what is theirs`
  return ` Needs the scope \`${scope}\`${reach}.${stepUp ? ' A person confirms it with their password first.' : ''}`
}

const headerSchemas: Readonly<Record<RouteHeader, z.ZodType>> = {
  'If-Match': z
    .string()
    .optional()
    .meta({ param: { name: 'If-Match', in: 'header' }, description: 'The ETag that the change is based on.' }),
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({
      param: { name: 'Idempotency-Key', in: 'header' },
      description: 'The same key and request again have the same effect: nothing is done twice.',
    }),
}

/** Failures that the route can meet by being the kind of route it is. */
function sharedErrors({ spec, access }: Described): readonly ErrorCode[] {
  const types = Object.keys(spec.body.content)
  const codes: ErrorCode[] = ['host_not_allowed', 'internal_error', 'service_unavailable']
  if (access.kind !== 'open') codes.push('unauthenticated', 'rate_limited', 'origin_not_allowed')
  if (access.kind === 'person') codes.push('person_required')
  if (access.kind === 'scope') codes.push('forbidden', ...(access.stepUp ? (['step_up_required'] as const) : []))
  if (types.length > 0) codes.push('unsupported_media_type', 'body_too_large')
  if (types.includes('application/json')) codes.push('malformed_json')
  const hasParams = Object.keys(spec.params.shape).length > 0
  if (hasParams && !spec.errors.some((code) => errorCatalogue[code].status === 404)) codes.push('not_found')
  const isChecked = types.length > 0 || Object.keys({ ...spec.params.shape, ...spec.query.shape }).length > 0
  if (isChecked || spec.headers?.includes('If-Match') === true) codes.push('invalid_request')
  if (spec.headers?.includes('Idempotency-Key') === true)
    codes.push('idempotency_key_invalid', 'idempotency_key_reused')
  return codes
}

function failuresOf(codes: readonly ErrorCode[]): Responses {
  const byStatus = Map.groupBy(new Set(codes), (code) => errorCatalogue[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, members]) => [
      status,
      {
        description: members.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join(' '),
        content: { [PROBLEM_TYPE]: { schema: problem } },
      },
    ]),
  )
}
