import type { z } from 'zod'

/** What is fixed about an event. */
export type EventSpec = {
  /** When it happens, in one sentence. */
  readonly when: string
  readonly payload: z.ZodType
}
