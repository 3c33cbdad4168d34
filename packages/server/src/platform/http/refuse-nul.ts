import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'

/** Throws `invalid_request` when a path or a query has a U+0000 in it, which no text in the database can have: nothing is called so. */
export function refuseNul({ url = '' }: IncomingMessage): void {
  const at = url.indexOf('%00')
  if (at === -1) return
  const where = url.slice(0, at).includes('?') ? 'query' : 'path'
  const item = { where, what: 'has a character that no text may have (U+0000)', mend: 'Leave %00 out.' }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}
