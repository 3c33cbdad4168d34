/** Keeps a destination that fails from being tried with everything that waits for it. Times are milliseconds of one steady clock. */
export type CircuitBreaker = {
  /** How many may be under way at `nowMs`, of `countMax`: none while it is open, one to probe when that has lasted long enough. */
  readonly allowance: (nowMs: number, countMax: number) => number
  readonly noteSuccess: () => void
  /** `pauseMs`: the receiver asked to be left alone for so long. */
  readonly noteFailure: (nowMs: number, pauseMs: number | null) => void
  readonly isOpen: () => boolean
}

const FAILURES_TO_OPEN = 5
const FIRST_PAUSE_MS = 5000
const PAUSE_MAX_MS = 300_000
/** What receivers ask for is granted up to this. */
const ASKED_PAUSE_MAX_MS = 3_600_000

/**
 * Makes a breaker that is closed. It opens after five failures in a row, for 5 s; when the probe after that fails too, for
 * twice as long, up to five minutes. A success closes it.
 */
export function createCircuitBreaker(): CircuitBreaker {
  let failedInRow = 0
  let openUntilMs = 0
  return {
    allowance: (nowMs, countMax) => {
      if (nowMs < openUntilMs) return 0
      return failedInRow >= FAILURES_TO_OPEN ? 1 : countMax
    },
    noteSuccess: () => {
      failedInRow = 0
      openUntilMs = 0
    },
    noteFailure: (nowMs, pauseMs) => {
      // What was under way beside the failure that opened it says nothing new.
      const isLate = nowMs < openUntilMs && failedInRow >= FAILURES_TO_OPEN
      if (!isLate) failedInRow += 1
      const doublings = failedInRow - FAILURES_TO_OPEN
      const ownMs = doublings < 0 || isLate ? 0 : Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** Math.min(doublings, 10))
      const askedMs = Math.min(pauseMs ?? 0, ASKED_PAUSE_MAX_MS)
      openUntilMs = Math.max(openUntilMs, nowMs + Math.max(ownMs, askedMs))
    },
    isOpen: () => failedInRow >= FAILURES_TO_OPEN,
  }
}
