import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const usable = /^[\w.-]{1,64}$/

/** The id of a request: the caller's X-Request-Id when it is plain, otherwise a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && usable.test(given) ? given : randomUUID()
}
