import { z } from 'zod'
import { cursor, instant, limit, name, page, uuid } from './fields.ts'

/** How a clock that has not ended stands. */
const clockStates = ['running', 'warned', 'breached'] as const

/** Which running clocks to list; all given filters hold. Those due first come first. */
export const listClocksQuery = z.strictObject({
  state: z.enum(clockStates).optional().meta({
    description: '`running`: neither warned nor out; `warned`: about to run out; `breached`: out, and still not met.',
  }),
  owner_id: name.optional(),
  pool_id: name.optional(),
  due_before: instant.optional().meta({ description: 'Due before this instant.' }),
  limit,
  cursor: cursor.optional(),
})

/** A clock that has not ended. */
const runningClock = z
  .object({
    lead_id: uuid,
    name: z.string().meta({ example: 'first_touch' }),
    state: z.enum(clockStates),
    owner_id: z.string().nullable().meta({ description: 'null: the lead waits for an owner.' }),
    pool_id: z.string().nullable(),
    target_seconds: z.int(),
    hours: z.string().meta({ description: 'Whose time counts: `wall`, `owner` or `pool`.' }),
    zone: z.string().nullable().meta({ description: 'IANA zone in which to show it.' }),
    started_at: instant,
    due_at: instant,
    warned_at: instant.nullable(),
    breached_at: instant.nullable(),
    breach_cause: z.string().nullable().meta({ description: 'Why it ran out; null: it has not.' }),
  })
  .meta({ id: 'RunningClock' })

/** A page of running clocks. */
export const clockPage = page(runningClock).meta({ id: 'ClockPage' })

/** A page of running clocks. */
export type ClockPage = z.output<typeof clockPage>
/** Which running clocks to list. */
export type ListClocksQuery = z.output<typeof listClocksQuery>
