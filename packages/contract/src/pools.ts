import { z } from 'zod'
import { instant } from './fields.ts'

const figure = z.number().nullable()

/** Why a member cannot be given an ordinary lead now. */
const removal = z
  .object({
    kind: z
      .enum(['inactive', 'not_a_member', 'absent', 'off_shift', 'cap'])
      .meta({ description: '`cap`: at capacity, or at a limit of leads.' }),
    until: instant.nullable().meta({ description: 'When that ends by itself; null: it is not known, or never.' }),
    note: z.string().nullable().meta({ description: 'What was noted of an absence.' }),
    cap: z
      .object({ kind: z.enum(['open', 'day', 'week', 'window']), used: z.int(), limit: z.int() })
      .nullable()
      .meta({ description: 'The limit that is reached; `open`: capacity, or a limit of open leads.' }),
  })
  .meta({ id: 'MemberRemoval' })

const standingMember = z
  .object({
    owner_id: z.string(),
    name: z.string(),
    rank: z.int().nullable().meta({ description: 'From 1, who would get the next lead; null: removed.' }),
    removal: removal.nullable(),
    is_due: z.boolean().nullable().meta({ description: '`fair_share`: not ahead of the others who are here.' }),
    due_at: figure.meta({
      description:
        'What the strategy compares, the smallest first. `fair_share`: the leads for each weight at which the next one is due. null: before every figure, or removed.',
    }),
    ahead: figure.meta({
      description:
        '`fair_share`: leads received beyond the fair share of those who are here; below 0: leads owed. null: not here.',
    }),
    weight: z.int(),
    open_leads: z.int(),
    capacity: z.int().nullable().meta({ description: 'null: no limit.' }),
    last_lead_at: instant.nullable(),
  })
  .meta({ id: 'StandingMember' })

/** Who of a pool is next, and why nobody else. */
export const poolStanding = z
  .object({
    pool_id: z.string(),
    name: z.string(),
    at: instant,
    strategy: z.enum(['fair_share', 'least_loaded', 'longest_idle', 'most_spare']),
    closed: z
      .enum(['inactive', 'off_shift', 'cap'])
      .nullable()
      .meta({ description: 'Why nobody at all can be given a lead by this pool; null: it is open.' }),
    opens_at: instant
      .nullable()
      .meta({ description: 'When nobody can be given a lead: the first instant at which time alone changes that.' }),
    next_owner_id: z.string().nullable(),
    decided_by: z.enum(['score', 'longest_unassigned', 'hash', 'only_candidate']).nullable().meta({
      description: 'What puts the first before the second; `hash`: they are level, and each lead tells anew.',
    }),
    members: z
      .array(standingMember)
      .meta({ description: 'In the order in which they would be chosen, then the others by id.' }),
  })
  .meta({ id: 'PoolStanding' })

/** Who of a pool is next, and why nobody else. */
export type PoolStandingAnswer = z.output<typeof poolStanding>

const weightsMax = 500
const entry = '[^,:\\p{Cc}]{1,600}:(?:1000|[1-9]\\d{0,2})'

/** How leads would be shared. */
export const poolForecastQuery = z.strictObject({
  weights: z
    .string()
    .max(20_000)
    .regex(new RegExp(`^${entry}(?:,${entry}){0,${weightsMax - 1}}$`, 'u'), 'is no list such as `ada:2,ben:1`')
    .optional()
    .meta({
      description:
        'Weights to try, from 1 to 1000, by owner: `ada:2,ben:1`; who is left out keeps theirs. In ids, `,` `:` and `%` are written as `%2C`, `%3A` and `%25`.',
    }),
  leads: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ description: 'How many leads to look ahead.' }),
  present: z.enum(['all', 'now']).default('all').meta({
    description:
      '`all`: as if every active member were at work and without limits, which is what weights come to in the long run; `now`: those who can be given leads now, until they are full.',
  }),
})

/** What is asked of a forecast. */
export type PoolForecastQuery = z.output<typeof poolForecastQuery>

/** How the next leads of a pool would be shared, with the weights tried beside the present ones. */
export const poolForecast = z
  .object({
    pool_id: z.string(),
    at: instant,
    leads: z.int(),
    present: z.enum(['all', 'now']),
    members: z.array(
      z
        .object({
          owner_id: z.string(),
          name: z.string(),
          weight_now: z.int(),
          weight: z.int().meta({ description: 'As tried.' }),
          leads_now: z.int().meta({ description: 'Leads they would get by the weights of now.' }),
          leads: z.int().meta({ description: 'Leads they would get by the weights tried.' }),
          share: z.number().meta({ description: 'Of all leads, 0 to 1.', example: 0.25 }),
        })
        .meta({ id: 'ForecastMember' }),
    ),
    unassigned_now: z.int().meta({ description: 'Leads that nobody could take, by the weights of now.' }),
    unassigned: z.int().meta({ description: 'Leads that nobody could take, by the weights tried.' }),
  })
  .meta({ id: 'PoolForecast' })

/** How the next leads of a pool would be shared. */
export type PoolForecast = z.output<typeof poolForecast>
