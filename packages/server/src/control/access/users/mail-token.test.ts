import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { sendRaw } from '../../../platform/http/testing/open-test-app.ts'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { signInUser } from '../../../testing/sign-in-user.ts'

let service: TestService
let server: SMTPServer
const mails: { readonly to: readonly string[]; readonly text: string }[] = []
let told: () => void = () => undefined
before(async () => {
  service = await openTestService()
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: text.replaceAll('=\r\n', '') })
        done()
        told()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await new Promise<number>((resolve) => {
    const tcp = server.listen(0, '127.0.0.1', () => {
      const address = tcp.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const made = await fetch(`${service.url}/v1/destinations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'email',
      name: 'Mail',
      smtp_url: `smtp://127.0.0.1:${port}`,
      from: 'rightful@example.com',
    }),
  })
  assert.equal(made.status, 201)
})
after(async () => {
  await new Promise<void>((resolve) => server.close(resolve))
  await service.close()
})

/** The mails that there are once there are so many. */
async function untilMails(count: number): Promise<typeof mails> {
  while (mails.length < count) await new Promise<void>((resolve) => (told = resolve))
  return mails
}

async function post(path: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(service.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

describe('a token', () => {
  test('is mailed to whoever is invited, and to whoever forgot a password and has an account', async () => {
    const owner = await signInUser(service, { roles: ['owner'] })
    await owner.call('POST', '/v1/users', { email: 'cleo@example.com', name: 'Cleo', roles: ['viewer'] })
    const [invitation] = await untilMails(1)
    assert.deepEqual(invitation?.to, ['cleo@example.com'])
    const token = /rf_inv_[\w-]{43}/.exec(invitation?.text ?? '')?.[0]
    assert.ok(invitation?.text.includes(`\n    ${service.url}/accept#${token}\r\n`), invitation?.text)
    assert.equal(await post('/v1/invitations/accept', { token, password: 'correct horse battery staple' }), 201)
    assert.equal(await post('/v1/password/forgotten', { email: 'nobody@example.com' }), 202)
    assert.equal(await post('/v1/password/forgotten', { email: 'cleo@example.com' }), 202)
    const reset = (await untilMails(2))[1]
    assert.deepEqual(reset?.to, ['cleo@example.com'])
    const again = /rf_rst_[\w-]{43}/.exec(reset?.text ?? '')?.[0]
    assert.equal(await post('/v1/password/reset', { token: again, password: 'yellow submarine under ice' }), 201)
    assert.ok(reset?.text.includes(`\n    ${service.url}/reset#${again}\r\n`), reset?.text)
    assert.equal(mails.length, 2)
  })

  test('is never part of a link to where a request claims that the server is', async () => {
    const { port } = new URL(service.url)
    const claims: readonly Readonly<Record<string, string>>[] = [
      { host: 'localhost:6666' },
      { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, 'x-forwarded-host': 'evil.example' },
    ]
    for (const headers of claims) {
      const body = JSON.stringify({ email: 'cleo@example.com' })
      const answer = await sendRaw(`${service.url}/v1/password/forgotten`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        chunks: [body],
      })
      assert.equal(answer.status, 202)
      const mail = (await untilMails(mails.length + 1)).at(-1)
      assert.match(mail?.text ?? '', new RegExp(`http://(localhost|127\\.0\\.0\\.1):${port}/reset#rf_rst_`))
    }
  })
})
