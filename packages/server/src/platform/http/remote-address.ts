import type { IncomingMessage } from 'node:http'

/**
 * Where a request comes from. Behind `proxyHops` proxies that are trusted, it is the address that the outermost of them saw:
 * the one so many places from the end of X-Forwarded-For. Without proxies the header is somebody's claim and is not read.
 */
export function remoteAddressOf({ headers, socket }: IncomingMessage, proxyHops: number): string {
  const direct = socket.remoteAddress ?? 'unknown'
  if (proxyHops === 0) return direct
  const forwarded = headers['x-forwarded-for']
  const listed = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? ''))
    .split(',')
    .map((part) => part.trim())
  const seen = listed.filter((part) => part !== '')
  return seen[Math.max(0, seen.length - proxyHops)] ?? direct
}
