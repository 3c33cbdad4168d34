import { z } from 'zod'
import { instant, uuid } from './fields.ts'

/** A file of leads and how far it is. */
export const importJob = z
  .object({
    import_id: uuid,
    name: z.string(),
    state: z
      .enum(['storing', 'running', 'done', 'undoing', 'undone'])
      .meta({ description: '`storing`: its rows still come in; `undoing`: its leads are being taken back.' }),
    dry_run: z.boolean(),
    row_count: z.int(),
    done_count: z.int(),
    error_count: z.int(),
    created_at: instant,
    finished_at: instant.nullable(),
    undone_at: instant.nullable(),
    withdrawn_count: z.int().meta({ description: 'Leads that undoing has taken back so far.' }),
    kept_count: z.int().meta({
      description:
        'Leads that undoing has left so far, because somebody followed them up or they had come to their end.',
    }),
  })
  .meta({ id: 'Import' })

/** One row of a file that is no lead, and why. */
const importError = z.object({ row: z.int(), what: z.string() })

/** What would become of leads, by outcome and place, as a dry run finds. */
const importOutcome = z.object({
  outcome: z.string().meta({ description: '`assigned`, `held` or `refused`.' }),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  route_id: z.string().nullable(),
  reason: z.string().nullable(),
  count: z.int(),
})

/** An import with what could not be read and, of a dry run, what would become of the rest. */
export const importDetail = importJob
  .extend({ errors: z.array(importError), outcomes: z.array(importOutcome) })
  .meta({ id: 'ImportDetail' })

/** Imports, newest first. */
export const importList = z.object({ data: z.array(importJob) }).meta({ id: 'ImportList' })

/** How to read the file. */
export const importQuery = z.strictObject({
  name: z.string().min(1).max(200).default('import'),
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  map: z.string().max(4000).default('').meta({
    description: 'Columns by other names, `Their name:our_name`, separated by commas.',
    example: 'Land:country',
  }),
  external_id: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "The column with the lead's id in the system it comes from." }),
})

/** An import. */
export type ImportJob = z.infer<typeof importJob>
/** What a dry run found of leads that would fare alike. */
export type ImportOutcome = z.infer<typeof importOutcome>
