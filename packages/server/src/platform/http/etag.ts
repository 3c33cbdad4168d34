import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'

/** The ETag of something that has a version: the number in quotes. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * The version in If-Match; `null` when the header is absent or `*`. Throws `invalid_request` when it is no ETag of ours: a
 * weak one, or a list of several.
 */
export function readIfMatch({ headers }: IncomingMessage): number | null {
  const given = headers['if-match']
  if (given === undefined || given.trim() === '*') return null
  const [, digits] = /^"(\d{1,15})"$/.exec(given.trim()) ?? []
  if (digits !== undefined) return Number(digits)
  const item = {
    where: 'header/if-match',
    what: 'is no ETag of ours',
    mend: 'Send the ETag as it was answered, such as "12".',
  }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}

/** The same for changes that need it: throws `precondition_required` when the header is absent. `*` is any version. */
export function requireIfMatch(incoming: IncomingMessage): number | null {
  if (incoming.headers['if-match'] === undefined) throw new RoutingError('precondition_required')
  return readIfMatch(incoming)
}
