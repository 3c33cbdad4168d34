import type { DestinationConfig } from '../../control/connections/read.ts'
import { composeNotice } from './compose-notice.ts'
import type { Message } from './message.ts'
import { outcomeOfReply, type SendOutcome } from './send-outcome.ts'
import type { SendPorts } from './send-webhook.ts'

/** Posts a message to an incoming webhook of Slack. */
export async function sendSlack(
  { outbound, nowMs }: SendPorts,
  message: Message,
  config: DestinationConfig & { readonly kind: 'slack' },
): Promise<SendOutcome> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'Rightful' }
  const body = JSON.stringify(slackPayload(message))
  return outcomeOfReply(await outbound.post({ url: config.url, headers, body }), nowMs())
}

/** The message in Slack's blocks, with a text for where blocks are not shown. */
export function slackPayload(message: Message): unknown {
  const { headline, facts } = composeNotice(message)
  const lines = facts.map(([name, value]) => `*${escaped(name)}*: ${escaped(value)}`)
  return {
    text: escaped(headline),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${escaped(headline)}*` } },
      ...chunksOf(lines).map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
    ],
  }
}

/** Slack takes 3,000 in a block; the longest line there can be is well below. */
const BLOCK_LENGTH_MAX = 2900

function chunksOf(lines: readonly string[]): readonly string[] {
  const chunks: string[] = []
  for (const line of lines) {
    const last = chunks.at(-1)
    const joined = `${last}\n${line}`
    if (last === undefined || joined.length > BLOCK_LENGTH_MAX) chunks.push(line)
    else chunks[chunks.length - 1] = joined
  }
  return chunks
}

/** These three begin mentions, links and entities: nothing that a lead's form holds may call the whole channel. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
