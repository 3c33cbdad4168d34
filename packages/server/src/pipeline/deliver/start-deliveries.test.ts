import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../platform/ids/new-id.ts'
import { ownerEvents } from './owner-events.ts'
import { openOutbox, type TestOutbox } from './testing/open-outbox.ts'
import { areSettled, isWithin, receive, runNode, untilRows } from './testing/run-node.ts'

let outbox: TestOutbox
before(async () => (outbox = await openOutbox()))
after(() => outbox.close())

describe('deliveries', () => {
  test('to a dead destination keep no other waiting', async (t) => {
    const dead = await receive(t, () => undefined)
    const lively = await receive(t)
    const ids = [
      await outbox.addDestination({ kind: 'webhook', url: dead.url }),
      await outbox.addDestination({ kind: 'webhook', url: lively.url }),
    ]
    for (let count = 0; count < 60; count += 1) await outbox.tell({ kind: 'lead.assigned', leadId: newId() }, ids)
    runNode(t, outbox, { times: { headersTimeoutMs: 5000, totalTimeoutMs: 5000 } })
    await lively.until(60)
    const rows = await outbox.rowsOf(ids[0] ?? '')
    assert.ok(
      rows.every(({ error }) => error === null),
      'the last has come before the first attempt at the dead one is over',
    )
    assert.ok(dead.received.length <= 8, `${dead.received.length} are under way to the dead one`)
    await outbox.db.execute(`update destination set active = false where destination_id = $1`, [ids[0]])
    await dead.close()
  })

  test('to one that fails stop after a few and go on with one at a time', async (t) => {
    const receiver = await receive(t, (response) => response.writeHead(503).end())
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: receiver.url })
    for (let count = 0; count < 60; count += 1)
      await outbox.tell({ kind: 'lead.touched', leadId: newId() }, [destinationId])
    runNode(t, outbox)
    await receiver.until(5)
    await sleep(300)
    assert.ok(receiver.received.length < 20, `${receiver.received.length} were sent`)
    const untouched = (await outbox.rowsOf(destinationId)).filter(({ attempts }) => attempts === 0)
    assert.ok(untouched.length > 40, 'what is behind has lost no attempt')
  })

  test('by two nodes at once arrive, those of a lead in their order, and repeats keep their id', async (t) => {
    let under = new Set<unknown>()
    const receiver = await receive(t, (response, { body }, index) => {
      const lead = body.data['lead_id']
      assert.ok(!under.has(lead), 'two of one lead are under way')
      under = new Set([...under, lead])
      setTimeout(() => {
        under = new Set([...under].filter((other) => other !== lead))
        response.writeHead(index % 7 === 3 ? 500 : 200).end()
      }, index % 5)
    })
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: receiver.url })
    const leads = Array.from({ length: 20 }, () => newId())
    for (let round = 0; round < 6; round += 1) {
      for (const [index, leadId] of leads.entries()) {
        const kind = (index + round) % 3 === 0 ? 'lead.touched' : 'lead.reassigned'
        await outbox.tell({ kind, leadId, ownerId: 'ada' }, [destinationId])
      }
    }
    runNode(t, outbox)
    runNode(t, outbox)
    const rows = await untilRows(outbox, destinationId, (all) => {
      void outbox.passTimeOfWaiting(destinationId)
      return areSettled(all)
    })
    const arrived = new Map<string, Set<string>>()
    for (const { headers, body } of receiver.received) {
      const ids = arrived.get(body.id) ?? new Set()
      arrived.set(body.id, ids.add(String(headers['webhook-id'])))
    }
    for (const ids of arrived.values()) assert.equal(ids.size, 1)
    const delivered = rows.filter(({ state }) => state === 'delivered').map(({ version }) => `${version}-1`)
    assert.deepEqual(
      delivered.filter((id) => !arrived.has(id)),
      [],
    )
    for (const leadId of leads) {
      const order = receiver.received
        .filter(({ body }) => body.data['lead_id'] === leadId && ownerEvents.includes(body.type))
        .map(({ body }) => Number(body.id.split('-')[0]))
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      )
    }
  })

  test('of a node that is killed between sending and noting are sent again under the same id', async (t) => {
    const receiver = await receive(t, (response, _, index) => {
      if (index > 0) response.writeHead(200).end()
    })
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: receiver.url })
    await outbox.tell({ kind: 'lead.assigned', leadId: newId(), ownerId: 'ada' }, [destinationId])
    const script = join(import.meta.dirname, 'testing', 'deliver-in-process.ts')
    const node = spawn(process.execPath, [script, outbox.connection, outbox.workspaceId], { stdio: 'inherit' })
    await receiver.until(1)
    node.kill('SIGKILL')
    await once(node, 'exit')
    const [held] = await outbox.rowsOf(destinationId)
    assert.deepEqual([held?.state, held?.attempts], ['waiting', 1])
    assert.ok(isWithin(held?.inSeconds, 15, 25), 'the claim holds for a while')
    await outbox.passTime(destinationId)
    runNode(t, outbox)
    await untilRows(outbox, destinationId, areSettled)
    assert.equal(receiver.received.length, 2)
    const [first, second] = receiver.received
    assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id'])
    assert.equal(first?.text, second?.text)
  })

  test('are counted by what came of them, and say how old the backlog is', async (t) => {
    const receiver = await receive(t)
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: receiver.url })
    const { registry } = runNode(t, outbox)
    await outbox.tell({ kind: 'lead.touched', leadId: newId() }, [destinationId])
    await untilRows(outbox, destinationId, areSettled)
    const text = await registry.metrics()
    assert.match(text, /rightful_deliveries_total\{kind="webhook",outcome="delivered"\} 1/)
    assert.match(text, /rightful_delivery_backlog_age_seconds \d/)
  })
})
