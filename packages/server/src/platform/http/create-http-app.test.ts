import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { problem } from '@rightful/contract'
import { createRateLimit } from './rate-limit.ts'
import { openTestApp, sendRaw, type TestApp } from './testing/open-test-app.ts'
import { addSampleRoutes, problemIn, type Sent, sendTo } from './testing/sample-routes.ts'

let app: TestApp
before(async () => {
  app = await openTestApp({ addRoutes: addSampleRoutes })
})
after(async () => {
  await app.stop()
})

const send = (path: string, sent?: Sent): Promise<Response> => sendTo(app.url + path, sent)

describe('200', () => {
  test('comes with what was checked, who asked, an id and headers for browsers', async () => {
    const response = await send('/things', { body: '{"name":"a","size":3}' })
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), {
      body: { name: 'a', size: 3 },
      actor: 'key:test',
      remoteAddress: '127.0.0.1',
    })
    assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  })

  test('keeps the request id of the caller when it is plain, and no other', async () => {
    const kept = await send('/things', { body: '{"name":"a"}', headers: { 'x-request-id': 'trace-1.a' } })
    assert.equal(kept.headers.get('x-request-id'), 'trace-1.a')
    const replaced = await send('/things', { body: '{"name":"a"}', headers: { 'x-request-id': 'a b"c' } })
    assert.notEqual(replaced.headers.get('x-request-id'), 'a b"c')
  })

  test('reads parameters and query, with defaults', async () => {
    assert.deepEqual(await (await send('/things/ab%2Fc', { method: 'GET' })).json(), { id: 'ab/c', limit: 5 })
    assert.deepEqual(await (await send('/things/abc?limit=7', { method: 'GET' })).json(), { id: 'abc', limit: 7 })
  })

  test('takes JSON under its further names, and an empty body where it may be empty', async () => {
    const headers = { 'content-type': 'application/vnd.acme+json; charset=utf-8' }
    assert.equal((await send('/things', { body: '{"name":"a"}', headers })).status, 200)
    assert.equal((await send('/foreseen')).status, 412)
  })

  test('reads forms, with several values of one name as a list', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await send('/open', { body: 'a=1&b=x+y&b=%C3%A9', headers })
    assert.deepEqual(await response.json(), { a: '1', b: ['x y', 'é'] })
  })

  test('is counted by its route', async () => {
    await send('/things', { body: '{"name":"a"}' })
    const text = await app.metrics.registry.metrics()
    assert.match(
      text,
      /rightful_http_request_duration_seconds_count\{method="POST",route="\/things",status="200"\} \d+/,
    )
    assert.doesNotMatch(text, /abc/)
  })

  test('answers HEAD like GET, without a body', async () => {
    const response = await send('/things/abc', { method: 'HEAD' })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), '')
  })
})

describe('400', () => {
  test('what is no HTTP in good form is a problem too', async () => {
    const { port } = new URL(app.url)
    const heads = [
      'GET /x HTTP/1.1\r\nHost: a b',
      'GET * HTTP/1.1\r\nHost: localhost',
      'GET /x HTTP/1.1',
      'NONSENSE / HTTP/1.1\r\nHost: localhost',
      `GET /x HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(20_000)}`,
    ]
    for (const head of heads) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.end(`${head}\r\nConnection: close\r\n\r\n`)
      const [status = '', body = ''] = (await text(socket)).split(/\r\n[\s\S]*?\r\n\r\n/)
      assert.equal(status, 'HTTP/1.1 400 Bad Request', head)
      assert.equal(problem.parse(JSON.parse(body)).code, 'malformed_request', head)
    }
  })
})

describe('401', () => {
  test('a missing, malformed or unknown key answers the same, and names the scheme', async () => {
    const keys = ['', 'good', 'Basic good', 'Bearer bad', 'Bearer good more', `Bearer ${'x'.repeat(400)}`]
    for (const authorization of keys) {
      const response = await send('/things', { body: '{"name":"a"}', headers: { authorization } })
      assert.equal(response.headers.get('www-authenticate'), 'Bearer')
      assert.equal((await problemIn(response)).code, 'unauthenticated', authorization)
    }
  })

  test('comes before the body is looked at', async () => {
    const response = await send('/things', { body: '{', headers: { authorization: 'Bearer bad' } })
    assert.equal((await problemIn(response)).code, 'unauthenticated')
  })
})

