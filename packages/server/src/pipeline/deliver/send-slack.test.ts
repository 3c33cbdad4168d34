import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createOutbound } from '../../platform/outbound/create-outbound.ts'
import type { Message } from './message.ts'
import { sendSlack, slackPayload } from './send-slack.ts'
import { receive } from './testing/run-node.ts'

const message: Message = {
  workspaceId: '',
  messageId: 'msg_1_7_1',
  eventId: '7-1',
  version: 7,
  position: 1,
  kind: 'lead.assigned',
  atMs: 0,
  leadId: 'b9b2c6c0-0000-7000-8000-000000000000',
  ownerId: 'ada',
  body: { sentence: 'Ada was next in pool dach.' },
  given: { name: '<!channel> & <https://evil.example|click>' },
}

describe('a message at Slack', () => {
  test('says what happened, to whom and why', () => {
    assert.deepEqual(slackPayload({ ...message, given: null }), {
      text: 'A lead was assigned to ada',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '*A lead was assigned to ada*' } },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*Owner*: ada\n*Why*: Ada was next in pool dach.\n*Lead*: b9b2c6c0-0000-7000-8000-000000000000\n*Event*: 7-1',
          },
        },
      ],
    })
  })

  test('calls no channel and links nowhere, whatever a form holds', () => {
    const text = JSON.stringify(slackPayload(message))
    assert.ok(text.includes('&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;'))
    assert.ok(!/[<>]/.test(text))
  })

  test('keeps each block within what Slack takes', () => {
    const given = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`${'<'.repeat(300)} ${index}`, '&'.repeat(5000)]),
    )
    const payload = JSON.parse(JSON.stringify(slackPayload({ ...message, given })))
    assert.ok(payload.blocks.length <= 50)
    for (const { text } of payload.blocks) assert.ok(text.text.length <= 3000, `${text.text.length}`)
  })

  test('is taken with 200, and its channel gone with 410', async (t) => {
    const outbound = createOutbound({ allowPlain: true, allowPrivate: true })
    t.after(() => outbound.close())
    const receiver = await receive(t, (response, _, index) => {
      if (index === 0) response.writeHead(200).end('ok')
      else response.writeHead(410).end('channel_is_archived')
    })
    const config: Parameters<typeof sendSlack>[2] = {
      kind: 'slack',
      url: receiver.url,
      events: ['*'],
      include_person: false,
    }
    const ports = { outbound, nowMs: () => 0 }
    assert.deepEqual(await sendSlack(ports, message, config), { kind: 'delivered' })
    assert.equal((await sendSlack(ports, message, config)).kind, 'gone')
    assert.deepEqual(JSON.parse(receiver.received[0]?.text ?? ''), slackPayload(message))
  })
})
