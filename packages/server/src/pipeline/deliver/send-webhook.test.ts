import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { switchOffDestination } from '../../control/connections/change-destination.ts'
import { sealGiven } from '../../control/privacy/read.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { makeSecret, openOutbox, type TestOutbox } from './testing/open-outbox.ts'
import type { Received } from './testing/open-receiver.ts'
import { areSettled, haveFailedOnce, isWithin, receive, runNode, untilRows } from './testing/run-node.ts'

let outbox: TestOutbox
before(async () => (outbox = await openOutbox()))
after(() => outbox.close())

function verify(secret: string, { text, headers }: Received): unknown {
  return new Webhook(secret).verify(text, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  })
}

describe('a webhook', () => {
  test('is signed by every valid secret, and by no other', async (t) => {
    const receiver = await receive(t)
    const [newest, kept, over] = [makeSecret(), makeSecret(Date.now() + 60_000), makeSecret(Date.now() - 60_000)]
    const destinationId = await outbox.addDestination({
      kind: 'webhook',
      url: receiver.url,
      secrets: [newest, kept, over],
    })
    const leadId = newId()
    const version = await outbox.tell(
      { kind: 'lead.assigned', leadId, ownerId: 'ada', body: { owner_id: 'ada', reason: 'pool' } },
      [destinationId],
    )
    runNode(t, outbox)
    await receiver.until(1)
    const [request] = receiver.received
    assert.ok(request !== undefined)
    for (const { secret } of [newest, kept]) {
      assert.deepEqual(verify(secret, request), {
        id: `${version}-1`,
        type: 'lead.assigned',
        timestamp: request.text.match(/"timestamp":"([^"]+)"/)?.[1],
        workspace: outbox.workspaceId,
        data: { owner_id: 'ada', reason: 'pool', lead_id: leadId, lead_version: version, position: 1 },
      })
      assert.throws(() => verify(secret, { ...request, text: request.text.replace('ada', 'bob') }), /No matching/)
    }
    assert.throws(() => verify(over.secret, request), /No matching/)
    assert.throws(() => verify(makeSecret().secret, request), /No matching/)
    const [row] = await untilRows(outbox, destinationId, areSettled)
    assert.deepEqual([row?.state, row?.attempts, row?.error], ['delivered', 1, null])
  })

  test('holds what was given for the lead only where that is wanted, and never once it was erased', async (t) => {
    const [plain, full] = [await receive(t), await receive(t)]
    const destinationIds = [
      await outbox.addDestination({ kind: 'webhook', url: plain.url }),
      await outbox.addDestination({ kind: 'webhook', url: full.url, include_person: true }),
    ]
    const [known, erased] = [newId(), newId()]
    const keys = await readWorkspaceKeys(outbox.db, outbox.workspaceId)
    const person = { leadId: known, seed: null, given: { name: 'Grace', email: 'grace@example.com' } }
    const { seed, given } = sealGiven(keys, person, [])
    await outbox.db.execute(`insert into lead_person (workspace_id, lead_id, seed, given) values ($1, $2, $3, $4)`, [
      outbox.workspaceId,
      known,
      seed,
      given,
    ])
    await outbox.tell({ kind: 'lead.assigned', leadId: known, ownerId: 'ada' }, destinationIds)
    await outbox.tell({ kind: 'lead.assigned', leadId: erased, ownerId: 'ada' }, destinationIds)
    runNode(t, outbox)
    await Promise.all([plain.until(2), full.until(2)])
    assert.ok(plain.received.every(({ text }) => !text.includes('grace') && !text.includes('given')))
    const givenOf = (leadId: string): unknown =>
      full.received.find(({ body }) => body.data['lead_id'] === leadId)?.body.data['given']
    assert.deepEqual(givenOf(known), { name: 'Grace', email: 'grace@example.com' })
    assert.equal(givenOf(erased), undefined)
  })

  test('that fails is sent again under the same id, later each time, and as late as the receiver asks', async (t) => {
    const receiver = await receive(t, (response, _, index) => {
      if (index === 0) response.writeHead(500).end()
      else response.writeHead(429, { 'retry-after': '3600' }).end()
    })
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: receiver.url })
    await outbox.tell({ kind: 'policy.activated' }, [destinationId])
    runNode(t, outbox)
    const [first] = await untilRows(outbox, destinationId, haveFailedOnce)
    assert.deepEqual([first?.state, first?.attempts, first?.error], ['waiting', 1, 'answered 500'])
    assert.ok(isWithin(first?.inSeconds, 3, 6.1), `again in ${first?.inSeconds} s`)
    await outbox.passTime(destinationId)
    const [second] = await untilRows(outbox, destinationId, ([row]) => row?.error === 'answered 429')
    assert.ok(isWithin(second?.inSeconds, 3590, 3601), `again in ${second?.inSeconds} s`)
    const [one, two] = receiver.received
    assert.equal(one?.headers['webhook-id'], two?.headers['webhook-id'])
  })

  test('that is misunderstood, refused or unknown is tried again as well', async (t) => {
    const statuses = [400, 401, 403, 404, 408, 409, 425]
    const receivers = await Promise.all(
      statuses.map((status) => receive(t, (response) => response.writeHead(status).end())),
    )
    const ids = await Promise.all(receivers.map(({ url }) => outbox.addDestination({ kind: 'webhook', url })))
    await outbox.tell({ kind: 'policy.activated' }, ids)
    runNode(t, outbox)
    for (const [index, id] of ids.entries()) {
      const [row] = await untilRows(outbox, id, haveFailedOnce)
      assert.deepEqual([row?.state, row?.error], ['waiting', `answered ${statuses[index]}`])
    }
  })

  test('that meets a redirect, silence or a closed connection says so; a huge reply is taken for what its head says', async (t) => {
    const redirecting = await receive(t, (response) => response.writeHead(307, { location: 'http://10.0.0.1/' }).end())
    const silent = await receive(t, () => undefined)
    const closing = await receive(t, (response) => response.destroy())
    const huge = await receive(t, (response) => {
      response.on('error', () => undefined)
      response.writeHead(200).end('x'.repeat(5_000_000))
    })
    const ids = await Promise.all(
      [redirecting, silent, closing, huge].map(({ url }) => outbox.addDestination({ kind: 'webhook', url })),
    )
    await outbox.tell({ kind: 'policy.activated' }, ids)
    runNode(t, outbox, { times: { headersTimeoutMs: 200, totalTimeoutMs: 1000 } })
    const said = await Promise.all(
      ids.map(async (id) => (await untilRows(outbox, id, (rows) => areSettled(rows) || haveFailedOnce(rows)))[0]),
    )
    assert.deepEqual(
      said.map((row) => [row?.state, row?.error]),
      [
        ['waiting', 'answered that it is elsewhere; give the address it has now'],
        ['waiting', 'did not answer in time'],
        ['waiting', 'could not be reached, or hung up'],
        ['delivered', null],
      ],
    )
  })

  test('answered with 410 switches the destination off, which is an event itself', async (t) => {
    const gone = await receive(t, (response) => response.writeHead(410).end())
    const other = await receive(t)
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: gone.url })
    const otherId = await outbox.addDestination({ kind: 'webhook', url: other.url })
    await outbox.db.execute(`update desk set version = 1000 where workspace_id = $1`, [outbox.workspaceId])
    await outbox.tell({ kind: 'policy.activated' }, [destinationId])
    runNode(t, outbox, {
      onGone: async (address) => void (await switchOffDestination(outbox.db, { ...address, by: 'system' }, 'gone')),
    })
    await other.until(1)
    const data = { destination_id: destinationId, action: 'switched_off', reason: 'gone', by: 'system' }
    assert.deepEqual(other.received[0]?.body.data, { ...data, position: 1 })
    const [row] = await outbox.rowsOf(destinationId)
    assert.deepEqual([row?.state, row?.error], ['failed', 'answered 410, that it is gone'])
    await untilRows(outbox, otherId, areSettled)
    const [switched] = await outbox.db.query<{ active: boolean }>(
      `select active from destination where workspace_id = $1 and destination_id = $2`,
      [outbox.workspaceId, destinationId],
    )
    assert.equal(switched?.active, false)
  })
})
