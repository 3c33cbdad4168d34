import { hash } from 'node:crypto'
import { RoutingError } from '@rightful/contract'

const checkLength = 12

/**
 * A cursor: where the next page begins, as a text that callers pass on unread. `list` names the list and its filters, and is
 * part of the check, so that a cursor of another list, or a damaged one, is refused. It holds no secret and grants nothing.
 */
export function encodeCursor(list: string, position: readonly (string | number)[]): string {
  const body = Buffer.from(JSON.stringify(position)).toString('base64url')
  return `${checkOf(list, body)}${body}`
}

/** The position in a cursor. Throws `cursor_invalid` when it was not made for this list. */
export function decodeCursor(list: string, cursor: string): readonly (string | number)[] {
  const body = cursor.slice(checkLength)
  if (cursor.slice(0, checkLength) !== checkOf(list, body)) throw new RoutingError('cursor_invalid')
  const position: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  if (!Array.isArray(position)) throw new RoutingError('cursor_invalid')
  return position.filter((part) => typeof part === 'string' || typeof part === 'number')
}

function checkOf(list: string, body: string): string {
  return hash('sha256', `${list} ${body}`, 'base64url').slice(0, checkLength)
}
