import { createHmac, timingSafeEqual } from 'node:crypto'
import { RoutingError } from '@rightful/contract'

/** How long a page may stay open before its form is sent, in milliseconds. */
export const FORM_TOKEN_VALID_MS = 24 * 3_600_000

/** Nodes' clocks differ: a token may come from a little later than now. */
const skewMs = 120_000

/** What a page fetches when its form is opened: the instant, signed. `nowMs` is epoch milliseconds. */
export function makeFormToken(secret: string, nowMs: number): string {
  const opened = Math.floor(nowMs).toString(36)
  return `${opened}.${signatureOf(secret, opened).toString('base64url')}`
}

/**
 * Throws `form_token_invalid` when the token is not ours or too old, `form_too_fast` when the form was opened less than
 * `minFillSeconds` ago.
 */
export function checkFormToken(
  token: unknown,
  {
    secret,
    minFillSeconds,
    nowMs,
  }: { readonly secret: string; readonly minFillSeconds: number; readonly nowMs: number },
): void {
  const [opened = '', signature = ''] = typeof token === 'string' ? token.split('.') : []
  const expected = signatureOf(secret, opened)
  const given = Buffer.from(signature, 'base64url')
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  const openMs = nowMs - Number.parseInt(opened, 36)
  if (!isOurs || openMs > FORM_TOKEN_VALID_MS || openMs < -skewMs) throw new RoutingError('form_token_invalid')
  const leftSeconds = minFillSeconds - openMs / 1000
  if (leftSeconds > 0) throw new RoutingError('form_too_fast', {}, { retryAfterSeconds: leftSeconds })
}

function signatureOf(secret: string, opened: string): Buffer {
  return createHmac('sha256', secret).update(opened).digest()
}
