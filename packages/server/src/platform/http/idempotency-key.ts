import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'

/** A request that may be sent again: its key, and a hash that tells a repeat from another request with the same key. */
export type Idempotency = { readonly key: string; readonly fingerprint: string }

const lengthMax = 200

/**
 * The Idempotency-Key of a request whose body was read; `null` without one. The key is 1 to 200 visible ASCII characters, bare or
 * as a quoted string. The fingerprint covers method, path and content of the body, whatever its spaces and order of keys.
 */
export function readIdempotencyKey(incoming: IncomingMessage, body: unknown): Idempotency | null {
  const given = incoming.headers['idempotency-key']
  if (given === undefined) return null
  const text = Array.isArray(given) ? given.join(',') : given
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > lengthMax) throw new RoutingError('idempotency_key_invalid')
  const said = `${incoming.method} ${incoming.url} ${JSON.stringify(inOrder(body))}`
  return { key, fingerprint: hash('sha256', said, 'base64url') }
}

/** The same JSON with the keys of each object in order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, inOrder(inner)])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
