import { connect, isIP, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { DestinationConfig } from '../../control/connections/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import { OutboundError, outboundFailures } from '../../platform/outbound/outbound-error.ts'
import { composeNotice } from './compose-notice.ts'
import { fieldsOf, type Message } from './message.ts'
import { findOwnerBody } from './queries.ts'
import type { SendOutcome } from './send-outcome.ts'
import type { SendPorts } from './send-webhook.ts'

type EmailConfig = DestinationConfig & { readonly kind: 'email' }

/** Who gets the mail, or why nobody does. */
type Recipients =
  | { readonly kind: 'known'; readonly to: readonly string[] }
  | Exclude<SendOutcome, { kind: 'delivered' }>

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

/** Mails a message to the owner whom it concerns, or to fixed addresses. */
export async function sendEmail(
  ports: SendPorts & { readonly db: Queryable },
  message: Message,
  config: EmailConfig,
): Promise<SendOutcome> {
  const recipients = await findRecipients(ports.db, message, config)
  if (recipients.kind !== 'known') return recipients
  try {
    await mail(ports.outbound, { message, config, to: recipients.to })
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

/** One mail over one connection, which is ours, so that it ends when its time is over. */
async function mail(
  outbound: Outbound,
  { message, config, to }: { readonly message: Message; readonly config: EmailConfig; readonly to: readonly string[] },
): Promise<void> {
  const url = new URL(config.smtp_url)
  const isSecure = url.protocol === 'smtps:'
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const socket = await openSocket(outbound, url)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    socket.destroy()
  }, outbound.totalTimeoutMs)
  const transport = createTransport({
    host: hostname,
    connection: socket,
    secure: isSecure,
    requireTLS: !isSecure && !outbound.allowsPlain,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ from: config.from, to: [...to], ...mailOf(message) })
  } catch (error) {
    throw isLate ? new OutboundError('timed_out', { cause: error }) : error
  } finally {
    clearTimeout(timer)
    transport.close()
    socket.destroy()
  }
}

async function openSocket(outbound: Outbound, url: URL): Promise<Socket> {
  const host = await outbound.addressOf(url.hostname)
  const port = url.port === '' ? PORTS[url.protocol === 'smtps:' ? 'smtps:' : 'smtp:'] : Number(url.port)
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const timer = setTimeout(() => socket.destroy(new OutboundError('timed_out')), outbound.totalTimeoutMs / 2)
    // Whoever uses the socket hears of errors by itself; this one keeps those after its use from being uncaught.
    socket.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })
}

/** Subject, text and the headers by which a mail that comes twice is known. */
export function mailOf(message: Message): {
  readonly subject: string
  readonly text: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
} {
  const { headline, facts } = composeNotice(message)
  return {
    subject: headline,
    text: `${headline}.\n\n${facts.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`,
    messageId: `<${message.messageId}@rightful.invalid>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Rightful-Event': message.eventId },
  }
}

/** What a mail server said is left out but for its code: it may repeat the address. */
function mailFailure(error: unknown): string {
  if (error instanceof OutboundError) return outboundFailures[error.code]
  if (!(error instanceof Error)) return outboundFailures.unreachable
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ETLS') return 'does not encrypt the connection'
  if ('responseCode' in error && typeof error.responseCode === 'number') return `answered ${error.responseCode}`
  return outboundFailures.unreachable
}
