import type { IncomingMessage } from 'node:http'
import { type ErrorCode, RoutingError } from '@rightful/contract'
import { missingOf } from './problem-of.ts'

/**
 * Throws when a path or a query has a U+0000 in it, which no text in the database can have: `invalid_request` for a query, and for a
 * path what a route that may fail by `codes` says of a thing that is not there, since nothing is called so.
 */
export function refuseNul({ url = '' }: IncomingMessage, codes: readonly ErrorCode[]): void {
  const at = url.indexOf('%00')
  if (at === -1) return
  if (!url.slice(0, at).includes('?')) throw new RoutingError(missingOf(codes))
  const item = { where: 'query', what: 'has a character that no text may have (U+0000)', mend: 'Leave %00 out.' }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}
