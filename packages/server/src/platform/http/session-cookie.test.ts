import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { json } from './answer.ts'
import { noBody } from './body-reader.ts'
import { noFields } from './route.ts'
import { readSessionToken, requireSecureTransport } from './session-cookie.ts'
import { openTestApp, sendRaw, type TestApp } from './testing/open-test-app.ts'

let direct: TestApp
let proxied: TestApp
before(async () => {
  const options = { allowed: { hosts: null, origins: null }, addRoutes }
  direct = await openTestApp(options)
  proxied = await openTestApp({ ...options, proxyHops: 1 })
})
after(async () => {
  await direct.stop()
  await proxied.stop()
})

function addRoutes({ routes }: Parameters<Parameters<typeof openTestApp>[0]['addRoutes']>[0]): void {
  const spec = { method: 'get', path: '/token', operation: 'token', summary: 'For a test.', tag: 'Test' } as const
  const parts = { params: noFields, query: noFields, body: noBody, answers: {}, errors: [], from: 'any page' } as const
  routes.addOpen({ ...spec, ...parts }, ({ incoming, proxyHops }) => {
    requireSecureTransport(incoming, proxyHops)
    return json(200, { token: readSessionToken(incoming, proxyHops) })
  })
}

async function ask({ url }: TestApp, headers: Record<string, string>): Promise<string> {
  const { status, body } = await sendRaw(`${url}/token`, { headers })
  const { token, code }: { readonly token?: string | null; readonly code?: string } = JSON.parse(body)
  return status === 200 ? `token ${token}` : `${code}`
}

const cookie = 'a=1; rightful=plain; __Host-rightful=secure; rightful2=x'

describe('the cookie of a session', () => {
  test('is the plain one on this machine, and the one of this host alone behind https', async () => {
    assert.equal(await ask(direct, { cookie }), 'token plain')
    assert.equal(await ask(proxied, { cookie, 'x-forwarded-proto': 'https' }), 'token secure')
    assert.equal(await ask(direct, { cookie: 'rightful2=x' }), 'token null')
    assert.equal(await ask(direct, {}), 'token null')
  })

  test('travels in clear text over no network, whatever anybody claims', async () => {
    const host = 'rightful.example'
    assert.equal(await ask(direct, { host, cookie }), 'transport_insecure')
    assert.equal(await ask(direct, { host, cookie, 'x-forwarded-proto': 'https' }), 'transport_insecure')
    assert.equal(await ask(proxied, { host, cookie, 'x-forwarded-proto': 'http' }), 'transport_insecure')
    assert.equal(await ask(proxied, { host, cookie, 'x-forwarded-proto': 'https, http' }), 'transport_insecure')
    assert.equal(await ask(proxied, { host, cookie, 'x-forwarded-proto': 'https' }), 'token secure')
  })
})