describe('403', () => {
  test('a key without the scope is told which one it needs', async () => {
    const read = await problemIn(await send('/admin', { method: 'GET' }))
    assert.deepEqual([read.code, read.details], ['forbidden', { scope: 'admin' }])
    const line = app.logged().find(({ request_id: id, event }) => id === read.request_id && event === 'refused')
    const { code, scope, method, route, ip, workspace_id: workspaceId, key_id: keyId } = line ?? {}
    assert.deepEqual([code, scope, method, route], ['forbidden', 'admin', 'GET', '/admin'])
    assert.deepEqual([ip, workspaceId, keyId], ['127.0.0.1', 'workspace-1', 'key-1'])
  })

  test('a host name that is not ours is refused, whatever is asked', async () => {
    for (const path of ['/things', '/open', '/nowhere']) {
      const { status, body } = await sendRaw(app.url + path, { method: 'POST', headers: { host: 'evil.example:80' } })
      assert.equal(status, 403)
      assert.match(body, /host_not_allowed/)
    }
    const { port } = new URL(app.url)
    const headers = { host: `LOCALHOST:${port}`, authorization: 'Bearer good' }
    assert.equal((await sendRaw(`${app.url}/things/abc`, { headers })).status, 200)
  })

  test('a page of another origin may not call, our own may, and any may where it says so', async () => {
    const from = (origin: string): Sent => ({ body: '{"name":"a"}', headers: { origin } })
    assert.equal((await problemIn(await send('/things', from('https://evil.example')))).code, 'origin_not_allowed')
    assert.equal((await problemIn(await send('/things', from('null')))).code, 'origin_not_allowed')
    assert.equal((await send('/things', from(app.url))).status, 200)
    assert.equal((await send('/open', from('https://evil.example'))).status, 200)
  })
})

describe('404 and 405', () => {
  test('an unknown path is a problem too', async () => {
    assert.equal((await problemIn(await send('/nowhere'))).code, 'not_found')
    assert.equal((await problemIn(await send('/things/', { method: 'GET' }))).code, 'not_found')
  })

  test('a wrong method names the right ones', async () => {
    const response = await send('/things/abc', { method: 'DELETE' })
    assert.equal(response.headers.get('allow'), 'GET, HEAD')
    assert.equal((await problemIn(response)).code, 'method_not_allowed')
  })
})

describe('412', () => {
  test('a foreseen failure carries its details', async () => {
    const read = await problemIn(await send('/foreseen'))
    assert.deepEqual(read.details, { current: 12, given: 11 })
    assert.equal(read.detail, 'It changed since you read it. (current: 12, given: 11)')
  })
})

describe('429', () => {
  test('says what is left, then when to come back', async () => {
    const keyLimit = createRateLimit({ name: 'key', count: 2, seconds: 60 })
    const limited = await openTestApp({ addRoutes: addSampleRoutes, keyLimit })
    const ask = (): Promise<Response> =>
      fetch(`${limited.url}/things/abc`, { headers: { authorization: 'Bearer good' } })
    const first = await ask()
    assert.equal(first.headers.get('ratelimit-policy'), '"key";q=2;w=60')
    assert.match(first.headers.get('ratelimit') ?? '', /^"key";r=1;t=(59|60)$/)
    await ask()
    const refused = await ask()
    assert.match(refused.headers.get('retry-after') ?? '', /^(59|60)$/)
    assert.equal((await problemIn(refused)).code, 'rate_limited')
    await limited.stop()
  })
})

describe('500', () => {
  test('a bug tells the caller nothing but the request id, and the log everything', async () => {
    const response = await send('/bug')
    const read = await problemIn(response)
    assert.equal(read.code, 'internal_error')
    assert.doesNotMatch(JSON.stringify(read), /vault/)
    const line = app.logged().find((entry) => entry['request_id'] === read.request_id && entry['level'] === 'error')
    assert.match(JSON.stringify(line), /select secret from vault/)
  })
})

describe('503', () => {
  test('a database that cannot be had is an outage, to be tried again', async () => {
    const response = await send('/outage')
    assert.equal(response.headers.get('retry-after'), '1')
    assert.equal((await problemIn(response)).code, 'service_unavailable')
  })
})

describe('behind proxies', () => {
  test('the address is the one that the trusted proxies saw, not what the caller claims', async () => {
    const proxied = await openTestApp({ addRoutes: addSampleRoutes, proxyHops: 1 })
    const headers = {
      authorization: 'Bearer good',
      'content-type': 'application/json',
      'x-forwarded-for': '6.6.6.6, 203.0.113.9',
    }
    const response = await fetch(`${proxied.url}/things`, { method: 'POST', headers, body: '{"name":"a"}' })
    assert.match(await response.text(), /"remoteAddress":"203\.0\.113\.9"/)
    const direct = await send('/things', { body: '{"name":"a"}', headers: { 'x-forwarded-for': '6.6.6.6' } })
    assert.match(await direct.text(), /"remoteAddress":"127\.0\.0\.1"/)
    await proxied.stop()
  })
})
