import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { readConfig } from './config.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { createLog } from './platform/log/create-log.ts'
import { testSecretKey } from './platform/secrets/testing/test-key.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { openRepeatingPeers, type RepeatingPeers } from './testing/repeating-peers.ts'

/** Values that stand nowhere else, one for each way in. Names of fields are no values: a failure tells which one does not fit. */
const canary = {
  lead: 'canary-lead-5u1@example.org',
  phone: '+4930901820517',
  form: 'canary-form-8k2@example.org',
  imported: 'canary-import-3q9@example.org',
  restricted: 'canary-restricted-4d4@example.org',
  user: 'canary-user-7h7@example.org',
  userName: 'Canarina Ninefold',
  password: 'canary password 9w8 of some length',
  wrongPassword: 'canary wrong 2c2 password',
  badKey: 'rf_live_canaryKey6x6canaryKey6x6canaryKey',
  badToken: 'rf_set_canaryToken1z1',
  cookie: 'canaryCookie5b5',
  smtpPassword: 'canarySmtp0j0',
  clientSecret: 'canaryClientSecret8s8',
  authorizationCode: 'canaryCode9c9',
  urlToken: 'canaryUrl3v3',
  malformed: 'canaryMalformed7r7',
  query: 'canaryQuery2m2',
  path: 'canary-path-6t6@example.org',
  idempotency: 'canary-idem-1y1@example.org',
} as const

type Answered = { readonly status: number; readonly text: string; readonly cookie: string; readonly location: string }

const lines: string[] = []
const failures: string[] = []
const told: Record<string, string> = {}
const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const directory = mkdtempSync('/tmp/rightful-canary-')

let peers: RepeatingPeers
let database: TestDatabase
let server: RunningServer
before(async () => {
  provider.register()
  database = await openTestDatabase()
  peers = await openRepeatingPeers(canary.smtpPassword)
  const reading = readConfig({
    DATABASE_URL: database.connection,
    RIGHTFUL_SECRET_KEYS: testSecretKey,
    RIGHTFUL_DATA_DIRECTORY: directory,
    RIGHTFUL_PORT: '0',
    RIGHTFUL_ALLOW_PRIVATE_DESTINATIONS: 'true',
  })
  assert.ok(reading.kind === 'ready', JSON.stringify(reading))
  const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } })
  server = await startServer(reading.config, log)
})
after(async () => {
  await server.stop()
  peers.close()
  await database.close()
  await provider.shutdown()
  rmSync(directory, { recursive: true, force: true })
  trace.disable()
})

type Call = { readonly body?: unknown; readonly raw?: string; readonly headers?: Record<string, string> }

/** Calls with the first key unless told otherwise, and keeps what a failure says. */
async function call(method: string, path: string, { body, raw, headers = {} }: Call = {}): Promise<Answered> {
  const all = new Headers({
    authorization: `Bearer ${server.firstStart?.key}`,
    'content-type': 'application/json',
    ...headers,
  })
  // An empty header is a key that does not hold, and no person.
  if (headers['authorization'] === '') all.delete('authorization')
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body))
  const answer = await fetch(server.url + path, { method, headers: all, body: sent, redirect: 'manual' })
  const text = await answer.text()
  if (answer.status >= 400) failures.push(`${method} ${answer.status} ${JSON.stringify([...answer.headers])} ${text}`)
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
  return { status: answer.status, text, cookie, location: answer.headers.get('location') ?? '' }
}

async function make(path: string, body: unknown, name: string): Promise<unknown> {
  const { status, text } = await call('POST', path, { body })
  assert.ok(status < 300, `${path}: ${status} ${text}`)
  const made: unknown = JSON.parse(text)
  const secret: unknown = Object(made)[name]
  if (typeof secret === 'string') told[`${path} ${name}`] = secret
  return made
}

const own = (): Record<string, string> => ({ origin: server.url, authorization: '' })

