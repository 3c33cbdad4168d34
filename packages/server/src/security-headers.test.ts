import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { contentPolicy, nonceSource } from './platform/http/security-headers.ts'
import { readStaticPages } from './platform/http/static-pages.ts'
import { writePages, type WrittenPages } from './platform/http/testing/write-pages.ts'
import { nowhere } from './testing/access-expectations.ts'
import { openTestService, type TestService } from './testing/open-test-service.ts'

/** What every answer has, by hand. */
const expected: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'; (style-src 'sha256-[^']+'; )?base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-embedder-policy': /^require-corp$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
}
/** Answers that browsers may keep, if they ask each time whether they still hold. */
const kept = new Set(['getRoutingDocumentation', 'getRoutingDocumentationOf'])

let pages: WrittenPages
let service: TestService
before(async () => {
  pages = writePages()
  service = await openTestService({ proxyHops: 1, pages: readStaticPages(pages.directory) })
})
after(async () => {
  await service.close()
  pages.remove()
})

type Heard = { readonly get: (name: string) => string | null }

function findMissing(headers: Heard, operation: string): readonly string[] {
  const missing = Object.entries(expected).flatMap(([name, value]) => {
    const given = headers.get(name)
    return given !== null && value.test(given) ? [] : [`${operation}: ${name} is ${given}`]
  })
  const cache = headers.get('cache-control')
  const isRight = cache === 'no-store' || (kept.has(operation) && cache === 'private, no-cache')
  return isRight ? missing : [...missing, `${operation}: cache-control is ${cache}`]
}

describe('every answer', () => {
  for (const [who, credential] of [
    ['a key', () => ({ authorization: `Bearer ${service.key}` })],
    ['nobody', () => ({})],
  ] as const) {
    test(`of every route to ${who} says what a browser may do with it`, async () => {
      const faults: string[] = []
      for (const { method, path, operation } of service.http.declared) {
        const stop = new AbortController()
        const url =
          service.url + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'version' ? '1' : nowhere))
        const headers = { 'content-type': 'application/json', 'x-forwarded-proto': 'https', ...credential() }
        const init = { method: method.toUpperCase(), headers, body: method === 'get' ? null : '{}' }
        const answer = await fetch(url, { ...init, signal: stop.signal })
        faults.push(...findMissing(answer.headers, operation))
        const transport = answer.headers.get('strict-transport-security')
        if (transport !== 'max-age=31536000; includeSubDomains') faults.push(`${operation}: HSTS is ${transport}`)
        stop.abort()
      }
      assert.deepEqual(faults, [])
      assert.ok(service.http.declared.length > 150)
    })
  }

  test('also where there is no route, no such method, and no host of ours', async () => {
    for (const [path, method] of [
      ['/', 'POST'],
      ['/assets/nothing.js', 'GET'],
      ['/v1', 'GET'],
      ['/v1/nothing', 'GET'],
      ['/scim/nothing', 'GET'],
      ['/metrics/nothing', 'GET'],
      ['/v1/leads', 'PUT'],
      ['/%zz', 'GET'],
    ] as const) {
      const answer = await fetch(service.url + path, { method })
      assert.ok(answer.status >= 400)
      assert.deepEqual(findMissing(answer.headers, path), [])
      assert.equal(answer.headers.get('strict-transport-security'), null, 'not on plain http')
    }
  })

  test('also of the pages, whose policy lets them be used and whose files may be kept', async () => {
    const own = (policy: string): string => `default-src 'none'; ${policy}`
    const [page, script, icon] = await Promise.all(
      ['/leads', '/assets/main-h4sh.js', '/favicon.svg'].map((path) => fetch(service.url + path)),
    )
    assert.ok(page !== undefined && script !== undefined && icon !== undefined)
    const { 'content-security-policy': none, ...others } = expected
    for (const { headers } of [page, script, icon])
      for (const [name, value] of Object.entries(others)) assert.match(headers.get(name) ?? '', value)
    assert.match(icon.headers.get('content-security-policy') ?? '', none ?? /^$/)
    assert.ok(
      page.headers.get('content-security-policy')?.startsWith(own("script-src 'self'; style-src 'self' 'nonce-")),
    )
    assert.ok(
      script.headers.get('content-security-policy')?.startsWith(own("script-src 'self'; connect-src 'self'; base")),
    )
    const kept = [page, script, icon].map(({ headers }) => headers.get('cache-control'))
    assert.deepEqual(kept, ['no-store', 'public, max-age=31536000, immutable', 'no-cache'])
  })

  test('also to what is no HTTP', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let heard = ''
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'))
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
      socket.on('end', () => resolve(heard))
      socket.on('error', reject)
    })
    const lines = text.split('\r\n').map((line) => line.split(': '))
    const headers = new Map(lines.map(([name = '', value = '']) => [name.toLowerCase(), value]))
    assert.deepEqual(findMissing({ get: (name) => headers.get(name) ?? null }, 'nonsense'), [])
  })
})

test('a page runs what carries the nonce of its answer, and calls its own server only', () => {
  const nonce = Buffer.alloc(16, 7).toString('base64')
  const source = nonceSource(nonce)
  assert.equal(
    contentPolicy({ scripts: source, styles: source, connections: "'self'", images: "'self'" }),
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  assert.throws(() => nonceSource("x' *"), /nonce/)
})
