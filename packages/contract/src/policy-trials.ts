import { z } from 'zod'
import { instant } from './fields.ts'
import { leadAttributes } from './lead-attributes.ts'
import { policyTexts } from './policy-review.ts'

/** A policy that need not be stored, and leads to try it with. */
export const policyTrialRequest = z
  .strictObject({
    ...policyTexts.shape,
    leads: z
      .array(z.strictObject({ attributes: leadAttributes }))
      .min(1)
      .max(50),
  })
  .meta({ id: 'PolicyTrialRequest' })

const trialResult = z
  .object({
    outcome: z.enum(['assigned', 'held', 'refused']),
    owner_id: z.string().nullable(),
    pool_id: z.string().nullable(),
    route_id: z.string().nullable(),
    rule_id: z.string().nullable().meta({ description: 'The rule of that route: itself, or a row of its table.' }),
    queue: z.string().nullable().meta({ description: 'Where it would wait.' }),
    reason: z.string().nullable().meta({ description: 'Why it would be held or refused.' }),
    account_id: z.string().nullable().meta({ description: 'The account it was matched with.' }),
    missing: z.array(z.string()).meta({ description: 'Attributes whose absence left a rule undecided.' }),
    headline: z.string(),
    lines: z.array(z.object({ label: z.string(), text: z.string() })),
    runner_up: z.string().nullable().meta({ description: 'Why not the next in line.' }),
    record: z.unknown().meta({ description: 'The full record of the decision, as decisions have it.' }),
  })
  .meta({ id: 'TrialResult' })

/** What would become of each lead if it alone came now. */
export const policyTrial = z
  .object({
    at: instant,
    policy_hash: z.string(),
    results: z.array(trialResult).meta({ description: 'In the order of the leads.' }),
  })
  .meta({ id: 'PolicyTrial' })

/** What would become of each lead if it alone came now. */
export type PolicyTrialAnswer = z.output<typeof policyTrial>
