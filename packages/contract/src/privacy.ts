import { z } from 'zod'
import { instant, uuid } from './fields.ts'

const who = {
  email: z.email().max(320).optional().meta({ description: 'An e-mail address of the person.' }),
  phone: z
    .string()
    .min(7)
    .max(50)
    .optional()
    .meta({ description: 'A phone number of the person, best with the code of its country.' }),
  lead_id: uuid.optional(),
}

type Who = { readonly [Key in keyof typeof who]?: string | undefined }

function namesOne({ email, phone, lead_id }: Who): boolean {
  return [email, phone, lead_id].filter((part) => part !== undefined).length === 1
}

const oneOf = 'names exactly one of email, phone and lead_id'

/** Whose data is exported. */
export const exportPersonRequest = z.strictObject(who).refine(namesOne, oneOf).meta({ id: 'ExportPersonRequest' })

/** Whose data is erased. */
export const erasePersonRequest = z
  .strictObject({
    ...who,
    dry_run: z.boolean().default(true).meta({ description: 'Only says what would go. `false` erases it.' }),
  })
  .refine(namesOne, oneOf)
  .meta({ id: 'ErasePersonRequest' })

/** Of whom nothing may be erased. */
export const setHoldRequest = z
  .strictObject({ ...who, reason: z.string().min(1).max(1000) })
  .refine(namesOne, oneOf)
  .meta({ id: 'SetLegalHoldRequest' })

const row = z.record(z.string(), z.unknown())

const found = {
  mentioned_in: z.array(uuid).meta({
    description: 'Leads of others in whose texts the address or number stands. They are left as they are.',
  }),
  do_not_contact: z.array(z.string()).meta({
    description:
      'Entries that forbid contact with this address or number, by id. They are kept, so that they are kept to.',
  }),
  consents: z.array(z.string()).meta({
    description: 'Entries of consent of this address or number, by id. They are kept, as the proof of it.',
  }),
  is_complete: z.boolean().meta({ description: '`false`: there are more leads than one answer has; ask again.' }),
}

/** Everything that is stored about a person. */
export const personExport = z
  .object({
    exported_at: instant,
    leads: z.array(
      z.object({
        lead_id: uuid,
        given: row.nullable().meta({ description: 'What was given; `null`: it was erased.' }),
        submissions: z.array(row),
        lead: row,
        decisions: z.array(row),
        assignments: z.array(row),
        clocks: z.array(row),
        events: z.array(row),
      }),
    ),
    ...found,
  })
  .meta({ id: 'PersonExport' })

/** What was erased, or would be. */
export const personErasure = z
  .object({
    is_dry_run: z.boolean(),
    erased_count: z.int().meta({ description: 'Leads of which what named the person is gone, or would be.' }),
    held_count: z.int().meta({ description: 'Leads that a legal hold keeps.' }),
    leads: z.array(
      z.object({
        lead_id: uuid,
        state: z.string(),
        received_at: instant,
        attributes: z.array(z.string()).meta({ description: 'Names of what was given and goes.' }),
        submission_count: z.int(),
        hold_ids: z.array(uuid),
      }),
    ),
    ...found,
  })
  .meta({ id: 'PersonErasure' })

/** Leads of which nothing may be erased. */
export const legalHold = z
  .object({
    hold_id: uuid,
    reason: z.string(),
    set_by: z.string(),
    set_at: instant,
    lead_ids: z.array(uuid),
  })
  .meta({ id: 'LegalHold' })

/** All of them. */
export const legalHoldList = z.object({ data: z.array(legalHold) }).meta({ id: 'LegalHoldList' })

/** Whose data: exactly one is there. */
export type PersonNamed = z.output<typeof exportPersonRequest>

/** Everything that is stored about a person. */
export type PersonExport = z.output<typeof personExport>

/** What was erased, or would be. */
export type PersonErasure = z.output<typeof personErasure>

/** Leads of which nothing may be erased. */
export type LegalHold = z.output<typeof legalHold>
