import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { callAs, type SignedInUser, signInUser } from '../../../testing/sign-in-user.ts'

const password = 'correct horse battery staple'
const email = 'dina@example.com'

let service: TestService
let userId = ''
let call: SignedInUser['call']
before(async () => {
  service = await openTestService()
  const owner = await signInUser(service, { roles: ['owner'] })
  const invited = await owner.call('POST', '/v1/users', { email, name: 'Dina', roles: ['viewer'] })
  userId = Object(invited.body).user_id
  await post('/v1/invitations/accept', { token: Object(invited.body).token, password })
  const signedIn = await post('/v1/session', { email, password })
  call = callAs(service.url, (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '')
})
after(() => service.close())

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(service.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** What the audit log tells of the user. */
async function countTold(action: string): Promise<number> {
  const entries = await service.db.query(
    `select audit_entry.entry_id from audit_entry where audit_entry.subject_id = $1 and audit_entry.action = $2`,
    [userId, action],
  )
  return entries.length
}

describe('the audit log', () => {
  test('is told of an account that is locked, once, and of no address that has none', async () => {
    for (const tried of [email, 'nobody@example.com']) {
      for (let index = 0; index < 12; index += 1)
        await post('/v1/session', { email: tried, password: `wrong ${index}` })
    }
    while ((await countTold('user.locked_out')) === 0) await sleep(10)
    assert.equal(await countTold('user.locked_out'), 1)
    const all = await service.db.query(`select 1 from audit_entry where audit_entry.action = 'user.locked_out'`)
    assert.equal(all.length, 1)
  })

  test('is told of a password that was given again and is wrong', async () => {
    const { body } = await call('POST', '/v1/session/step-up', { password: 'wrong horse' })
    assert.equal(body.code, 'sign_in_failed')
    assert.equal(await countTold('session.step_up_failed'), 1)
  })
})
