import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { callAs, type SignedInUser, signInUser } from '../../../testing/sign-in-user.ts'
import {
  clientId,
  clientSecret,
  openIdentityProvider,
  type TestIdentityProvider,
} from './testing/open-identity-provider.ts'
import { createTestBrowser, type Step, type TestBrowser } from './testing/test-browser.ts'

let service: TestService
let idp: TestIdentityProvider
let owner: SignedInUser
let providerId = ''
let groupId = ''
const settings = { name: 'Company', client_id: clientId, client_secret: clientSecret, email_domains: ['example.com'] }

before(async () => {
  service = await openTestService()
  idp = await openIdentityProvider()
  owner = await signInUser(service, { roles: ['owner'] })
  groupId = Object(await owner.call('POST', '/v1/groups', { name: 'legal' })).body.group_id
  providerId = await addProvider({ joining: 'anyone', default_roles: ['viewer'] })
})
after(async () => {
  await idp.close()
  await service.close()
})

let made = 0

/** A provider beside the others, whose redirect address the real one knows. */
async function addProvider(change: Readonly<Record<string, unknown>>): Promise<string> {
  made += 1
  const body = { ...settings, name: `Company ${made}`, issuer: idp.issuer, ...change }
  const answer = await owner.call('POST', '/v1/identity-providers', body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const id: string = Object(answer.body).provider_id
  idp.allowRedirect(`${service.url}/v1/sign-in/${id}/callback`)
  return id
}

const begin = (id: string, query = ''): string => `${service.url}/v1/sign-in/${id}${query}`

/** The whole way: to the provider, through its pages, and back to where it sends the browser. */
async function signIn(browser: TestBrowser, id = providerId, query = ''): Promise<Step> {
  return browser.open(await wayBack(browser, { id, query }))
}

async function wayBack(
  browser: TestBrowser,
  { id = providerId, query = '', change = (url: URL) => url.href } = {},
): Promise<string> {
  const sent = await browser.open(begin(id, query))
  assert.equal(sent.status, 303, sent.code ?? '')
  return browser.through(change(new URL(sent.location)), idp.issuer)
}

async function sessionOf(browser: TestBrowser): Promise<Readonly<Record<string, never>>> {
  const { body } = await callAs(service.url, browser.cookies(service.url))('GET', '/v1/session')
  return Object(body)
}

const person = (email: string, more: object = {}): object => ({ email, email_verified: true, name: 'Grace', ...more })

describe('signing in by a provider', () => {
  test('makes a user who comes back as the same one, whatever their address is by then', async () => {
    idp.becomes('grace', { ...person('Grace@Example.com') })
    const browser = createTestBrowser()
    const step = await signIn(browser, providerId, '?return_to=/leads%3Fpage%3D2')
    assert.deepEqual([step.status, step.location], [303, `${service.url}/leads?page=2`])
    const { user, session } = Object(await sessionOf(browser))
    assert.deepEqual(
      [user.email, user.name, user.roles, session.method],
      ['grace@example.com', 'Grace', ['viewer'], 'sso'],
    )
    idp.becomes('grace', { email: 'other@elsewhere.example', email_verified: false })
    const again = createTestBrowser()
    assert.equal((await signIn(again)).status, 303)
    assert.equal(Object(await sessionOf(again)).user.user_id, user.user_id)
  })

  test('lets in whoever was invited, and nobody else, where only they may come', async () => {
    const invited = await addProvider({ joining: 'invited' })
    idp.becomes('henry', { ...person('henry@example.com') })
    assert.equal((await signIn(createTestBrowser(), invited)).reason, 'not_invited')
    await owner.call('POST', '/v1/users', { email: 'henry@example.com', name: 'Henry', roles: ['rep'] })
    const browser = createTestBrowser()
    assert.equal((await signIn(browser, invited)).status, 303)
    const { user } = Object(await sessionOf(browser))
    assert.deepEqual([user.name, user.roles, user.status], ['Henry', ['rep'], 'active'])
  })

  test('never goes by an address that is not verified, or of another domain', async () => {
    const unverified = person('ida@example.com', { email_verified: false })
    for (const [known, reason] of [
      [unverified, 'email_not_verified'],
      [person('ida@example.org'), 'email_domain'],
      [{ name: 'Ida' }, 'email_not_verified'],
    ] as const) {
      idp.becomes('ida', { ...known })
      const step = await signIn(createTestBrowser())
      assert.deepEqual([step.status, step.code, step.reason], [403, 'sign_in_refused', reason])
    }
  })

  test('refuses who was disabled', async () => {
    idp.becomes('judy', { ...person('judy@example.com') })
    const browser = createTestBrowser()
    await signIn(browser)
    const { user } = Object(await sessionOf(browser))
    await owner.call('PATCH', `/v1/users/${user.user_id}`, { status: 'disabled' })
    assert.equal((await signIn(createTestBrowser())).reason, 'disabled')
  })

  test('sets roles and groups as the provider lists them each time', async () => {
    const mapping = [
      { value: 'sales-admins', roles: ['sales_ops'], group_id: groupId },
      { value: 'readers', roles: ['viewer'] },
    ]
    const mapped = await addProvider({ joining: 'anyone', groups_claim: 'groups', group_mapping: mapping })
    const enter = async (groups: readonly string[]): Promise<readonly unknown[]> => {
      idp.becomes('kim', { ...person('kim@example.com', { groups }) })
      const browser = createTestBrowser()
      const step = await signIn(browser, mapped)
      if (step.code !== null) return [step.reason]
      const { user, groups: here } = Object(await sessionOf(browser))
      return [user.roles, here]
    }
    assert.deepEqual(await enter(['sales-admins', 'other']), [['sales_ops'], ['legal']])
    assert.deepEqual(await enter(['readers']), [['viewer'], []])
    assert.deepEqual(await enter([]), ['no_role'])
    const { body } = await owner.call('GET', '/v1/users')
    const kim = Object(body).data.find(({ email }: { readonly email: string }) => email === 'kim@example.com')
    assert.deepEqual(kim.roles, [])
  })

  test('steps a session up by the same person only', async () => {
    idp.becomes('lea', { ...person('lea@example.com') })
    const browser = createTestBrowser()
    await signIn(browser)
    assert.equal(Object(await sessionOf(browser)).stepped_up_until, null)
    assert.equal((await signIn(browser, providerId, '?step_up=true')).status, 303)
    assert.notEqual(Object(await sessionOf(browser)).stepped_up_until, null)
    idp.becomes('grace', { ...person('grace@example.com') })
    browser.forget(idp.issuer)
    assert.equal((await signIn(browser, providerId, '?step_up=true')).reason, 'other_person')
    assert.equal((await createTestBrowser().open(begin(providerId, '?step_up=true'))).code, 'unauthenticated')
  })
})

describe('a sign-in by a provider', () => {
  before(() => idp.becomes('mia', { ...person('mia@example.com') }))

  test('belongs to the browser that began it, once', async () => {
    const browser = createTestBrowser()
    const back = await wayBack(browser)
    assert.equal((await createTestBrowser().open(back)).code, 'sign_in_not_begun')
    assert.equal((await browser.open(back)).status, 303)
    assert.equal((await browser.open(back)).code, 'sign_in_not_begun')
  })

  test('fails with another state, a code that was used, and another nonce', async () => {
    const stateful = createTestBrowser()
    const forged = new URL(await wayBack(stateful))
    forged.searchParams.set('state', 'another')
    assert.equal((await stateful.open(forged.href)).code, 'sign_in_not_begun')

    const first = createTestBrowser()
    const used = new URL(await wayBack(first))
    await first.open(used.href)
    const second = createTestBrowser()
    const replayed = new URL(await wayBack(second))
    replayed.searchParams.set('code', used.searchParams.get('code') ?? '')
    const step = await second.open(replayed.href)
    assert.deepEqual([step.code, step.reason], ['identity_provider_denied', 'invalid_grant'])

    const third = createTestBrowser()
    const change = (url: URL): string => {
      url.searchParams.set('nonce', 'another')
      return url.href
    }
    const mismatched = await third.open(await wayBack(third, { change }))
    assert.deepEqual([mismatched.code, mismatched.reason], ['identity_provider_denied', 'id_token'])
  })

  test('fails with a token that is over, is for another client, or is signed by somebody else or by nobody', async () => {
    const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
    for (const alteration of [
      { claims: { iat: now - 900, exp: now - 600 } },
      { claims: { aud: 'another' } },
      { claims: { sub: 'grace' }, isForged: true },
      { claims: {}, isUnsigned: true },
    ]) {
      idp.alterNextToken(alteration)
      const step = await signIn(createTestBrowser())
      assert.deepEqual([step.code, step.reason], ['identity_provider_denied', 'id_token'])
    }
    assert.equal((await signIn(createTestBrowser())).status, 303)
  })

  test('is over after ten minutes', async () => {
    const browser = createTestBrowser()
    const back = await wayBack(browser)
    await service.db.execute(`update sign_in_attempt set expires_at = expires_at - interval '601 seconds'`)
    assert.equal((await browser.open(back)).code, 'sign_in_not_begun')
  })

  test('leads back to paths of this server only', async () => {
    for (const path of ['https://evil.example/', '//evil.example', '/\\evil.example', '/\tx', 'leads', '/%0d\r\nx']) {
      const step = await createTestBrowser().open(begin(providerId, `?return_to=${encodeURIComponent(path)}`))
      assert.equal(step.code, 'invalid_request', path)
    }
  })

  test('asks by PKCE, and tells the provider no more than it has to know', async () => {
    const { location } = await createTestBrowser().open(begin(providerId))
    const { searchParams } = new URL(location)
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    assert.equal(searchParams.get('scope'), 'openid email profile')
    assert.equal(searchParams.get('redirect_uri'), `${service.url}/v1/sign-in/${providerId}/callback`)
  })
})

describe('a provider', () => {
  test('that is not there, is switched off or does not answer is told as such', async () => {
    const off = await addProvider({ is_enabled: false })
    const silent = await addProvider({ issuer: 'http://127.0.0.1:9' })
    const wrong = await addProvider({ issuer: `${idp.issuer}/elsewhere` })
    // The same provider by another name, which is not the one that it gives itself.
    const renamed = await addProvider({ issuer: idp.issuer.replace('127.0.0.1', 'localhost') })
    const codes = await Promise.all([off, silent, wrong, renamed].map((id) => createTestBrowser().open(begin(id))))
    assert.deepEqual(
      codes.map(({ code }) => code),
      ['identity_provider_not_found', ...Array.from({ length: 3 }, () => 'identity_provider_failed')],
    )
  })

  test('never shows its secret, which is sealed and stays where none is sent', async () => {
    const { body } = await owner.call('PUT', `/v1/identity-providers/${providerId}`, {
      name: 'Renamed',
      issuer: idp.issuer,
      client_id: clientId,
      joining: 'anyone',
      default_roles: ['viewer'],
      email_domains: ['Example.COM'],
    })
    assert.equal(Object(body).has_secret, true)
    assert.doesNotMatch(JSON.stringify(body), new RegExp(clientSecret))
    const rows = await service.db.query<{ readonly text: string }>(
      `select identity_provider::text as text from identity_provider`,
    )
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(clientSecret))
    idp.becomes('nora', { ...person('nora@example.com') })
    assert.equal((await signIn(createTestBrowser())).status, 303)
    const options = await callAs(service.url, '')('GET', '/v1/sign-in')
    assert.ok(JSON.stringify(options.body).includes(`/v1/sign-in/${providerId}`))
  })

  test('lets nobody join whose domain is not named', async () => {
    const body = { ...settings, issuer: idp.issuer, joining: 'anyone', email_domains: [] }
    assert.equal((await owner.call('POST', '/v1/identity-providers', body)).body.code, 'invalid_request')
  })

  test('is told of in the audit log, without names and addresses', async () => {
    const rows = await service.db.query<{ readonly action: string; readonly details: string }>(
      `select audit_entry.action, audit_entry.details from audit_entry where audit_entry.actor like 'provider:%' or audit_entry.subject_kind = 'identity_provider'`,
    )
    const actions = new Set(rows.map(({ action }) => action))
    for (const action of ['identity_provider.added', 'identity_provider.changed', 'user.added', 'user.identity_linked'])
      assert.ok(actions.has(action), action)
    assert.doesNotMatch(JSON.stringify(rows), /grace|henry|@/i)
  })
})
