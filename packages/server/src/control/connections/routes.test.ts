import assert from 'node:assert/strict'
import { after, before, describe, test, type TestContext } from 'node:test'
import { destination, destinationWithSecret, deliveryPage } from '@rightful/contract'
import { Registry } from 'prom-client'
import { z } from 'zod'
import { createOutbound } from '../../platform/outbound/create-outbound.ts'
import { OutboundError } from '../../platform/outbound/outbound-error.ts'
import { startDeliveries } from '../../pipeline/deliver/start-deliveries.ts'
import { openReceiver, type Receiver } from '../../pipeline/deliver/testing/open-receiver.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { createDestination } from './change-destination.ts'

let service: TestService
before(async () => (service = await openTestService()))
after(() => service.close())

const failure = z.object({ code: z.string(), errors: z.array(z.object({ where: z.string(), what: z.string() })) })

type Answer = { readonly status: number; readonly body: unknown }

async function call(route: string, body?: unknown, key = service.key): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ')
  const response = await fetch(`${service.url}/v1/destinations${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

async function create(body: unknown): Promise<z.output<typeof destinationWithSecret>> {
  const answer = await call('POST ', body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return destinationWithSecret.parse(answer.body)
}

async function receive(t: TestContext, ...of: Parameters<typeof openReceiver>): Promise<Receiver> {
  const receiver = await openReceiver(...of)
  t.after(receiver.close)
  return receiver
}

function deliver(t: TestContext): void {
  // Other destinations of these tests have names that nobody is to look up.
  const resolve = (): Promise<never> => Promise.reject(new OutboundError('host_unknown'))
  const outbound = createOutbound({ allowPlain: true, allowPrivate: true, resolve })
  const worker = startDeliveries({
    db: service.db,
    outbound,
    registry: new Registry(),
    workspaces: async () => [service.workspaceId],
    onGone: async () => undefined,
    onError: ({ error }) => assert.fail(error),
    everyMs: 20,
  })
  t.after(async () => {
    await worker.stop()
    await outbound.close()
  })
}

const webhook = { kind: 'webhook', name: 'CRM', url: 'https://receiver.example/hook?token=hidden' }

describe('a destination', () => {
  test('tells its secret once, and never what else opens a door', async () => {
    const made = await create(webhook)
    assert.match(made.secret ?? '', /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.equal(made.address, 'https://receiver.example/hook?…')
    const mail = await create({
      kind: 'email',
      name: 'mail',
      smtp_url: 'smtps://user:hidden@mail.example:465',
      from: 'rightful@rightful.example',
    })
    assert.deepEqual([mail.secret, mail.to, mail.events], [null, 'owner', ['lead.assigned', 'lead.reassigned']])
    const slack = await create({ kind: 'slack', name: 'Slack', url: 'https://hooks.slack.example/services/hidden' })
    for (const { destination_id: id } of [made, mail, slack]) {
      const { body } = await call(`GET /${id}`)
      assert.equal(destination.parse(body).destination_id, id)
    }
    const { body } = await call('GET ')
    const text = JSON.stringify(body)
    assert.ok(text.includes(made.destination_id))
    assert.ok(!text.includes('hidden') && !text.includes(made.secret ?? ''), text)
  })

  test('that leads into the network of the server, or is none, is refused', async (t) => {
    const outbound = createOutbound({ allowPlain: false, allowPrivate: false })
    t.after(() => outbound.close())
    const ask = { workspaceId: service.workspaceId, by: 'test' }
    const shared = { name: 'x', include_person: false, events: ['*'] }
    for (const url of [
      'https://127.0.0.1/',
      'https://169.254.169.254/',
      'https://2130706433/',
      'http://example.com/',
    ]) {
      const wanted = { ...shared, kind: 'webhook', url } as const
      await assert.rejects(createDestination({ db: service.db, outbound }, ask, wanted), {
        code: 'destination_invalid',
      })
    }
    for (const host of ['10.0.0.1', '2130706433', '[::ffff:127.0.0.1]']) {
      const wanted = { ...shared, kind: 'email', smtp_url: `smtp://${host}`, from: 'a@b.example', to: 'owner' } as const
      await assert.rejects(createDestination({ db: service.db, outbound }, ask, wanted), {
        code: 'destination_invalid',
      })
    }
    for (const body of [
      { ...webhook, events: ['lead.eaten'] },
      { ...webhook, kind: 'fax' },
      { ...webhook, url: 'file:///' },
    ]) {
      const answer = await call('POST ', body)
      assert.deepEqual([answer.status, failure.parse(answer.body).code], [422, 'invalid_request'])
    }
  })

  test('changes field by field, and takes no field of another kind', async () => {
    const { destination_id: id } = await create(webhook)
    const changed = destination.parse((await call(`PATCH /${id}`, { name: 'ERP', include_person: true })).body)
    assert.deepEqual(
      [changed.name, changed.include_person, changed.address],
      ['ERP', true, 'https://receiver.example/hook?…'],
    )
    const answer = await call(`PATCH /${id}`, { smtp_url: 'smtps://mail.example' })
    const { code, errors } = failure.parse(answer.body)
    assert.deepEqual([answer.status, code, errors[0]?.where], [422, 'destination_invalid', 'body/smtp_url'])
  })

  test('has two valid secrets for a while after rotation, and never three', async () => {
    const made = await create(webhook)
    const first = destinationWithSecret.parse((await call(`POST /${made.destination_id}/rotate-secret`)).body)
    assert.notEqual(first.secret, made.secret)
    const [newest, before] = first.secrets
    assert.equal(first.secrets.length, 2)
    assert.ok(newest?.valid_until === null && first.secret?.startsWith(newest.hint.slice(0, 8)))
    const until = Date.parse(before?.valid_until ?? '') - Date.now()
    assert.ok(until > 86_000_000 && until <= 86_400_000 + 5000, 'a day')
    const path = `/${made.destination_id}/rotate-secret`
    const second = destinationWithSecret.parse((await call(`POST ${path}`, { keep_seconds: 60 })).body)
    assert.equal(second.secrets.length, 2)
    const third = destinationWithSecret.parse((await call(`POST ${path}`, { keep_seconds: 0 })).body)
    assert.equal(third.secrets.length, 1)
  })

  test('is hidden from other workspaces and from keys without the scope', async () => {
    const { destination_id: id } = await create(webhook)
    const stranger = await service.makeKey(['admin'], await service.makeWorkspace())
    const reader = await service.makeKey(['connections:read'])
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['POST', '/test'],
      ['POST', '/redrive'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/1-1/redrive'],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {}
      const foreign = await call(`${method} /${id}${path}`, body, stranger)
      assert.deepEqual([foreign.status, failure.parse(foreign.body).code], [404, 'destination_not_found'], path)
      if (method !== 'GET') assert.equal((await call(`${method} /${id}${path}`, body, reader)).status, 403, path)
    }
  })
})

