import type { IncomingMessage } from 'node:http'
import type { Authenticator } from '../../platform/http/caller.ts'
import type { HeaderRecord } from '../../platform/http/answer.ts'
import { requireSecureTransport, sessionCookie } from '../../platform/http/session-cookie.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import type { Origin, SignInDoor } from './sessions/sign-in.ts'
import type { StartedSession } from './sessions/start-session.ts'

/** What the routes of access work with. */
export type AccessDoor = SignInDoor & {
  readonly authenticator: Authenticator
  /** For mails; they go by the workspace's own mail server. */
  readonly outbound: Outbound
  /** To providers of identities, some of which the operator may have let stand in a private network. */
  readonly providerOutbound: Outbound
  /** Where browsers reach the server; `null`: it was not set. */
  readonly publicUrl: string | null
}

/** What a request says of where it comes from. */
export type Asking = { readonly incoming: IncomingMessage; readonly remoteAddress: string; readonly proxyHops: number }

/** Where a request with a password or a token comes from. Throws `transport_insecure` where it came in clear text over a network. */
export function originOf({ incoming, remoteAddress, proxyHops }: Asking): Origin {
  requireSecureTransport(incoming, proxyHops)
  return { ip: remoteAddress, userAgent: incoming.headers['user-agent'] ?? '' }
}

/** The header that gives the browser the session that was just made. */
export function cookieOf(asking: Asking, started: StartedSession): HeaderRecord {
  return sessionCookie(asking, started)
}
