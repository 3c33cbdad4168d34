import type { OutboundReply } from '../../platform/outbound/create-outbound.ts'
import { outboundFailures } from '../../platform/outbound/outbound-error.ts'
import { readRetryAfter } from './retry-schedule.ts'

/** What came of sending a message. Errors hold nothing of what was sent or answered, since both may name a person. */
export type SendOutcome =
  | { readonly kind: 'delivered' }
  /** Nobody has to be told; why. */
  | { readonly kind: 'nobody'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: string; readonly retryAfterMs: number | null }
  /** The receiver wants nothing any more. */
  | { readonly kind: 'gone'; readonly error: string }

/** What a receiver's answer means: 2xx took it, 410 wants nothing any more, and everything else is tried again. */
export function outcomeOfReply(reply: OutboundReply, nowMs: number): SendOutcome {
  if (reply.kind === 'failed') return { kind: 'failed', error: outboundFailures[reply.code], retryAfterMs: null }
  const { status, retryAfter } = reply
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'gone', error: 'answered 410, that it is gone' }
  return { kind: 'failed', error: `answered ${status}`, retryAfterMs: readRetryAfter(retryAfter, nowMs) }
}
