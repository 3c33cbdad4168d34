import { RoutingError } from '@rightful/contract'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { HeaderRecord } from './answer.ts'

/** Counts what somebody does and refuses what is too much. Counted by each node for itself. */
export type RateLimit = {
  /**
   * Takes one from what `key` may do; returns the headers that say what is left. Throws `rate_limited`; the first time within its
   * seconds `onSpent` is called.
   */
  readonly take: (key: string, onSpent?: () => void) => Promise<HeaderRecord>
  /** Lets `key` begin anew. */
  readonly forget: (key: string) => Promise<void>
}

/** Lets everything through. */
export const unlimited: RateLimit = { take: async () => ({}), forget: async () => undefined }

/** At most `count` in each `seconds` from the first one on, for each key. `name` is told in the RateLimit headers. */
export function createRateLimit(options: {
  readonly name: string
  readonly count: number
  readonly seconds: number
}): RateLimit {
  const { name, count, seconds } = options
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: count, duration: seconds })
  const policy = `"${name}";q=${count};w=${seconds}`
  const headersOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes): HeaderRecord => ({
    'RateLimit-Policy': policy,
    RateLimit: `"${name}";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`,
  })
  return {
    forget: async (key) => void (await limiter.delete(key)),
    take: async (key, onSpent) => {
      try {
        return headersOf(await limiter.consume(key))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        if (refusal.consumedPoints === count + 1) onSpent?.()
        const details = { limit: name, count, per_seconds: seconds }
        throw new RoutingError('rate_limited', details, { retryAfterSeconds: refusal.msBeforeNext / 1000 })
      }
    },
  }
}
