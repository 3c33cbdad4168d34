import { z } from 'zod'
import { cursor, instant, limit, page } from './fields.ts'

/** The tables of a policy. */
export const policyTables = z
  .record(z.string().min(1).max(200), z.string().max(8_000_000))
  .meta({ description: 'The text of each decision table by the file name that the document uses.' })

/** A version of the policy as it is posted. */
export const postPolicyRequest = z
  .strictObject({
    document: z.string().min(1).max(8_000_000).meta({ description: 'The policy document: YAML or JSON.' }),
    tables: policyTables.optional(),
  })
  .meta({ id: 'PostPolicyRequest' })

/** A version of the policy, without its text. */
export const policySummary = z
  .object({
    version: z.int(),
    name: z.string(),
    hash: z.string().meta({ description: 'SHA-256 of its content, as decisions record it.' }),
    is_active: z.boolean(),
    created_at: instant,
    created_by: z.string(),
  })
  .meta({ id: 'PolicySummary' })

/** Something about a document that is worth knowing. */
const policyWarning = z.object({ where: z.string(), what: z.string(), mend: z.string().nullable() })

/** A version of the policy with its text. It never changes. */
export const policyDetail = policySummary
  .extend({ document: z.string(), tables: policyTables })
  .meta({ id: 'PolicyDetail' })

/** A version that was just posted, with what the check found worth knowing. */
export const policyPosted = policySummary.extend({ warnings: z.array(policyWarning) }).meta({ id: 'PolicyPosted' })

/** A page of versions, the newest first. */
export const policyPage = page(policySummary).meta({ id: 'PolicyPage' })

/** Which page of versions. */
export const listPoliciesQuery = z.strictObject({ limit, cursor: cursor.optional() })

/** A version of the policy, without its text. */
export type PolicySummary = z.infer<typeof policySummary>
