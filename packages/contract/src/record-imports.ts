import { z } from 'zod'
import { instant } from './fields.ts'

const flag = z.enum(['true', 'false']).default('false')

/** How a CSV file of owners, pools, members, absences, do-not-contact entries or accounts is taken in. */
export const importRecordsQuery = z.strictObject({
  dry_run: flag.meta({ description: '`true`: only says what would change, and every cell that is wrong.' }),
  mode: z.enum(['merge', 'replace']).default('merge').meta({
    description: '`merge` leaves alone what the file does not name; `replace` ends it.',
  }),
})

/** As they stood when to write. */
export const exportRecordsQuery = z.strictObject({
  at: instant.optional().meta({ description: 'As they stood at this instant; left out: now.' }),
})

/** What became of a CSV file, or would: nothing is ever done by halves. */
export const recordImportReport = z
  .object({
    dry_run: z.boolean(),
    /** The version of roster or accounts that holds after it. */
    version: z.int(),
    row_count: z.int(),
    added_count: z.int(),
    changed_count: z.int(),
    unchanged_count: z.int(),
    ended_count: z.int(),
    changes: z
      .array(z.object({ id: z.string(), action: z.enum(['added', 'changed', 'ended']) }))
      .meta({ description: 'The first 500.' }),
    errors: z
      .array(z.object({ where: z.string(), what: z.string(), mend: z.string().nullable() }))
      .meta({ description: 'By row (the heading is row 1) and column: `row 7/capacity`. Only in a dry run.' }),
  })
  .meta({ id: 'RecordImportReport' })

/** What became of a CSV file, or would. */
export type RecordImportReport = z.infer<typeof recordImportReport>
