import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { BODY_BYTES_MAX } from './body-reader.ts'
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

describe('400', () => {
  test('malformed JSON is told with its place, and not repeated', async () => {
    const read = await problemIn(await send('/things', { body: '{"name": "zoe@example.com" "x"}' }))
    assert.equal(read.code, 'malformed_json')
    assert.match(read.errors[0]?.what ?? '', /^breaks at line 1 column \d+$/)
    assert.doesNotMatch(JSON.stringify(read), /zoe/)
    const cut = await problemIn(await send('/things', { body: '{"name": ' }))
    assert.equal(cut.errors[0]?.what, 'ends before it is complete')
    const empty = await problemIn(await send('/things'))
    assert.equal(empty.code, 'malformed_json')
  })

  test('bytes that are no UTF-8 are refused', async () => {
    const read = await problemIn(await send('/things', { body: new Uint8Array([0x22, 0xff, 0x22]) }))
    assert.equal(read.errors[0]?.what, 'is not UTF-8')
  })
})

describe('413', () => {
  test('a body announced as too large is not read, and one that grows too large is read no further', async () => {
    const headers = { authorization: 'Bearer good', 'content-type': 'application/json' }
    const length = { 'content-length': String(BODY_BYTES_MAX + 1) }
    const announced = await sendHead(`${app.url}/things`, { ...headers, ...length })
    assert.equal(announced, 413)
    const chunks = Array.from({ length: 20 }, () => Buffer.alloc(65_536, 0x20))
    const grown = await sendRaw(`${app.url}/things`, { method: 'POST', headers, chunks })
    assert.equal(grown.status, 413)
    assert.match(grown.body, /"limit_bytes":1048576/)
  })

  test('a body of just the limit is taken', async () => {
    const body = `{"name":"${'a'.repeat(BODY_BYTES_MAX - 11)}"}`
    assert.equal(body.length, BODY_BYTES_MAX)
    assert.equal((await send('/things', { body })).status, 200)
  })
})

/** Sends a head that announces a body, and no body: the status shows that none was waited for. */
function sendHead(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false }, (answer) => {
      resolve(answer.statusCode ?? 0)
      sent.destroy()
    })
    sent.on('error', reject)
    sent.flushHeaders()
  })
}

describe('415', () => {
  test('another content type, or none, names those that are read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const read = await problemIn(await send('/things', { body: '{"name":"a"}', headers: { 'content-type': type } }))
      assert.deepEqual(read.details, { given: type, taken: 'application/json' })
    }
    const none = await sendRaw(`${app.url}/things`, {
      method: 'POST',
      headers: { authorization: 'Bearer good' },
      chunks: ['{}'],
    })
    assert.equal(none.status, 415)
  })
})

describe('404', () => {
  test('what cannot be the name of anything is not there', async () => {
    for (const path of ['/things/a', '/things/a%00b']) {
      const problem = await problemIn(await sendTo(app.url + path, { method: 'GET' }))
      assert.deepEqual([problem.status, problem.code, problem.errors], [404, 'not_found', []])
    }
  })
})

describe('422', () => {
  test('each field that does not fit is told with its place', async () => {
    const read = await problemIn(await send('/things', { body: '{"name":"","size":1.5,"nme":"a"}' }))
    assert.equal(read.code, 'invalid_request')
    assert.deepEqual(read.errors.map(({ where }) => where).toSorted(), ['body/name', 'body/nme', 'body/size'])
    assert.match(read.errors.find(({ where }) => where === 'body/nme')?.mend ?? '', /openapi/)
  })

  test('so are those of the query', async () => {
    const query = await problemIn(await send('/things/abc?limit=11&x=1', { method: 'GET' }))
    assert.deepEqual(query.errors.map(({ where }) => where).toSorted(), ['query/limit', 'query/x'])
  })

  test('so is a character that no text may have', async () => {
    const problem = await problemIn(await sendTo(`${app.url}/things/ab?limit=1%00`, { method: 'GET' }))
    assert.deepEqual([problem.status, problem.errors.map((item) => item.where)], [422, ['query']])
  })

  test('many at once are cut', async () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1])))
    assert.equal((await problemIn(await send('/things', { body }))).errors.length, 50)
  })
})
