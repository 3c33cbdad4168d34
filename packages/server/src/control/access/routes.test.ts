import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createOperationClient, type OperationClient, RoutingError } from '@rightful/contract'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { createAuthenticator } from './create-authenticator.ts'
import { createLog } from '../../platform/log/create-log.ts'

let service: TestService
let client: OperationClient
before(async () => {
  service = await openTestService()
  client = createOperationClient({ baseUrl: service.url, apiKey: service.key })
})
after(() => service.close())

function refuses(code: string): (error: unknown) => boolean {
  return (error) => error instanceof RoutingError && error.code === code
}

/** As a node that has not seen the key before. */
async function scopesOf(key: string): Promise<readonly string[] | null> {
  const authenticator = createAuthenticator({ db: service.db, log: createLog({ level: 'silent' }) })
  const caller = await authenticator.find({ kind: 'key', key })
  return caller === null ? null : [...caller.scopes]
}

describe('API keys', () => {
  test('are shown once, work with their scopes, and are listed without themselves', async () => {
    const made = await client.createKey({ name: 'website', scopes: ['leads:write', 'leads:read'] })
    assert.match(made.key, /^rf_live_/)
    assert.deepEqual(await scopesOf(made.key), ['leads:write', 'leads:read'])
    const { data } = await client.listKeys()
    const listed = data.find(({ api_key_id: id }) => id === made.api_key_id)
    assert.deepEqual(listed?.scopes, ['leads:write', 'leads:read'])
    assert.ok(made.key.startsWith(listed.prefix))
    assert.equal(JSON.stringify(data).includes(made.key), false)
    const posted = await fetch(`${service.url}/v1/leads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: { country: 'DE' } }),
    })
    assert.equal(posted.status, 201)
  })

  test('work no more once they are revoked, and stay in the list', async () => {
    const made = await client.createKey({ name: 'left', scopes: ['admin'] })
    const revoked = await client.revokeKey(made.api_key_id)
    assert.ok(revoked.revoked_at !== null)
    assert.equal(await scopesOf(made.key), null)
    const again = await client.revokeKey(made.api_key_id)
    assert.equal(again.revoked_at, revoked.revoked_at)
    assert.ok((await client.listKeys()).data.some(({ api_key_id: id }) => id === made.api_key_id))
  })

  test('work no more once they have expired', async () => {
    const made = await client.createKey({ name: 'short', scopes: ['admin'], expires_at: '2020-01-01T00:00:00Z' })
    assert.equal(made.expires_at, '2020-01-01T00:00:00.000Z')
    assert.equal(await scopesOf(made.key), null)
  })

  test('need the scope admin, and are those of one workspace', async () => {
    const weak = createOperationClient({ baseUrl: service.url, apiKey: await service.makeKey(['people:write']) })
    await assert.rejects(weak.listKeys(), refuses('forbidden'))
    await assert.rejects(weak.createKey({ name: 'x', scopes: ['admin'] }), refuses('forbidden'))
    const elsewhere = await service.makeWorkspace()
    const other = createOperationClient({ baseUrl: service.url, apiKey: await service.makeKey(['admin'], elsewhere) })
    assert.equal((await other.listKeys()).data.length, 1)
    const [mine] = (await client.listKeys()).data
    assert.ok(mine !== undefined)
    await assert.rejects(other.revokeKey(mine.api_key_id), refuses('api_key_not_found'))
  })

  test('are refused with scopes that do not exist, or without a name', async () => {
    const headers = { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' }
    for (const body of [
      { name: 'x', scopes: ['all'] },
      { name: 'x', scopes: [] },
      { name: ' ', scopes: ['admin'] },
      {},
    ]) {
      const sent = { method: 'POST', headers, body: JSON.stringify(body) }
      assert.equal((await fetch(`${service.url}/v1/api-keys`, sent)).status, 422, JSON.stringify(body))
    }
  })
})
