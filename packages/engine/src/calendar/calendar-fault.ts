import type { EngineErrorCode } from '../engine-error.ts'

/** One thing wrong with a `CalendarSpec`. */
export type CalendarFault = {
  readonly code: EngineErrorCode
  /** Path inside the spec, such as `hours.mon[0].from`. */
  readonly where: string
  readonly what: string
  /** How to mend it. */
  readonly mend: string
}
