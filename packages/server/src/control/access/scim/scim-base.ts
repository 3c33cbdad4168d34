import type { IncomingMessage } from 'node:http'
import { isSecureRequest } from '../../../platform/http/session-cookie.ts'

/** Where SCIM is served: under the address that was set, or the name that was asked, which was checked to be one of ours. */
export function scimBase(
  publicUrl: string | null,
  { incoming, proxyHops }: { readonly incoming: IncomingMessage; readonly proxyHops: number },
): string {
  const scheme = isSecureRequest(incoming, proxyHops) ? 'https' : 'http'
  return new URL('/scim/v2', publicUrl ?? `${scheme}://${incoming.headers.host ?? 'localhost'}`).href
}
