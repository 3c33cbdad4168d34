import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { signInUser } from '../../../testing/sign-in-user.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

/** Turns the clock of a session on, as its row sees it. */
async function later(sessionId: string, interval: string): Promise<void> {
  await service.db.execute(
    `update user_session
        set created_at = created_at - interval '${interval}', seen_at = seen_at - interval '${interval}',
            idle_until = idle_until - interval '${interval}', expires_at = expires_at - interval '${interval}'
      where session_id = '${sessionId}'`,
  )
}

describe('a session', () => {
  test('has a token of 256 bits that no other has', async () => {
    const users = await Promise.all([1, 2, 3].map(() => signInUser(service, { roles: ['viewer'] })))
    const tokens = users.map(({ cookie }) => /^rightful=rf_ses_([\w-]+)$/.exec(cookie)?.[1] ?? '')
    for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 32)
    assert.equal(new Set(tokens).size, 3)
  })

  test('ends after eight hours without use, and not before', async () => {
    const { call, sessionId } = await signInUser(service, { roles: ['viewer'] })
    await later(sessionId, '7 hours 59 minutes')
    assert.equal((await call('GET', '/v1/session')).status, 200)
    const other = await signInUser(service, { roles: ['viewer'] })
    await later(other.sessionId, '8 hours 1 second')
    assert.equal((await other.call('GET', '/v1/session')).body.code, 'unauthenticated')
  })

  test('ends after seven days, however much it is used', async () => {
    const { call, sessionId } = await signInUser(service, { roles: ['viewer'] })
    await service.db.execute(
      `update user_session set expires_at = expires_at - interval '7 days 1 second' where session_id = '${sessionId}'`,
    )
    assert.equal((await call('GET', '/v1/session')).body.code, 'unauthenticated')
  })
})
