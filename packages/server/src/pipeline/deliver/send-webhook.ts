import type { DestinationConfig } from '../../control/connections/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import type { Message } from './message.ts'
import { outcomeOfReply, type SendOutcome } from './send-outcome.ts'
import { signWebhook } from './sign-webhook.ts'

/** What the senders of all kinds work with. */
export type SendPorts = {
  readonly outbound: Outbound
  /** The database's clock, epoch milliseconds. */
  readonly nowMs: () => number
}

/** Posts a message to a webhook, signed. */
export async function sendWebhook(
  { outbound, nowMs }: SendPorts,
  message: Message,
  config: DestinationConfig & { readonly kind: 'webhook' },
): Promise<SendOutcome> {
  const payload = webhookPayload(message)
  const timestamp = Math.floor(nowMs() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Rightful',
    'webhook-id': message.messageId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signWebhook({ messageId: message.messageId, timestamp, payload }, config.secrets, nowMs()),
  }
  return outcomeOfReply(await outbound.post({ url: config.url, headers, body: payload }), nowMs())
}

/** The body of a webhook. Receivers put what concerns a lead in order by `data.lead_version`, then `data.position`. */
export function webhookPayload(message: Message): string {
  const { body, leadId, version, position, given } = message
  const place = leadId === null ? { position } : { lead_id: leadId, lead_version: version, position }
  return JSON.stringify({
    id: message.eventId,
    type: message.kind,
    timestamp: isoTime(message.atMs),
    workspace: message.workspaceId,
    data: { ...body, ...place, ...(given === null ? {} : { given }) },
  })
}
