import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { callAs, signInUser } from '../../../testing/sign-in-user.ts'
import { offerSetup } from '../users/set-up.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

const password = 'correct horse battery staple'
const ada = { email: 'Ada@Example.com', name: 'Ada Lovelace', password }

type Sent = { readonly status: number; readonly code: string | null; readonly cookie: string; readonly raw: string }

/** Posts as somebody who is not signed in. */
async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const answer: { readonly code?: string } = JSON.parse((await response.text()) || '{}')
  const raw = response.headers.get('set-cookie') ?? ''
  return { status: response.status, code: answer.code ?? null, cookie: raw.split(';')[0] ?? '', raw }
}

describe('setting up', () => {
  test('makes the first user by a token, once and never again', async () => {
    const [offer, later] = [...(await offerSetup(service.db)), ...(await offerSetup(service.db))]
    assert.ok(offer !== undefined && later !== undefined)
    assert.equal((await post('/v1/setup', { ...ada, token: 'rf_set_wrong' })).code, 'token_invalid')
    assert.equal((await post('/v1/setup', { ...ada, token: offer.token, password: 'short' })).code, 'password_unfit')
    const [first, second] = await Promise.all([
      post('/v1/setup', { ...ada, token: offer.token }),
      post('/v1/setup', { ...ada, email: 'eve@example.com', token: later.token }),
    ])
    assert.deepEqual(
      [first.status, second.status].toSorted((a, b) => a - b),
      [201, 409],
    )
    const made = first.status === 201 ? first : second
    const { body } = await callAs(service.url, made.cookie)('GET', '/v1/session')
    assert.deepEqual(Object(body).user.roles, ['owner'])
    assert.equal((await post('/v1/setup', { ...ada, token: offer.token })).code, 'token_invalid')
    assert.deepEqual(await offerSetup(service.db), [])
  })
})

describe('an invitation', () => {
  test('is accepted once, by a password that nobody would guess, and then signs in', async () => {
    const owner = await signInUser(service, { roles: ['owner'] })
    const invited = await owner.call('POST', '/v1/users', {
      email: 'Bo@Example.com',
      name: 'Bo',
      roles: ['rep'],
      owner_id: 'ben',
    })
    assert.equal(invited.status, 201)
    const { token, email, status } = Object(invited.body)
    assert.deepEqual([email, status], ['bo@example.com', 'invited'])
    const again = await owner.call('POST', '/v1/users', { email: 'bo@example.com', name: 'Bo', roles: ['rep'] })
    assert.equal(again.body.code, 'already_exists')
    assert.equal((await post('/v1/session', { email, password })).code, 'sign_in_failed')
    assert.equal((await post('/v1/invitations/accept', { token, password: 'bo@example.com1' })).code, 'password_unfit')
    const accepted = await post('/v1/invitations/accept', { token, password })
    assert.equal(accepted.status, 201)
    assert.equal((await post('/v1/invitations/accept', { token, password })).code, 'token_invalid')
    const { body } = await callAs(service.url, accepted.cookie)('GET', '/v1/session')
    assert.deepEqual([Object(body).user.owner_id, Object(body).user.status], ['ben', 'active'])
    assert.equal((await post('/v1/session', { email: 'BO@example.com', password })).status, 201)
  })

  test('cannot give more than whoever invites has', async () => {
    const key = await service.makeKey(['access:write', 'leads:read'])
    const headers = { authorization: `Bearer ${key}` }
    const more = await post('/v1/users', { email: 'x@example.com', name: 'X', roles: ['owner'] }, headers)
    assert.deepEqual([more.status, more.code], [403, 'forbidden'])
  })
})

describe('signing in', () => {
  test('answers an unknown address, a wrong password and a disabled user alike', async () => {
    const known = await signInWith('carl@example.com')
    const unknown = await post('/v1/session', { email: 'nobody@example.com', password })
    const wrong = await post('/v1/session', { email: 'carl@example.com', password: 'another horse battery' })
    const owner = await signInUser(service, { roles: ['owner'] })
    await owner.call('PATCH', `/v1/users/${known.userId}`, { status: 'disabled' })
    const disabled = await post('/v1/session', { email: 'carl@example.com', password })
    for (const answer of [unknown, wrong, disabled])
      assert.deepEqual([answer.status, answer.code], [401, 'sign_in_failed'])
  })

  test('is refused after ten tries, whatever the address that they come from, and a right password does not count', async () => {
    await signInWith('dora@example.com')
    const tries: string[] = []
    for (let index = 0; index < 11; index += 1) {
      tries.push(
        (await post('/v1/session', { email: 'dora@example.com', password: `wrong horse battery ${index}` })).code ?? '',
      )
    }
    assert.deepEqual(tries, [...Array.from({ length: 10 }, () => 'sign_in_failed'), 'rate_limited'])
  })

  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const { raw } = await signInWith('emil@example.com')
    assert.match(raw, /^rightful=rf_ses_[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/)
  })
})

