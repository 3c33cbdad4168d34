import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'
import { loopbackHosts } from '../../../platform/http/allowed-hosts.ts'

/** Where browsers reach the server: as it is set, or else under the name of this very machine that they used. Throws `public_url_missing`. */
export function publicUrlOf(configured: string | null, { headers }: IncomingMessage): string {
  if (configured !== null) return configured
  const { host = '' } = headers
  if (loopbackHosts.has(host.replace(/:\d+$/, '').toLowerCase())) return `http://${host}`
  throw new RoutingError('public_url_missing')
}

/** Where a provider sends browsers back to. */
export function redirectUriOf(publicUrl: string, providerId: string): string {
  return new URL(`/v1/sign-in/${providerId}/callback`, publicUrl).href
}
