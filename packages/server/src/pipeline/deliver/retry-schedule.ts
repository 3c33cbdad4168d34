const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

const firstDelaysMs = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS]
const LATER_DELAY_MS = 6 * HOUR_MS
/** Twelve times six hours and what was before: a little over three days. */
const ATTEMPTS_MAX = firstDelaysMs.length + 12 + 1
/** Delays are up to so much longer, at random, so that what failed together does not come back together. */
const JITTER_SHARE = 0.2
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS

/**
 * How long to wait after an attempt failed, in milliseconds; `null`: that was the last one. `attempts` counts those made, from 1 on;
 * `retryAfterMs` is what the receiver asked for; `chance` is a number from 0 to 1.
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null, chance: number): number | null {
  if (attempts >= ATTEMPTS_MAX) return null
  const delayMs = (firstDelaysMs[attempts - 1] ?? LATER_DELAY_MS) * (1 + JITTER_SHARE * chance)
  return Math.max(delayMs, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS))
}

/** A Retry-After header in milliseconds from `nowMs`, whether it has seconds or a date; `null`: it has neither. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND_MS
  const at = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}
