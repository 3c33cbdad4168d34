import { connect, isIP, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { Outbound } from './create-outbound.ts'
import { OutboundError, outboundFailures } from './outbound-error.ts'

/** A mail, and the server that takes it. */
export type Mail = {
  /** With its user and password: `smtps://user:password@mail.example`. */
  readonly smtpUrl: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly messageId?: string
  readonly headers?: Readonly<Record<string, string>>
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

/**
 * Sends one mail over one connection, which is ours, so that it ends when its time is over. Throws what stood in the way; `mailFailure`
 * says it in words.
 */
export async function sendMail(outbound: Outbound, { smtpUrl, ...mail }: Mail): Promise<void> {
  const url = new URL(smtpUrl)
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
    await transport.sendMail({ ...mail, to: [...mail.to] })
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

/** Why a mail could not be sent. What a mail server said is left out but for its code: it may repeat the address. */
export function mailFailure(error: unknown): string {
  if (error instanceof OutboundError) return outboundFailures[error.code]
  if (!(error instanceof Error)) return outboundFailures.unreachable
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ETLS') return 'does not encrypt the connection'
  if ('responseCode' in error && typeof error.responseCode === 'number') return `answered ${error.responseCode}`
  return outboundFailures.unreachable
}
