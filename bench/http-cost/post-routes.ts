import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type LeadResult, leadResult, postLeadRequest } from '@rightful/contract'
import { loopbackHosts } from '../../packages/server/src/platform/http/allowed-hosts.ts'
import { json } from '../../packages/server/src/platform/http/answer.ts'
import { jsonBody } from '../../packages/server/src/platform/http/body-reader.ts'
import { keyCaller } from '../../packages/server/src/platform/http/caller.ts'
import { createHttpApp } from '../../packages/server/src/platform/http/create-http-app.ts'
import { readIdempotencyKey } from '../../packages/server/src/platform/http/idempotency-key.ts'
import { createRateLimit } from '../../packages/server/src/platform/http/rate-limit.ts'
import { noFields } from '../../packages/server/src/platform/http/route.ts'
import { startHttpServer } from '../../packages/server/src/platform/http/start-http-server.ts'
import { createLog } from '../../packages/server/src/platform/log/create-log.ts'
import { createMetrics } from '../../packages/server/src/platform/metrics/create-metrics.ts'

/** What both servers answer: a lead as it is answered when it was posted. */
const answer: LeadResult = {
  lead_id: '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d',
  version: 12,
  state: 'assigned',
  priority: 0,
  owner_id: 'owner-07',
  pool_id: 'dach-ent',
  route_id: 'dach-enterprise',
  account_id: null,
  decision_id: '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3e',
  received_at: '2026-11-24T09:15:00.000Z',
  assigned_at: '2026-11-24T09:15:00.000Z',
  touched_at: null,
  closed_at: null,
  reason: 'assigned to owner-07, pool dach-ent',
  is_new: true,
  stayed: null,
  roles: [],
  clocks: [
    {
      name: 'first_touch',
      target_seconds: 900,
      hours: 'owner',
      due_at: '2026-11-24T09:30:00.000Z',
      zone: 'Europe/Berlin',
    },
  ],
}

/** The least a server can do: read the body, parse it, answer. Resolves with its address. */
export function servePlain(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString())
      outgoing.writeHead(201, { 'Content-Type': 'application/json' })
      outgoing.end(JSON.stringify(answer))
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(server.address())}`))
  })
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('A listening server has no port.')
  return address.port
}

/** The server's own way of taking a lead in, all but the desk: key, limit, checks, figures, headers. Resolves with its address. */
export async function serveRoute(): Promise<string> {
  const caller = keyCaller({ workspaceId: 'w', keyId: 'k', actor: 'key:bench', scopes: new Set(['leads:write']) })
  const http = createHttpApp({
    log: createLog({ level: 'info' }),
    metrics: createMetrics(),
    proxyHops: 0,
    stopping: new AbortController().signal,
    allowed: { hosts: loopbackHosts, origins: new Set() },
    keyLimit: createRateLimit({ name: 'key', count: 1_000_000_000, seconds: 60 }),
    authenticator: { find: async () => caller, forget: () => undefined },
  })
  http.routes.add(
    {
      method: 'post',
      path: '/v1/leads',
      operation: 'postLead',
      summary: 'Takes a lead in.',
      tag: 'Leads',
      scope: 'leads:write',
      params: noFields,
      query: noFields,
      body: jsonBody(postLeadRequest),
      headers: ['Idempotency-Key'],
      answers: { 201: { description: 'A new lead.', schema: leadResult } },
      errors: [],
    },
    ({ body, incoming }) => {
      readIdempotencyKey(incoming, body)
      return json(201, answer, { ETag: '"12"', Location: '/v1/leads/019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d' })
    },
  )
  const { url } = await startHttpServer(http, { host: '127.0.0.1', port: 0, stopWithinMs: 1000 })
  return url
}
