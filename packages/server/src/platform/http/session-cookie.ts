import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'
import { loopbackHosts } from './allowed-hosts.ts'

/**
 * The cookie of a session. Where the browser speaks https it is `__Host-rightful`, which no other host and no plain http can set or
 * read. On plain http, which only a browser on this very machine may speak, a browser would drop it (Safari) or keep it (Chrome,
 * Firefox): there it is `rightful` without Secure.
 */
const names = { secure: '__Host-rightful', plain: 'rightful' } as const

/**
 * Whether the browser speaks https. We speak none ourselves: it is so when the outermost of the proxies that are trusted says so in
 * X-Forwarded-Proto. Without proxies the header is somebody's claim and is not read.
 */
export function isSecureRequest({ headers }: IncomingMessage, proxyHops: number): boolean {
  if (proxyHops === 0) return false
  const given = headers['x-forwarded-proto']
  const listed = (Array.isArray(given) ? given.join(',') : (given ?? '')).split(',').map((part) => part.trim())
  return (listed[Math.max(0, listed.length - proxyHops)] ?? '').toLowerCase() === 'https'
}

/** Throws `transport_insecure` where a password or a session would travel in clear text over a network. */
export function requireSecureTransport(incoming: IncomingMessage, proxyHops: number): void {
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!isSecureRequest(incoming, proxyHops) && !loopbackHosts.has(host)) throw new RoutingError('transport_insecure')
}

/** The token of the session's cookie; `null` when there is none. */
export function readSessionToken(incoming: IncomingMessage, proxyHops: number): string | null {
  const { cookie } = incoming.headers
  if (cookie === undefined) return null
  const start = `${isSecureRequest(incoming, proxyHops) ? names.secure : names.plain}=`
  const parts = cookie.split(';').map((part) => part.trim())
  return parts.find((part) => part.startsWith(start))?.slice(start.length) ?? null
}

/** The header that gives the browser a session until it is over. */
export function sessionCookie(
  request: { readonly incoming: IncomingMessage; readonly proxyHops: number },
  session: { readonly token: string; readonly secondsLeft: number },
): Readonly<Record<string, string>> {
  return { 'Set-Cookie': cookieText(request, session.token, Math.max(0, Math.floor(session.secondsLeft))) }
}

/** The header that takes the session from the browser. */
export function endedCookie(request: {
  readonly incoming: IncomingMessage
  readonly proxyHops: number
}): Readonly<Record<string, string>> {
  return { 'Set-Cookie': cookieText(request, '', 0) }
}

function cookieText(
  { incoming, proxyHops }: { readonly incoming: IncomingMessage; readonly proxyHops: number },
  value: string,
  maxAge: number,
): string {
  const isSecure = isSecureRequest(incoming, proxyHops)
  const start = `${isSecure ? names.secure : names.plain}=${value}`
  return `${start}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/**
 * Throws `origin_not_allowed` unless the browser says that a page of this very server calls. A cookie travels by itself, so a change
 * needs that said; reading also works from a link.
 */
export function requireOwnPage({ headers, method = 'GET' }: IncomingMessage): void {
  const site = headers['sec-fetch-site']
  if (method === 'GET' || method === 'HEAD') {
    const isLink = headers['sec-fetch-mode'] === 'navigate'
    if (site === undefined || site === 'same-origin' || site === 'none' || isLink) return
    throw new RoutingError('origin_not_allowed')
  }
  // An Origin that is not ours was refused before.
  const isOwn = site === undefined ? headers.origin !== undefined : site === 'same-origin'
  if (!isOwn) throw new RoutingError('origin_not_allowed')
}
