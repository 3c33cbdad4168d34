import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type EventEnvelope, eventEnvelope, eventMap, isEventKind } from '@rightful/contract'
import { z } from 'zod'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function list(query: string): Promise<readonly EventEnvelope[]> {
  const response = await fetch(`${service.url}/v1/events?${query}`, {
    headers: { authorization: `Bearer ${service.key}` },
  })
  assert.equal(response.status, 200)
  return z.object({ data: z.array(eventEnvelope) }).parse(await response.json()).data
}

/** Follows the stream until so many events have come. */
async function follow(query: string, count: number, lastEventId?: string): Promise<readonly EventEnvelope[]> {
  const leave = new AbortController()
  const headers = {
    authorization: `Bearer ${service.key}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  const response = await fetch(`${service.url}/v1/events/stream?${query}`, { headers, signal: leave.signal })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  let text = ''
  const events = (): readonly EventEnvelope[] =>
    [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data = '']) => eventEnvelope.parse(JSON.parse(data)))
  try {
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString('utf8')
      if (events().length >= count) break
    }
  } finally {
    leave.abort()
  }
  return events()
}

describe('events', () => {
  test('come in the order they happened, as documented for their kind, and name nobody', async () => {
    const { lead_id: leadId } = await service.client.postLead({
      attributes: { email: 'jane.roe@acme.example', country: 'DE' },
    })
    await service.client.touchLead(leadId, {})
    await service.client.postLead({ attributes: { country: 'JP', email: 'j@x.example' } })
    await service.client.convertLead(leadId, {})
    const events = await list('')
    const kinds = events.map(({ kind }) => kind)
    assert.deepEqual(
      kinds.filter((kind) => kind.startsWith('lead.')),
      ['lead.assigned', 'lead.touched', 'lead.held', 'lead.closed'],
    )
    for (const { kind, data } of events) {
      assert.ok(isEventKind(kind), kind)
      eventMap[kind].payload.strict().parse(data)
    }
    assert.ok(!JSON.stringify(events).includes('jane'))
    const after = await list(`after=${events[1]?.id}`)
    assert.deepEqual(after, events.slice(2))
    assert.deepEqual(
      (await list('kinds=lead.held')).map(({ kind }) => kind),
      ['lead.held'],
    )
  })

  test('reach a follower as they happen, and one that comes back misses none', async () => {
    const seen = follow('', 2)
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (let index = 0; index < 3; index += 1) await service.client.postLead({ attributes: { country: 'DE' } })
    const [, second] = await seen
    assert.ok(second !== undefined)
    const rest = await follow('', 1, second.id)
    const all = await list('')
    const next = all[all.findIndex(({ id }) => id === second.id) + 1]
    assert.deepEqual(rest[0], next)
    assert.deepEqual((await follow('after=0-0', 1, second.id))[0], next, 'also by the address it began with')
  })

  test('of an unknown kind, or after no place, are refused by name', async () => {
    for (const query of ['kinds=lead.lost', 'after=yesterday']) {
      const response = await fetch(`${service.url}/v1/events?${query}`, {
        headers: { authorization: `Bearer ${service.key}` },
      })
      assert.equal(response.status, 422, query)
    }
  })
})
