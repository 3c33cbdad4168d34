import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Registry } from 'prom-client'
import { z } from 'zod'
import { createDeliveryMetrics } from './delivery-metrics.ts'
import type { Message } from './message.ts'
import { ownerEvents } from './owner-events.ts'
import { retryDelayMs } from './retry-schedule.ts'
import { webhookPayload } from './send-webhook.ts'
import { signWebhook } from './sign-webhook.ts'
import { makeSecret } from './testing/open-outbox.ts'

const reference = readFileSync(join(import.meta.dirname, '../../../../../docs/reference/webhooks.md'), 'utf8')

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\`\`\``).exec(reference)?.[1]
  assert.ok(found !== undefined, `there is no example in ${language}`)
  return found
}

const message: Message = {
  workspaceId: '019ab2f0-0000-7000-8000-5a3f9a1b2c3d',
  messageId: 'msg_x_4711_3',
  eventId: '4711-3',
  version: 4711,
  position: 3,
  kind: 'lead.assigned',
  atMs: Date.UTC(2026, 10, 24, 9, 15),
  leadId: '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d',
  ownerId: 'owner-07',
  body: { owner_id: 'owner-07', reason: 'pool' },
  given: null,
}

type ReadWebhook = (secret: string, headers: Readonly<Record<string, string>>, body: string) => unknown

async function loadExample(): Promise<ReadWebhook> {
  const module: { readonly readWebhook: ReadWebhook } = await import(
    `data:text/javascript,${encodeURIComponent(block('js'))}`
  )
  return module.readWebhook
}

describe('the reference of webhooks', () => {
  test('shows the body as it is sent', () => {
    assert.deepEqual(JSON.parse(webhookPayload(message)), JSON.parse(block('json')))
  })

  test('has an example that takes what is signed, and nothing that was changed, is old, or comes from others', async () => {
    const readWebhook = await loadExample()
    const [newest, before] = [makeSecret(), makeSecret()]
    const payload = webhookPayload(message)
    const headersAt = (timestamp: number): Record<string, string> => ({
      'webhook-id': message.messageId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook({ messageId: message.messageId, timestamp, payload }, [newest, before], 0),
    })
    const headers = headersAt(Math.floor(Date.now() / 1000))
    for (const { secret } of [newest, before]) {
      assert.deepEqual(readWebhook(secret, headers, payload), JSON.parse(payload))
    }
    assert.throws(() => readWebhook(newest.secret, headers, payload.replace('owner-07', 'owner-08')), /not signed/)
    assert.throws(() => readWebhook(makeSecret().secret, headers, payload), /not signed/)
    assert.throws(() => readWebhook(newest.secret, { ...headers, 'webhook-id': 'msg_other' }, payload), /not signed/)
    assert.throws(() => readWebhook(newest.secret, headersAt(Math.floor(Date.now() / 1000) - 400), payload), /too old/)
    assert.throws(() => readWebhook(newest.secret, {}, payload), /too old/)
  })

  test('names the events about owners, the attempts and the figures as they are', async () => {
    const told = /Events that say who has a lead \((.+?)\)/.exec(reference)?.[1] ?? ''
    assert.deepEqual(
      [...told.matchAll(/`([a-z.]+)`/g)].map(([, kind]) => kind),
      ownerEvents,
    )
    let attempts = 1
    while (retryDelayMs(attempts, null, 0) !== null) attempts += 1
    assert.ok(reference.includes(`three days: ${attempts} in all`), `there are ${attempts}`)
    const registry = new Registry()
    createDeliveryMetrics(registry)
    const names = z.array(z.object({ name: z.string() })).parse(await registry.getMetricsAsJSON())
    assert.deepEqual(
      [...reference.matchAll(/^\| `(rightful_\w+)/gm)].map(([, name]) => name),
      names.map(({ name }) => name),
    )
  })
})
