import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { signInUser } from '../../../testing/sign-in-user.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function call(method: string, cookie: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${service.url}/v1/session/preferences`, {
    method,
    headers: { cookie, origin: service.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

test('what somebody sets is theirs in every session, and nobody else’s', async () => {
  const nora = await signInUser(service, { roles: ['rep'] })
  const otto = await signInUser(service, { roles: ['viewer'] })
  assert.deepEqual(await call('GET', nora.cookie), { status: 200, body: {} })
  const views = [{ name: 'Mine, held', path: '/leads', query: 'state=held' }]
  const set = { theme: 'dark', zone: 'Asia/Kolkata', views }
  assert.deepEqual(await call('PUT', nora.cookie, set), { status: 200, body: set })
  assert.deepEqual((await call('GET', nora.cookie)).body, set)
  assert.deepEqual((await call('GET', otto.cookie)).body, {})
  await call('PUT', nora.cookie, { theme: 'light' })
  assert.deepEqual((await call('GET', nora.cookie)).body, { theme: 'light' }, 'all of it is set')
})

test('422: what is no preference, or too much', async () => {
  const { cookie } = await signInUser(service, { roles: ['viewer'] })
  const view = { name: 'x', path: '/leads', query: '' }
  const refused = [
    { theme: 'pink' },
    { colour: 'red' },
    { views: [{ ...view, path: 'https://elsewhere.example' }] },
    { views: [{ ...view, path: '//elsewhere', name: '' }] },
    { views: Array.from({ length: 101 }, () => view) },
  ]
  for (const body of refused)
    assert.equal((await call('PUT', cookie, body)).status, 422, JSON.stringify(body).slice(0, 80))
  assert.deepEqual((await call('GET', cookie)).body, {})
})
