import type { ReadyDestination } from '../../control/connections/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Message } from './message.ts'
import { sendEmail } from './send-email.ts'
import type { SendOutcome } from './send-outcome.ts'
import { sendSlack } from './send-slack.ts'
import { type SendPorts, sendWebhook } from './send-webhook.ts'

/** Sends a message the way its destination takes it. Never longer than the way out allows. */
export function sendMessage(
  ports: SendPorts & { readonly db: Queryable },
  message: Message,
  { config }: ReadyDestination,
): Promise<SendOutcome> {
  switch (config.kind) {
    case 'webhook':
      return sendWebhook(ports, message, config)
    case 'email':
      return sendEmail(ports, message, config)
    case 'slack':
      return sendSlack(ports, message, config)
  }
}