async function bePeople(): Promise<void> {
  const person = { email: canary.user, name: canary.userName, password: canary.password }
  const token = server.setupOffers[0]?.token ?? assert.fail('nobody can sign in yet')
  told['setup token'] = token
  const anonymous = (path: string, body: unknown) => call('POST', path, { body, headers: own() })
  await anonymous('/v1/setup', { ...person, token: canary.badToken })
  await anonymous('/v1/setup', { ...person, token: [canary.badToken] })
  const { status, cookie } = await anonymous('/v1/setup', { ...person, token })
  assert.equal(status, 201)
  told['session'] = cookie.split('=')[1] ?? ''
  await anonymous('/v1/session', { email: canary.user, password: canary.wrongPassword })
  await anonymous('/v1/session', { email: canary.user, password: canary.password })
  await anonymous('/v1/session', {
    email: canary.user,
    password: [canary.wrongPassword],
    wrong_field: canary.malformed,
  })
  await anonymous('/v1/password/forgotten', { email: canary.user })
  await anonymous('/v1/password/reset', { token: canary.badToken, password: canary.wrongPassword })
  await anonymous('/v1/invitations/accept', { token: canary.badToken, password: canary.wrongPassword })
  const signedIn = { origin: server.url, cookie, authorization: '' }
  await call('POST', '/v1/session/step-up', { body: { password: canary.wrongPassword }, headers: signedIn })
  const change = {
    current: canary.wrongPassword,
    password: canary.wrongPassword,
    current_password: canary.wrongPassword,
  }
  await call('POST', '/v1/session/password', { body: change, headers: signedIn })
  await call('POST', '/v1/users', { body: { ...person, roles: ['viewer'] }, headers: signedIn })
  await call('GET', '/v1/session', { headers: { cookie: `rightful=${canary.cookie}`, authorization: '' } })
  await call('GET', '/v1/leads', { headers: { authorization: `Bearer ${canary.badKey}` } })
  await beFederated(cookie)
}

/** Signs in by a provider that gets the client's secret, and repeats it where it fails. */
async function beFederated(cookie: string): Promise<void> {
  const { issuer } = peers
  const body = { name: 'canary', issuer, client_id: 'canary-client', client_secret: canary.clientSecret }
  const headers = { origin: server.url, cookie, authorization: '' }
  const made = await call('POST', '/v1/identity-providers', { body, headers })
  assert.equal(made.status, 201, made.text)
  assert.ok(!made.text.includes(canary.clientSecret))
  const id = String(Object(JSON.parse(made.text)).provider_id)
  await call('PUT', `/v1/identity-providers/${id}`, { body: { ...body, scopes: canary.clientSecret }, headers })
  const sent = await call('GET', `/v1/sign-in/${id}`, { headers: { authorization: '' } })
  assert.equal(sent.status, 303, sent.text)
  const back = new URLSearchParams({
    code: canary.authorizationCode,
    state: new URL(sent.location).searchParams.get('state') ?? '',
  })
  const callback = `/v1/sign-in/${id}/callback?${back.toString()}`
  const refused = await call('GET', callback, { headers: { authorization: '', cookie: sent.cookie } })
  assert.ok(refused.status >= 400 && refused.text.includes('identity_provider_failed'), refused.text)
}

async function beConnected(): Promise<void> {
  await make('/v1/api-keys', { name: 'canary', scopes: ['leads:read'] }, 'key')
  const smtp = `smtp://sender:${canary.smtpPassword}@127.0.0.1:${peers.mailPort}`
  const mail = { kind: 'email', name: 'mail', smtp_url: smtp, from: 'a@example.com', to: ['b@example.com'] }
  await make('/v1/destinations', { ...mail, events: ['*'], include_person: true }, 'secret')
  const url = `${peers.hookUrl}?token=${canary.urlToken}`
  const hook = await make('/v1/destinations', { kind: 'webhook', name: 'hook', url, include_person: true }, 'secret')
  const rotation = `/v1/destinations/${String(Object(hook).destination_id)}/rotate-secret`
  await make(rotation, {}, 'secret')
  await call('POST', '/v1/destinations', {
    body: { ...mail, smtp_url: `http://x:${canary.smtpPassword}@y`, extra: smtp },
  })
  await call('POST', '/v1/destinations', { body: { kind: 'webhook', name: 'x', url: `ftp://h/?${canary.urlToken}` } })
}

