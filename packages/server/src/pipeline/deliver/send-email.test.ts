import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, test, type TestContext } from 'node:test'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { newId } from '../../platform/ids/new-id.ts'
import { createOutbound, type OutboundOptions } from '../../platform/outbound/create-outbound.ts'
import type { Message } from './message.ts'
import { sendEmail } from './send-email.ts'
import type { SendOutcome } from './send-outcome.ts'
import { openOutbox, type TestOutbox } from './testing/open-outbox.ts'
import { areSettled, runNode, untilRows } from './testing/run-node.ts'

let outbox: TestOutbox
before(async () => {
  outbox = await openOutbox()
  for (const [ownerId, body] of [
    ['ada', { email: 'ada@rightful.example' }],
    ['ben', {}],
  ] as const) {
    await outbox.db.execute(
      `insert into roster_record (workspace_id, kind, record_id, from_version, from_at, body, changed_by)
       values ($1, 'owner', $2, 1, now(), $3, 'test')`,
      [outbox.workspaceId, ownerId, JSON.stringify(body)],
    )
  }
})
after(() => outbox.close())

type Mailbox = { readonly url: string; readonly mails: ParsedMail[]; readonly recipients: string[][] }

/** Opens a mail server that keeps what it takes. */
async function openMailbox(t: TestContext, options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  const recipients: string[][] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      simpleParser(stream, {}, (error, mail) => {
        mails.push(mail)
        recipients.push(session.envelope.rcptTo.map(({ address }) => address))
        done(error)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const listening = await new Promise<number>((resolve) => {
    const tcp = server.listen(0, '127.0.0.1', () => {
      const address = tcp.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  return { url: `smtp://127.0.0.1:${listening}`, mails, recipients }
}

const message: Message = {
  workspaceId: '',
  messageId: 'msg_1_7_1',
  eventId: '7-1',
  version: 7,
  position: 1,
  kind: 'lead.assigned',
  atMs: 0,
  leadId: newId(),
  ownerId: 'ada',
  body: { sentence: 'Ada was next in pool dach.' },
  given: null,
}

async function send(
  t: TestContext,
  config: { readonly smtp_url: string; readonly to?: string[] },
  more: { readonly message?: Partial<Message>; readonly options?: Partial<OutboundOptions> } = {},
): Promise<SendOutcome> {
  const outbound = createOutbound({ allowPlain: true, allowPrivate: true, ...more.options })
  t.after(() => outbound.close())
  const ports = { outbound, db: outbox.db, nowMs: () => 0 }
  const whole: Parameters<typeof sendEmail>[2] = {
    kind: 'email',
    from: 'rightful@rightful.example',
    to: 'owner',
    events: ['*'],
    include_person: false,
    ...config,
  }
  return sendEmail(ports, { ...message, workspaceId: outbox.workspaceId, ...more.message }, whole)
}

describe('an e-mail', () => {
  test('goes to the address that the roster has for the owner, says why, and is known when it comes twice', async (t) => {
    const mailbox = await openMailbox(t)
    const destinationId = await outbox.addDestination({
      kind: 'email',
      smtp_url: mailbox.url,
      from: 'rightful@rightful.example',
      to: 'owner',
    })
    const body = { sentence: 'Ada was next in pool dach.', route_id: 'german' }
    const version = await outbox.tell({ kind: 'lead.assigned', leadId: newId(), ownerId: 'ada', body }, [destinationId])
    await outbox.tell({ kind: 'lead.held', leadId: newId(), ownerId: null }, [destinationId])
    runNode(t, outbox)
    const rows = await untilRows(outbox, destinationId, areSettled)
    assert.deepEqual(
      rows.map(({ state, error }) => [state, error]),
      [
        ['delivered', null],
        ['delivered', 'it concerns no owner'],
      ],
    )
    const [mail] = mailbox.mails
    assert.deepEqual(mailbox.recipients, [['ada@rightful.example']])
    assert.equal(mail?.subject, 'A lead was assigned to ada')
    assert.match(mail?.text ?? '', /Why: Ada was next in pool dach\.\nRoute: german\n/)
    assert.equal(mail?.messageId, `<msg_${destinationId}_${version}_1@rightful.invalid>`)
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated')
  })

  test('goes to fixed addresses, with name and password where the server wants them', async (t) => {
    const mailbox = await openMailbox(t, {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => {
        if (username === 'u@x' && password === 'p:/w') done(null, { user: 'u' })
        else done(new Error('no'))
      },
    })
    const to = ['one@rightful.example', 'two@rightful.example']
    const known = mailbox.url.replace('smtp://', 'smtp://u%40x:p%3A%2Fw@')
    assert.deepEqual(await send(t, { smtp_url: known, to }), { kind: 'delivered' })
    assert.deepEqual(mailbox.recipients, [to])
    const wrong = await send(t, { smtp_url: mailbox.url.replace('smtp://', 'smtp://u:wrong@'), to })
    assert.deepEqual(wrong, { kind: 'failed', error: 'answered 535', retryAfterMs: null })
  })

  test('cannot be bent by what a form holds', async (t) => {
    const mailbox = await openMailbox(t)
    const given = { name: 'Eve\r\nBcc: all@rightful.example\r\n\r\nHello', ['x\r\nSubject']: 'y' }
    const body = { previous_owner_id: 'x\r\nBcc: all@rightful.example' }
    await send(t, { smtp_url: mailbox.url }, { message: { kind: 'lead.reassigned', given, body } })
    const [mail] = mailbox.mails
    assert.deepEqual(mailbox.recipients, [['ada@rightful.example']])
    assert.equal(mail?.bcc, undefined)
    assert.equal(mail?.subject, 'A lead moved from x Bcc: all@rightful.example to ada')
    assert.match(mail?.text ?? '', /^name: Eve Bcc: all@rightful\.example Hello$/m)
  })

  test('says what stood in its way, and nothing of what the server repeated', async (t) => {
    const refusing = await openMailbox(t, { onRcptTo: ({ address }, _, done) => done(new Error(`no ${address} here`)) })
    assert.deepEqual(await send(t, { smtp_url: refusing.url }), {
      kind: 'failed',
      error: 'answered 550',
      retryAfterMs: null,
    })
    const nowhere = await send(t, { smtp_url: refusing.url }, { message: { ownerId: 'ben' } })
    assert.ok(nowhere.kind === 'failed' && nowhere.error.startsWith('has no address'))
    const closed = await send(t, { smtp_url: 'smtp://127.0.0.1:9' })
    assert.ok(closed.kind === 'failed' && closed.error === 'could not be reached, or hung up')
  })

  test('is not sent in the clear unless that is allowed, nor into the network of the server', async (t) => {
    const mailbox = await openMailbox(t)
    const plain = await send(t, { smtp_url: mailbox.url }, { options: { allowPlain: false } })
    assert.deepEqual(plain, { kind: 'failed', error: 'does not encrypt the connection', retryAfterMs: null })
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '169.254.169.254', '[::1]']) {
      const within = await send(t, { smtp_url: `smtp://${host}:25` }, { options: { allowPrivate: false } })
      assert.deepEqual(within, { kind: 'failed', error: 'has an address that is not public', retryAfterMs: null }, host)
    }
    assert.equal(mailbox.mails.length, 0)
  })

  test('gives up on a server that says nothing', async (t) => {
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(() => server.close())
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const began = performance.now()
    const outcome = await send(
      t,
      { smtp_url: `smtp://127.0.0.1:${address.port}` },
      { options: { totalTimeoutMs: 300 } },
    )
    assert.ok(outcome.kind === 'failed' && outcome.error === 'did not answer in time', JSON.stringify(outcome))
    assert.ok(performance.now() - began < 2000)
  })
})
