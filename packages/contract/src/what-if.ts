import { z } from 'zod'
import { instant, limit, cursor, name, page, uuid } from './fields.ts'
import { policyTexts } from './policy-review.ts'

const count = z.int().min(0)
const whatIfId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'is no id of a what-if')
  .meta({ description: 'SHA-256 of what was asked: the same question has the same id, and the same numbers.' })

/** One of the two policies: a stored version, a change request, or a document with its tables. */
export const policyChoice = z
  .union([z.strictObject({ version: z.int().min(1).max(1e15) }), z.strictObject({ change_id: uuid }), policyTexts])
  .meta({ id: 'PolicyChoice' })

/** One of the two policies. */
export type PolicyChoice = z.output<typeof policyChoice>

/** What if these leads had come under another policy? */
export const postWhatIfRequest = z
  .strictObject({
    candidate: policyChoice,
    base: policyChoice.optional().meta({ description: 'Left out: the active version.' }),
    days: z.number().positive().max(400).optional().meta({ description: 'Leads of the last so many days.' }),
    from_at: instant.optional(),
    until_at: instant.optional().meta({ description: 'Left out: now.' }),
    filter: z.string().min(1).max(10_000).optional().meta({
      description: 'A condition on fields of the base policy: only leads for which it is true.',
      example: 'country == "DE"',
    }),
    leads_max: z
      .int()
      .min(1)
      .max(200_000)
      .default(100_000)
      .meta({ description: 'Of more leads, so many are drawn by the seed.' }),
    seed: z.string().min(1).max(100).default('1'),
  })
  .refine((ask) => (ask.days === undefined) !== (ask.from_at === undefined), {
    message: 'name either a number of days or an instant to begin at',
  })
  .meta({ id: 'PostWhatIfRequest' })

/** What to ask. */
export type PostWhatIf = z.output<typeof postWhatIfRequest>

const policyNamed = z.object({
  version: z.int().nullable().meta({ description: '`null`: no stored version.' }),
  change_id: uuid.nullable(),
  name: z.string(),
  hash: z.string(),
})

const tally = z.object({
  id: z.string().nullable().meta({ description: '`null`: the leads without one.' }),
  base_count: count,
  candidate_count: count,
  gained_count: count.meta({ description: 'Leads that come here only under the candidate.' }),
  lost_count: count.meta({ description: 'Leads that come here only under the base.' }),
})

const distance = z.object({
  pool_id: z.string(),
  owner_id: z.string(),
  leads: z.number().meta({ description: 'Received less fair share, in leads.' }),
})

const poolFairness = z.object({
  received: z.number().meta({ description: 'Leads given in the time looked at.' }),
  parity: z.number().nullable().meta({ description: 'The part of them that went by fair share, 0 to 1.' }),
  furthest: distance.nullable(),
})

const clockFigures = z.object({
  started_count: count,
  median_due_seconds: z.number().nullable().meta({ description: 'From the assignment until the clock is due.' }),
  p95_due_seconds: z.number().nullable(),
})

const worldFigures = z.object({
  assigned_count: count,
  held_count: count,
  refused_count: count,
  failed_count: count.meta({ description: 'Leads on which deciding failed.' }),
  unmatched_count: count.meta({ description: 'Leads that no route takes and that wait.' }),
  parity: z.number().nullable().meta({ description: 'Of all pools that divide by share.' }),
  furthest: distance.nullable(),
  on_shift_share: z
    .number()
    .nullable()
    .meta({ description: 'Assigned leads whose owner is at work at that instant, 0 to 1.' }),
})

/** What came of it. */
export const whatIfResult = z
  .object({
    lead_count: count.meta({ description: 'Leads that were decided by both.' }),
    of_count: count.meta({ description: 'Leads that came in that time.' }),
    played_count: count.meta({ description: 'Decisions of other leads that were played as they were made.' }),
    moved_count: count.meta({ description: 'Leads with another owner or another outcome.' }),
    rerouted_count: count.meta({ description: 'Leads with the same owner and outcome by another route or pool.' }),
    newly_held_count: count,
    newly_unmatched_count: count,
    newly_refused_count: count,
    newly_assigned_count: count,
    base: worldFigures,
    candidate: worldFigures,
    outcomes: z.array(z.object({ before: z.string(), after: z.string(), count })),
    owners: z.array(tally),
    pools: z.array(tally),
    routes: z.array(tally),
    fairness: z.array(z.object({ pool_id: z.string(), base: poolFairness, candidate: poolFairness })),
    clocks: z.array(z.object({ name: z.string(), base: clockFigures, candidate: clockFigures })),
  })
  .meta({ id: 'WhatIfResult' })

/** What came of it. */
export type WhatIfResult = z.infer<typeof whatIfResult>

/** A what-if: what was asked, how far it is, and what came of it. */
export const whatIf = z
  .object({
    what_if_id: whatIfId,
    state: z.enum(['waiting', 'done', 'failed']),
    base: policyNamed,
    candidate: policyNamed,
    selection: z.object({
      from_at: instant.nullable().meta({ description: 'When the first of the leads came; `null`: none did.' }),
      until_at: instant.nullable(),
      from_version: z.int(),
      until_version: z.int(),
      filter: z.string().nullable(),
      leads_max: count,
      seed: z.string(),
    }),
    progress: z.object({ done: count, total: count }),
    created_at: instant,
    created_by: z.string(),
    finished_at: instant.nullable(),
    error: z.string().nullable(),
    result: whatIfResult.nullable(),
  })
  .meta({ id: 'WhatIf' })

/** A what-if: what was asked, how far it is, and what came of it. */
export type WhatIfAnswer = z.infer<typeof whatIf>

/** Without the result, the newest first. */
export const whatIfPage = page(whatIf.omit({ result: true })).meta({ id: 'WhatIfPage' })

/** Which page of them. */
export const listWhatIfsQuery = z.strictObject({ limit, cursor: cursor.optional() })

const placed = z.object({
  state: z.string().meta({ description: '`assigned`, `held`, `refused`, or `failed`.' }),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  queue: z.string().nullable(),
  route_id: z.string().nullable(),
  reason: z.string(),
  rule: z
    .object({
      id: z.string().meta({ description: 'The route, the row of its table, the hard rule or the fallback.' }),
      where: z.string().meta({ description: 'In the text of the policy.', example: 'policy.yaml:12:5' }),
      documentation: z.string().nullable().meta({ description: 'Address of its routing documentation.' }),
    })
    .nullable()
    .meta({ description: 'What made it so.' }),
})

/** A lead that goes elsewhere. */
export const whatIfLead = z.object({
  lead_id: uuid,
  decision_id: uuid,
  at: instant,
  differs_in: z.array(z.enum(['state', 'owner', 'queue', 'pool', 'route'])),
  base: placed,
  candidate: placed,
})

/** A lead that goes elsewhere. */
export type WhatIfLead = z.infer<typeof whatIfLead>

/** Leads that go elsewhere, in the order in which they came. */
export const whatIfLeadPage = page(whatIfLead).meta({ id: 'WhatIfLeadPage' })

/** Which page of leads: of all that differ, or of those that an owner gains or loses. */
export const listWhatIfLeadsQuery = z.strictObject({
  limit,
  cursor: cursor.optional(),
  owner: name.optional().meta({ description: 'Only leads that this owner gains or loses.' }),
})

/** Where a what-if is found. */
export const whatIfPath = z.strictObject({ what_if_id: whatIfId })