async function beLeads(): Promise<void> {
  const attributes = { email: canary.lead, phone: canary.phone, country: 'DE', last_name: canary.userName }
  const idempotent = { 'idempotency-key': canary.idempotency }
  await call('POST', '/v1/leads', { body: { attributes }, headers: idempotent })
  await call('POST', '/v1/leads', { body: { attributes: { ...attributes, country: 'FR' } }, headers: idempotent })
  await call('POST', '/v1/leads', { body: { attributes, wrong_field: canary.lead, priority: canary.lead } })
  await call('POST', '/v1/leads', {
    body: { attributes: { wrong_field: { a: { b: { c: { d: { e: canary.lead } } } } } } },
  })
  await call('POST', '/v1/leads', { raw: `{"attributes":{"email":"${canary.malformed}", ${canary.lead}` })
  await call('POST', '/v1/leads', { raw: canary.lead, headers: { 'content-type': 'text/plain' } })
  await call('GET', `/v1/leads?owner_id=${canary.query}&cursor=${canary.query}&wrong_field=${canary.query}`)
  await call('GET', `/v1/leads/${canary.path}`)
  await call('GET', `/${canary.path}`)
  const form = await make('/v1/forms', { name: 'canary' }, 'none')
  const key = String(Object(form).public_key)
  await call('POST', `/v1/forms/${key}`, { body: { email: canary.form, phone: canary.phone }, headers: own() })
  await call('POST', `/v1/forms/${key}`, { body: { email: canary.form, _token: canary.badToken }, headers: own() })
  const csv = { 'content-type': 'text/csv' }
  await call('POST', '/v1/imports', {
    raw: `email,country\n${canary.imported},DE\n"${canary.imported}\n`,
    headers: csv,
  })
  await make('/v1/restrictions', { email: canary.restricted }, 'none')
  await make('/v1/consents', { email: canary.restricted }, 'none')
}

/** Names of the values that stand in a text. */
function foundIn(text: string): readonly string[] {
  const all: readonly (readonly [string, string])[] = Object.entries({ ...canary, ...told })
  const forms = (value: string): readonly string[] => [value, encodeURIComponent(value), value.toLowerCase()]
  return all.flatMap(([name, value]) => (forms(value).some((one) => text.includes(one)) ? [name] : []))
}

async function auditTexts(): Promise<string> {
  const tables = ['audit_entry', 'audit_pending', 'audit_link', 'audit_chain', 'audit_checkpoint']
  const parts = tables.map(async (table) => {
    const rows = await database.database.query(`select to_jsonb(entry)::text as text from ${table} entry`)
    return rows.map((row) => JSON.stringify(row)).join('\n')
  })
  return (await Promise.all(parts)).join('\n')
}

describe('what is secret, and who a person is', () => {
  before(async () => {
    await bePeople()
    await beConnected()
    await beLeads()
    const endsAt = performance.now() + 20_000
    const { reached } = peers
    while (!(reached.includes('webhook') && reached.includes('mail')) && performance.now() < endsAt) await sleep(50)
  })

  test('went in by every way', () => {
    assert.deepEqual([...new Set(peers.reached)].toSorted(), ['mail', 'token endpoint', 'webhook'])
    assert.ok(Object.keys(told).length >= 5, JSON.stringify(Object.keys(told)))
    assert.ok(failures.length >= 18, String(failures.length))
    const ofServer = failures.filter((text) => /^\w+ 5/.test(text))
    assert.deepEqual(
      ofServer.map((text) => /"code":"(\w+)"/.exec(text)?.[1]),
      ['identity_provider_failed'],
    )
  })

  test('is in no line of the log, at the most talkative level', () => {
    assert.ok(lines.length >= 30, String(lines.length))
    assert.deepEqual(
      lines.filter((line) => foundIn(line).length > 0),
      [],
    )
  })

  test('is in no figure', async () => {
    const { text } = await call('GET', '/metrics')
    assert.match(text, /rightful_/)
    assert.deepEqual(foundIn(text), [])
  })

  test('is in no name, attribute or event of a trace', () => {
    const spans = exporter.getFinishedSpans()
    assert.ok(spans.length >= 30)
    const text = spans.map(({ name, attributes, events, status }) =>
      JSON.stringify({ name, attributes, events, status }),
    )
    assert.deepEqual(
      text.filter((one) => foundIn(one).length > 0),
      [],
    )
  })

  test('is in no failure that is answered', () => {
    assert.deepEqual(
      failures.filter((text) => foundIn(text).length > 0),
      [],
    )
  })

  test('is in no entry of the audit log', async () => {
    const text = await auditTexts()
    assert.ok(text.length > 1000)
    assert.deepEqual(foundIn(text), [])
    assert.deepEqual(foundIn((await call('GET', '/v1/audit?limit=200')).text), [])
  })
})
