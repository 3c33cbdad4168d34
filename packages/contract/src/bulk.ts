import { z } from 'zod'
import { name, reasonText, uuid } from './fields.ts'
import { leadStates } from './states.ts'

/** One action on many leads. */
export const bulkRequest = z
  .strictObject({
    lead_ids: z.array(uuid).min(1).max(200),
    action: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('assign'), owner_id: name, reason: reasonText }),
        z.strictObject({ kind: z.literal('reject'), reason: reasonText, reassign: z.boolean().default(true) }),
        z.strictObject({ kind: z.literal('disqualify'), reason: reasonText }),
        z.strictObject({ kind: z.literal('retry') }),
      ])
      .meta({ description: 'The same as of one lead by itself.' }),
    dry_run: z.boolean().default(false).meta({ description: 'Only says on which of them it can be done.' }),
  })
  .meta({ id: 'BulkRequest' })

/** What is to be done with many leads. */
export type BulkAsk = z.output<typeof bulkRequest>

const bulkResult = z
  .object({
    lead_id: uuid,
    code: z
      .string()
      .nullable()
      .meta({ description: 'What stands in the way, as for one lead; null: nothing.', example: 'lead_closed' }),
    state: z.enum(leadStates).nullable().meta({ description: 'As it stands now; null: there is no such lead.' }),
    owner_id: z.string().nullable().meta({ description: 'As it stands now.' }),
  })
  .meta({ id: 'BulkResult' })

/** What came of an action on many leads: each is done by itself, and one that cannot be done holds up no other. */
export const bulkAnswer = z
  .object({
    is_dry_run: z.boolean(),
    done: z.int().meta({ description: 'Leads on which it was done, or could be.' }),
    results: z.array(bulkResult).meta({ description: 'In the order of the request, each lead once.' }),
  })
  .meta({ id: 'BulkAnswer' })

/** What came of an action on many leads. */
export type BulkAnswer = z.output<typeof bulkAnswer>