describe('an event', () => {
  test('of a lead goes to the destination that was made before it, and to one that is switched off no more', async (t) => {
    const receiver = await receive(t)
    deliver(t)
    await service.client.postLead({ attributes: { country: 'DE', email: 'zero@acme.example' } })
    const made = await create({ ...webhook, url: receiver.url, events: ['lead.assigned'] })
    const posted = await service.client.postLead({ attributes: { country: 'DE', email: 'one@acme.example' } })
    await receiver.until(1)
    const [request] = receiver.received
    assert.equal(request?.body.data['lead_id'], posted.lead_id)
    assert.equal(request?.body.data['owner_id'], posted.owner_id)
    assert.ok(!request?.text.includes('acme'))
    const off = destination.parse((await call(`DELETE /${made.destination_id}`)).body)
    assert.equal(off.is_active, false)
    await service.client.postLead({ attributes: { country: 'DE', email: 'two@acme.example' } })
    const page = deliveryPage.parse((await call(`GET /${made.destination_id}/deliveries`)).body)
    assert.deepEqual(
      page.data.map(({ kind, state, lead_id: lead }) => [kind, state, lead]),
      [['lead.assigned', 'delivered', posted.lead_id]],
    )
  })
})

describe('deliveries', () => {
  test('that failed are listed page by page, counted, and sent again one by one or all', async (t) => {
    const receiver = await receive(t)
    const made = await create({ ...webhook, url: receiver.url, events: ['lead.assigned'] })
    for (const name of ['a', 'b', 'c']) {
      await service.client.postLead({ attributes: { country: 'DE', email: `${name}@failing.example` } })
    }
    const path = `/${made.destination_id}`
    await call(`PATCH ${path}`, { is_active: false })
    const first = deliveryPage.parse((await call(`GET ${path}/deliveries?state=failed&limit=2`)).body)
    assert.deepEqual(
      first.data.map(({ error }) => error),
      ['the destination was switched off', 'the destination was switched off'],
    )
    const next = await call(`GET ${path}/deliveries?state=failed&limit=2&cursor=${first.next_cursor}`)
    const second = deliveryPage.parse(next.body)
    assert.deepEqual([second.data.length, second.next_cursor], [1, null])
    assert.deepEqual((await call(`POST ${path}/redrive`)).body, { count: 0, is_dry_run: false })
    await call(`PATCH ${path}`, { is_active: true })
    deliver(t)
    const [one] = second.data
    await call(`POST ${path}/deliveries/${one?.event_id}/redrive`)
    await receiver.until(1)
    assert.equal(receiver.received[0]?.body.id, one?.event_id)
    assert.deepEqual((await call(`POST ${path}/redrive`, { dry_run: true })).body, { count: 2, is_dry_run: true })
    assert.deepEqual((await call(`POST ${path}/redrive`)).body, { count: 2, is_dry_run: false })
    await receiver.until(3)
    const unknown = await call(`POST ${path}/deliveries/999999-1/redrive`)
    assert.deepEqual([unknown.status, failure.parse(unknown.body).code], [404, 'delivery_not_found'])
  })

  test('can be tried out with a test that is signed like any other', async (t) => {
    const receiver = await receive(t, (response, _, index) => response.writeHead(index === 0 ? 200 : 500).end())
    const made = await create({ ...webhook, url: receiver.url })
    const tried = z.object({ is_delivered: z.boolean(), error: z.string().nullable() })
    const good = tried.parse((await call(`POST /${made.destination_id}/test`)).body)
    assert.deepEqual(good, { is_delivered: true, error: null })
    const bad = tried.parse((await call(`POST /${made.destination_id}/test`)).body)
    assert.deepEqual(bad, { is_delivered: false, error: 'answered 500' })
    assert.equal(receiver.received[0]?.body.type, 'destination.test')
    assert.match(String(receiver.received[0]?.headers['webhook-signature']), /^v1,/)
  })
})
