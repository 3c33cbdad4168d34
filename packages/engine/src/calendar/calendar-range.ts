import { EngineError } from '../engine-error.ts'

/** The first epoch millisecond calendars know: 1900-01-01 UTC. */
export const RANGE_START_MS = -2_208_988_800_000

/** The epoch millisecond at which calendars end: 2200-01-01 UTC. What has not happened by then never does. */
export const RANGE_END_MS = 7_258_118_400_000

/** Milliseconds of a civil day; only wall-clock arithmetic may count in it. */
export const DAY_MS = 86_400_000

/** Seconds of a civil day. */
export const DAY_SECONDS = 86_400

/** Refuses an instant that no calendar knows, such as `NaN`. */
export function checkRange(epochMs: number): void {
  if (epochMs >= RANGE_START_MS && epochMs < RANGE_END_MS) return
  throw new EngineError('calendar_instant_out_of_range', { epochMs: String(epochMs) })
}
