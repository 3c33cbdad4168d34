import { z } from 'zod'
import { instant } from './fields.ts'

const seconds = z.number().nullable()

/** A number of things of which more than a bound are not counted. */
export const boundedCount = z
  .object({ count: z.int(), is_more: z.boolean().meta({ description: 'There are more than that.' }) })
  .meta({ id: 'BoundedCount' })

/** In which zone days are meant. */
export const overviewQuery = z.strictObject({
  zone: z
    .string()
    .min(1)
    .max(100)
    .default('UTC')
    .meta({ description: 'IANA zone of the days.', example: 'Europe/Berlin' }),
})

const slot = z
  .object({ from: instant, leads: z.int().meta({ description: 'Leads received from then on, up to the next slot.' }) })
  .meta({ id: 'VolumeSlot' })

const activation = z
  .object({
    version: z.int(),
    at: instant,
    by: z.string().meta({ example: 'key:deploy' }),
    kind: z.string().meta({ description: 'By what right: `review`, `direct`, `rollback`, `end` …' }),
    change_id: z.string().nullable(),
    title: z.string().nullable().meta({ description: 'Of the change request.' }),
  })
  .meta({ id: 'PolicyMarker' })

/** Whether all is well, in figures of this moment. */
export const overview = z
  .object({
    at: instant,
    zone: z.string(),
    volume: z.object({ today: z.int(), this_hour: z.int() }),
    by_hour: z.array(slot).meta({ description: 'The last 24 whole hours and the present one, the oldest first.' }),
    by_day: z.array(slot).meta({ description: 'The 14 days that end today.' }),
    unassigned: z.object({
      ...boundedCount.shape,
      parked: z.int().meta({ description: 'Of them those that could not be decided.' }),
      oldest_since: instant.nullable(),
    }),
    sample: z
      .object({
        leads: z.int(),
        since: instant.nullable(),
        assigned: z.int(),
        p50_seconds: seconds,
        p95_seconds: seconds,
        follow_up: z.object({
          met: z.int(),
          missed: z.int(),
          open: z.int(),
          attainment: z.number().nullable().meta({ description: 'met ÷ (met + missed).' }),
        }),
      })
      .meta({
        description:
          'Time to the first owner, and first follow-ups, of the latest 1,000 leads that were received within 7 days: exact figures of whole periods are in the reports.',
      }),
    clocks: z.object({
      breached: boundedCount.meta({ description: 'Out, and still not met.' }),
      due_within_hour: boundedCount.meta({ description: 'Not out, and due within the hour.' }),
    }),
    deliveries: z.object({ failed: boundedCount, pending: boundedCount }),
    policy: activation.nullable().meta({ description: 'The active version, and by whom and when it became that.' }),
    policy_changes: z
      .array(activation)
      .meta({ description: 'Activations within the 14 days, the newest first, at most 50.' }),
  })
  .meta({ id: 'Overview' })

/** Whether all is well, in figures of this moment. */
export type OverviewAnswer = z.output<typeof overview>
