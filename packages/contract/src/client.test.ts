import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createServer, type Server } from 'node:http'
import { createClient, type RightfulClient } from './client.ts'
import { RoutingError } from './errors.ts'

type Asked = { readonly line: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }

const lead = {
  lead_id: '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d',
  version: 3,
  state: 'assigned',
  priority: 0,
  owner_id: 'ada',
  pool_id: null,
  route_id: null,
  account_id: null,
  decision_id: null,
  received_at: '2026-11-24T09:15:00.000Z',
  assigned_at: null,
  touched_at: null,
  closed_at: null,
  reason: 'assigned to ada',
  is_new: true,
  stayed: null,
  roles: [],
  clocks: [],
}

let server: Server
let client: RightfulClient
let asked: Asked[] = []
let answer = { status: 200, type: 'application/json', body: '' }

before(async () => {
  server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
    incoming.on('end', () => {
      asked.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.headers, body })
      outgoing.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  client = createClient({ baseUrl: `http://127.0.0.1:${address.port}`, apiKey: 'rf_live_key' })
})
after(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => {
  asked = []
  answer = { status: 200, type: 'application/json', body: JSON.stringify(lead) }
})

describe('the client', () => {
  test('sends each call to its path with the key, and what it depends on', async () => {
    const posted = await client.postLead({ attributes: { country: 'DE' } }, { idempotencyKey: 'k-1' })
    await client.updateLead('l/1', { attributes: { country: null } }, { ifVersion: 3 })
    await client.handOverLead('l1', { owner_id: 'ben', reason: 'holiday' })
    assert.equal(posted.owner_id, 'ada')
    assert.deepEqual(
      asked.map(({ line }) => line),
      ['POST /v1/leads', 'PATCH /v1/leads/l%2F1', 'POST /v1/leads/l1/hand-over'],
    )
    assert.ok(asked.every(({ headers }) => headers['authorization'] === 'Bearer rf_live_key'))
    assert.equal(asked[0]?.headers['idempotency-key'], 'k-1')
    assert.equal(asked[1]?.headers['if-match'], '"3"')
    assert.equal(asked[2]?.headers['if-match'], undefined)
    assert.deepEqual(JSON.parse(asked[1]?.body ?? ''), { attributes: { country: null } })
  })

  test('puts filters into the query, as text', async () => {
    answer = { ...answer, body: JSON.stringify({ data: [], next_cursor: null }) }
    await client.listLeads({ state: 'held', owner_id: 'a&b', limit: 2 })
    assert.equal(asked[0]?.line, 'GET /v1/leads?state=held&owner_id=a%26b&limit=2')
  })

  test('refuses to send what the server would refuse', async () => {
    await assert.rejects(client.disqualifyLead('l1', { reason: '' }))
    assert.deepEqual(asked, [])
  })
})

describe('a failure', () => {
  const codeOf = async (): Promise<unknown> =>
    client.getLead('l1').then(
      () => null,
      (error: unknown) => (error instanceof RoutingError ? [error.code, error.details] : error),
    )

  test('is thrown with the code and the details of the problem', async () => {
    const body = {
      type: '/v1/errors/version_conflict',
      title: 't',
      status: 412,
      detail: 'd',
      code: 'version_conflict',
      retryable: false,
      mend: 'm',
      request_id: 'r',
      details: { current: 4 },
      errors: [],
    }
    answer = { status: 412, type: 'application/problem+json', body: JSON.stringify(body) }
    assert.deepEqual(await codeOf(), ['version_conflict', { current: 4 }])
  })

  test('of something in between is an outage, and one that is not known is an error of the server', async () => {
    answer = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }
    assert.deepEqual(await codeOf(), ['service_unavailable', { status: 502 }])
    answer = { status: 500, type: 'application/json', body: '{"code":"of_a_newer_server"}' }
    assert.deepEqual(await codeOf(), ['internal_error', { status: 500 }])
  })

  test('to reach a server is an outage', async () => {
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1', apiKey: 'k' })
    await assert.rejects(
      nowhere.getLead('l1'),
      (error) => error instanceof RoutingError && error.code === 'service_unavailable',
    )
  })
})
