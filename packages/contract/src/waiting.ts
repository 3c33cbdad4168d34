import { z } from 'zod'
import { instant, name, uuid } from './fields.ts'
import { boundedCount } from './overview.ts'

const tally = z.array(z.object({ id: z.string(), leads: z.int() }))

const waitingCause = z
  .object({
    queue: z.string(),
    reason: z.string().meta({ description: 'As holds have it; `error`: it could not be decided, and is parked.' }),
    count: boundedCount,
    oldest_since: instant,
    next_retry_at: instant
      .nullable()
      .meta({ description: 'Of those looked at: when time alone calls for the next try.' }),
    examples: z.array(uuid).meta({ description: 'Up to five of the leads, the oldest first.' }),
    mend: z
      .object({ kind: z.enum(['route', 'field', 'pool', 'policy']), id: z.string().nullable() })
      .meta({ description: 'What most of those looked at ask for; null: a new one, or the whole.' }),
    looked_at: z.int().meta({ description: 'How many of them, the oldest first, the following is of: at most 200.' }),
    missing: tally.meta({ description: 'Attributes whose absence left a rule undecided.' }),
    pools: tally.meta({ description: 'Pools that may still give them an owner.' }),
    routes: tally.meta({ description: 'Routes that were true for them.' }),
    errors: tally.meta({ description: 'Of parked leads: why they could not be decided.' }),
  })
  .meta({ id: 'WaitingCause' })

const failingDestination = z
  .object({
    destination_id: uuid,
    name: z.string(),
    kind: z.string(),
    is_active: z.boolean(),
    failed: boundedCount,
    last_error: z.string().nullable(),
  })
  .meta({ id: 'FailingDestination' })

/** What waits for somebody to mend something, by cause. */
export const waiting = z
  .object({
    at: instant,
    causes: z.array(waitingCause).meta({ description: 'Parked leads first, then those that wait longest.' }),
    deliveries: z
      .array(failingDestination)
      .nullable()
      .meta({ description: 'Destinations with deliveries that failed; null without the scope `connections:read`.' }),
  })
  .meta({ id: 'Waiting' })

/** What waits for somebody to mend something, by cause. */
export type WaitingAnswer = z.output<typeof waiting>

/** Which waiting leads are to be tried again. */
export const redriveWaitingRequest = z
  .strictObject({
    queue: name,
    reason: name,
    dry_run: z.boolean().default(false).meta({ description: 'Only says what would become of them.' }),
  })
  .meta({ id: 'RedriveWaiting' })

/** What is asked of trying waiting leads again. */
export type RedriveWaitingAsk = z.output<typeof redriveWaitingRequest>

/** How many leads are tried again, or would be. */
export const redriveWaitingResult = z
  .object({
    count: z
      .int()
      .meta({ description: 'Leads that are tried again now, or would be, the oldest first: at most 5,000 at once.' }),
    is_more: z.boolean().meta({ description: 'There are more of them.' }),
    is_dry_run: z.boolean(),
    outcomes: z
      .array(z.object({ outcome: z.enum(['assigned', 'held', 'refused']), to: z.string().nullable(), leads: z.int() }))
      .meta({
        description:
          'With `dry_run`: what the first 50 of them would come to if they came now, one after the other; `to` is the owner, the queue, or the reason of a refusal.',
      }),
  })
  .meta({ id: 'RedriveWaitingResult' })

/** How many leads are tried again, or would be. */
export type RedriveWaitingResult = z.output<typeof redriveWaitingResult>