/** A user with a password, signed in by it. */
async function signInWith(
  email: string,
): Promise<{ readonly userId: string; readonly cookie: string; readonly raw: string }> {
  const owner = await signInUser(service, { roles: ['owner'] })
  const invited = await owner.call('POST', '/v1/users', { email, name: 'Somebody', roles: ['viewer'] })
  const { token, user_id: userId } = Object(invited.body)
  await post('/v1/invitations/accept', { token, password })
  const { cookie, raw } = await post('/v1/session', { email, password })
  return { userId, cookie, raw }
}

describe('a session', () => {
  test('is ended by signing out, by its owner elsewhere, and by whoever may change access', async () => {
    const first = await signInWith('fay@example.com')
    const second = await post('/v1/session', { email: 'fay@example.com', password })
    const third = await post('/v1/session', { email: 'fay@example.com', password })
    const [one, two, three] = [first, second, third].map(({ cookie }) => callAs(service.url, cookie))
    assert.ok(one !== undefined && two !== undefined && three !== undefined)
    const listed: readonly { session_id: string; is_current: boolean }[] = Object(
      (await one('GET', '/v1/sessions')).body,
    ).data
    assert.equal(listed.filter(({ is_current: isCurrent }) => isCurrent).length, 1)
    assert.equal((await two('DELETE', '/v1/session')).status, 204)
    assert.equal((await two('GET', '/v1/session')).status, 401)
    const { session } = Object((await three('GET', '/v1/session')).body)
    assert.equal((await one('DELETE', `/v1/sessions/${session.session_id}`)).status, 200)
    assert.equal((await three('GET', '/v1/session')).status, 401)
    const other = await signInUser(service, { roles: ['viewer'] })
    const { session: left } = Object((await one('GET', '/v1/session')).body)
    assert.equal((await other.call('DELETE', `/v1/sessions/${left.session_id}`)).body.code, 'session_not_found')
    const owner = await signInUser(service, { roles: ['owner'] })
    assert.equal((await owner.call('DELETE', `/v1/users/${first.userId}/sessions`)).status, 200)
    assert.equal((await one('GET', '/v1/session')).status, 401)
  })

  test('ends at once when its user is disabled, and nobody can disable the last owner', async () => {
    const viewer = await signInUser(service, { roles: ['viewer'] })
    const owner = await signInUser(service, { roles: ['owner'] })
    assert.equal((await viewer.call('GET', '/v1/leads')).status, 200)
    assert.equal((await owner.call('PATCH', `/v1/users/${viewer.userId}`, { status: 'disabled' })).status, 200)
    assert.equal((await viewer.call('GET', '/v1/leads')).status, 401)
    const users: readonly { user_id: string; roles: readonly string[] }[] = Object(
      (await owner.call('GET', '/v1/users')).body,
    ).data
    const owners = users.filter(({ roles, user_id: id }) => roles.includes('owner') && id !== owner.userId)
    for (const { user_id: id } of owners) await owner.call('PATCH', `/v1/users/${id}`, { roles: ['viewer'] })
    const last = await owner.call('PATCH', `/v1/users/${owner.userId}`, { roles: ['viewer'] })
    assert.equal(last.body.code, 'last_owner')
  })

  test('that ends takes the streams that it opened along', async () => {
    const viewer = await signInUser(service, { roles: ['viewer'] })
    const owner = await signInUser(service, { roles: ['owner'] })
    const stream = await fetch(`${service.url}/v1/events/stream`, { headers: { cookie: viewer.cookie } })
    assert.equal(stream.status, 200)
    const heard = stream.text()
    assert.equal((await owner.call('PATCH', `/v1/users/${viewer.userId}`, { status: 'disabled' })).status, 200)
    assert.match(await heard, /^id: /)
  })

  test('is of no use to a page of somebody else', async () => {
    const { cookie } = await signInUser(service, { roles: ['owner'], isSteppedUp: true })
    const send = async (method: string, headers: Record<string, string>): Promise<number> =>
      (
        await fetch(`${service.url}/v1/groups`, {
          method,
          headers: { cookie, 'content-type': 'application/json', ...headers },
          body: method === 'POST' ? JSON.stringify({ name: 'legal' }) : null,
        })
      ).status
    assert.equal(await send('POST', { origin: 'https://evil.example' }), 403)
    assert.equal(await send('POST', {}), 403)
    assert.equal(await send('POST', { origin: service.url, 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await send('GET', { 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await send('POST', { origin: service.url, 'sec-fetch-site': 'same-origin' }), 201)
    assert.equal(await send('GET', { 'sec-fetch-site': 'same-origin' }), 200)
  })
})

describe('what needs a password', () => {
  test('is done within ten minutes of it, and by a key that names the scope', async () => {
    const owner = await signInUser(service, { roles: ['owner'], isSteppedUp: false })
    assert.equal((await owner.call('POST', '/v1/groups', { name: 'deal desk' })).body.code, 'step_up_required')
    const { cookie, userId } = await signInWith('gil@example.com')
    const gil = callAs(service.url, cookie)
    assert.equal((await gil('POST', '/v1/session/step-up', { password: 'wrong horse battery' })).status, 401)
    const stepped = await gil('POST', '/v1/session/step-up', { password })
    assert.match(Object(stepped.body).stepped_up_until, /^\d{4}-/)
    const boss = await signInUser(service, { roles: ['owner'] })
    await boss.call('PATCH', `/v1/users/${userId}`, { roles: ['owner'] })
    assert.equal((await gil('POST', '/v1/groups', { name: 'deal desk' })).status, 201)
    await service.db.execute(
      `update user_session set stepped_up_at = now() - interval '11 minutes' where user_id = '${userId}'`,
    )
    assert.equal((await gil('POST', '/v1/groups', { name: 'finance' })).body.code, 'step_up_required')
    const withAdmin = { authorization: `Bearer ${await service.makeKey(['admin'])}` }
    assert.equal((await post('/v1/groups', { name: 'finance' }, withAdmin)).code, 'forbidden')
    const byName = { authorization: `Bearer ${await service.makeKey(['access:write'])}` }
    assert.equal((await post('/v1/groups', { name: 'finance' }, byName)).status, 201)
  })
})

describe('a new password', () => {
  test('is set by who knows the old one, and ends other sessions', async () => {
    const { cookie } = await signInWith('hal@example.com')
    const other = await post('/v1/session', { email: 'hal@example.com', password })
    const hal = callAs(service.url, cookie)
    const next = 'yellow submarine under ice'
    const wrong = { current_password: 'wrong horse battery', new_password: next }
    assert.equal((await hal('PUT', '/v1/session/password', wrong)).status, 401)
    assert.equal(
      (await hal('PUT', '/v1/session/password', { current_password: password, new_password: next })).status,
      204,
    )
    assert.equal((await hal('GET', '/v1/session')).status, 200)
    assert.equal((await callAs(service.url, other.cookie)('GET', '/v1/session')).status, 401)
    assert.equal((await post('/v1/session', { email: 'hal@example.com', password })).status, 401)
    assert.equal((await post('/v1/session', { email: 'hal@example.com', password: next })).status, 201)
  })

  test('is set by a token that works once, and never says who has an account', async () => {
    const { cookie, userId } = await signInWith('ida@example.com')
    const owner = await signInUser(service, { roles: ['owner'] })
    const { token } = Object((await owner.call('POST', `/v1/users/${userId}/token`)).body)
    const next = 'yellow submarine under ice'
    assert.equal((await post('/v1/password/reset', { token, password: next })).status, 201)
    assert.equal((await post('/v1/password/reset', { token, password: next })).code, 'token_invalid')
    assert.equal((await callAs(service.url, cookie)('GET', '/v1/session')).status, 401)
    for (const email of ['ida@example.com', 'nobody@example.com']) {
      assert.equal((await post('/v1/password/forgotten', { email })).status, 202)
    }
  })

  test('is no secret that the database or the audit log has', async () => {
    const rows = await service.db.query<{ readonly text: string }>(
      `select audit_entry::text as text from audit_entry union all select user_credential::text from user_credential
        union all select user_session::text from user_session union all select user_token::text from user_token`,
    )
    assert.ok(rows.length > 20)
    for (const { text } of rows) {
      assert.doesNotMatch(text, /correct horse|rf_(ses|inv|rst|set)_|@example\.com/)
    }
  })
})

describe('behind a proxy', () => {
  let proxied: TestService
  before(async () => {
    proxied = await openTestService({ proxyHops: 1 })
  })
  after(() => proxied.close())

  test('that speaks https the cookie is bound to the host, and no other is read', async () => {
    const [offer] = await offerSetup(proxied.db)
    const send = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${proxied.url}/v1/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9', ...headers },
        body: JSON.stringify({ ...ada, token: offer?.token }),
      })
    const made = await send({ 'x-forwarded-proto': 'https' })
    assert.equal(made.status, 201)
    const cookie = made.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^__Host-rightful=rf_ses_[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/)
    const token = /=([^;]+)/.exec(cookie)?.[1] ?? ''
    const get = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${proxied.url}/v1/session`, { headers })).status
    assert.equal(await get({ cookie: `__Host-rightful=${token}`, 'x-forwarded-proto': 'https' }), 200)
    assert.equal(await get({ cookie: `rightful=${token}`, 'x-forwarded-proto': 'https' }), 401)
  })
})
