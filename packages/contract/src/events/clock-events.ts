import { z } from 'zod'
import { instant } from '../fields.ts'
import type { EventSpec } from './event-spec.ts'

const clock = {
  name: z.string(),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  started_at: instant,
  due_at: instant.nullable(),
}

/** What happens to the clocks of leads. */
export const clockEvents = {
  'clock.warned': {
    when: 'A clock is about to run out.',
    payload: z.object(clock),
  },
  'clock.breached': {
    when: 'A clock ran out; never before its due instant.',
    payload: z.object({
      ...clock,
      /** `missing_data`, `nobody_eligible`, `delivery`, `owner` or `error`. */
      cause: z.string(),
    }),
  },
  'clock.ended': {
    when: 'What a clock waited for happened, or the lead was closed.',
    payload: z.object({
      ...clock,
      end_reason: z.string(),
      is_breached: z.boolean(),
      raw_seconds: z.number(),
      working_seconds: z.number().nullable(),
    }),
  },
} as const satisfies Record<string, EventSpec>
