import { hash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { HeaderRecord } from '../../../platform/http/answer.ts'
import { isSecureRequest } from '../../../platform/http/session-cookie.ts'
import { ATTEMPT_SECONDS } from './attempt-queries.ts'

/** By it a browser that comes back from the provider is known to be the one that was sent there. */
const names = { secure: '__Host-rightful-sign-in', plain: 'rightful-sign-in' } as const

/** A request of a browser. */
type Asking = { readonly incoming: IncomingMessage; readonly proxyHops: number }

/** A new token of a sign-in under way. */
export function makeAttemptToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of it. */
export function hashAttemptToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/** The header that gives the browser the token. Lax, because the provider's page sends the browser back. */
export function attemptCookie({ incoming, proxyHops }: Asking, token: string): HeaderRecord {
  const isSecure = isSecureRequest(incoming, proxyHops)
  const start = `${isSecure ? names.secure : names.plain}=${token}`
  const end = isSecure ? '; Secure' : ''
  return { 'Set-Cookie': `${start}; Path=/; Max-Age=${ATTEMPT_SECONDS}; HttpOnly; SameSite=Lax${end}` }
}

/** The token that the browser has; `null`: none. */
export function readAttemptToken({ incoming, proxyHops }: Asking): string | null {
  const start = `${isSecureRequest(incoming, proxyHops) ? names.secure : names.plain}=`
  const parts = (incoming.headers.cookie ?? '').split(';').map((part) => part.trim())
  return parts.find((part) => part.startsWith(start))?.slice(start.length) ?? null
}
