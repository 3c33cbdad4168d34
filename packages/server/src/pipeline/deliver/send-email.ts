import type { DestinationConfig } from '../../control/connections/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { mailFailure, sendMail } from '../../platform/outbound/send-mail.ts'
import { composeNotice } from './compose-notice.ts'
import { reportLines } from './compose-report.ts'
import { fieldsOf, type Message } from './message.ts'
import { findOwnerBody } from './queries.ts'
import type { SendOutcome } from './send-outcome.ts'
import type { SendPorts } from './send-webhook.ts'

type EmailConfig = DestinationConfig & { readonly kind: 'email' }

/** Who gets the mail, or why nobody does. */
type Recipients =
  | { readonly kind: 'known'; readonly to: readonly string[] }
  | Exclude<SendOutcome, { kind: 'delivered' }>

/** Mails a message to the owner whom it concerns, or to fixed addresses. */
export async function sendEmail(
  ports: SendPorts & { readonly db: Queryable },
  message: Message,
  config: EmailConfig,
): Promise<SendOutcome> {
  const recipients = await findRecipients(ports.db, message, config)
  if (recipients.kind !== 'known') return recipients
  try {
    const { smtp_url: smtpUrl, from } = config
    await sendMail(ports.outbound, { smtpUrl, from, to: recipients.to, ...mailOf(message) })
    return { kind: 'delivered' }
  } catch (error) {
    return { kind: 'failed', error: mailFailure(error), retryAfterMs: null }
  }
}

async function findRecipients(db: Queryable, message: Message, { to }: EmailConfig): Promise<Recipients> {
  if (to !== 'owner') return { kind: 'known', to }
  const { workspaceId, ownerId } = message
  if (ownerId === null) return { kind: 'nobody', reason: 'it concerns no owner' }
  const body = await findOwnerBody(db, workspaceId, ownerId)
  const address = body === null ? undefined : fieldsOf(body)['email']
  if (typeof address === 'string' && address !== '') return { kind: 'known', to: [address] }
  return { kind: 'failed', error: 'has no address: the roster has no e-mail for this owner', retryAfterMs: null }
}

/** Subject, text and the headers by which a mail that comes twice is known. */
export function mailOf(message: Message): {
  readonly subject: string
  readonly text: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
} {
  const { headline, facts } = composeNotice(message)
  const notice = [`${headline}.`, '', ...facts.map(([name, value]) => `${name}: ${value}`)]
  return {
    subject: headline,
    text: `${(message.kind === 'report.ready' ? reportLines(message) : notice).join('\n')}\n`,
    messageId: `<${message.messageId}@rightful.invalid>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Rightful-Event': message.eventId },
  }
}
