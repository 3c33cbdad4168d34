import { z } from 'zod'
import { cursor, instant, limit, name, page, reasonText } from './fields.ts'

/** A local date (its midnight), a local time, or an instant. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?$/)
  .meta({
    description: 'A date (its midnight), a local time, or an instant.',
    example: '2026-12-03T13:00',
  })

const zone = z.string().min(1).max(100).meta({ description: 'IANA time zone.', example: 'Europe/Berlin' })

/** Local times by day or range of days. */
const days = z.record(z.string(), z.array(z.string()).max(24)).meta({ example: { 'mon-fri': ['09:00-17:00'] } })

/** `always`, the name of shared hours, or days. */
const hours = z.union([z.string().min(1).max(200), days])

const override = z.strictObject({ date: z.iso.date(), hours: z.array(z.string()).max(24) })

const cap = z.strictObject({
  per: z.string().min(1).max(40).meta({ description: '`open`, `day`, `week` or a duration such as `PT2H`.' }),
  max: z.int().min(0),
  pool: name.optional(),
  segment: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

const names = z.array(z.string().min(1).max(200)).max(200)

/** An owner as they are set: everything that is left out has the default of the roster. */
export const putOwnerRequest = z
  .strictObject({
    name: name.optional(),
    email: z.email().optional(),
    team: name.optional(),
    active: z.boolean().optional(),
    country: z.string().min(1).max(100).optional(),
    zone: zone.optional(),
    hours: hours.optional(),
    holidays: z.string().min(2).max(20).optional(),
    overrides: z.array(override).max(1000).optional(),
    capacity: z.int().min(0).optional(),
    caps: z.array(cap).max(50).optional(),
    open_leads: z.int().min(0).optional().meta({ description: 'Leads open elsewhere when the owner starts here.' }),
    certifications: names.optional(),
    skills: names.optional(),
    languages: names.optional(),
    attributes: z
      .record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))]),
      )
      .optional(),
  })
  .meta({ id: 'PutOwnerRequest' })

/** An absence: from a moment up to and not at another; without the second there is no end. */
export const putAbsenceRequest = z
  .strictObject({ from: moment, until: moment.optional(), note: reasonText.optional() })
  .meta({ id: 'PutAbsenceRequest' })

/** A pool as it is set, without its members. */
export const putPoolRequest = z
  .strictObject({
    name: name.optional(),
    active: z.boolean().optional(),
    strategy: z.enum(['fair_share', 'least_loaded', 'longest_idle', 'most_spare']).optional(),
    on_return: z.union([z.enum(['level', 'full']), z.strictObject({ capped: z.int().min(0).max(1000) })]).optional(),
    respect_hours: z.boolean().optional(),
    zone: zone.optional(),
    hours: hours.optional(),
    overrides: z.array(override).max(1000).optional(),
    absences: z.array(putAbsenceRequest).max(1000).optional(),
    caps: z.array(cap).max(50).optional(),
    count_bound: z.boolean().optional(),
  })
  .meta({ id: 'PutPoolRequest' })

/** A membership as it is set. */
export const putMemberRequest = z
  .strictObject({
    weight: z.int().min(1).max(1000).optional(),
    from: moment.optional(),
    until: moment.optional(),
    received: z.number().optional().meta({ description: 'Leads had when the ledger of the pool begins.' }),
  })
  .meta({ id: 'PutMemberRequest' })

/** A team as it is set: owners name it. */
export const putTeamRequest = z
  .strictObject({ name: name.optional(), description: reasonText.optional() })
  .meta({ id: 'PutTeamRequest' })

/** What holds for the whole roster. */
export const putRosterRequest = z
  .strictObject({ roster: name, description: z.string().max(2000).optional(), zone: zone.optional() })
  .meta({ id: 'PutRosterRequest' })

/** Shared hours as they are set. */
export const putHoursRequest = z.strictObject({ hours: days }).meta({ id: 'PutHoursRequest' })

const contactEntry = {
  email: z.string().min(3).max(320).optional(),
  domain: z.string().min(1).max(253).optional(),
  phone: z.string().min(3).max(50).optional(),
  account: name.optional(),
  channel: z.string().min(1).max(50).optional(),
  from: moment.optional(),
  until: moment.optional(),
  reason: reasonText.optional(),
  basis: name.optional().meta({ description: 'By what right or duty it stands, such as `objection`.' }),
  source: reasonText.optional().meta({ description: 'Where it came from, such as a form, a register or a ticket.' }),
}

type Named = Partial<Record<'email' | 'domain' | 'phone' | 'account', string>>

function namesOne({ email, domain, phone, account }: Named): boolean {
  return [email, domain, phone, account].filter((part) => part !== undefined).length === 1
}
const toNameOne = 'names exactly one of email, domain, phone and account'

/** Whom nobody may contact: one of `email`, `domain`, `phone` and `account`. */
export const putRestrictionRequest = z
  .strictObject(contactEntry)
  .refine(namesOne, toNameOne)
  .meta({ id: 'PutRestrictionRequest' })

/** Who agreed to be contacted, named likewise; `withdrawn`: does so no more. */
export const putConsentRequest = z
  .strictObject({ ...contactEntry, withdrawn: z.boolean().optional() })
  .refine(namesOne, toNameOne)
  .meta({ id: 'PutConsentRequest' })

/** What an owner may do in a country or a part of one: as long as it holds, `owner.licences.KIND` has the area. */
export const putLicenceRequest = z
  .strictObject({
    kind: z
      .string()
      .regex(/^[\p{L}_][\p{L}\p{N}\p{M}_]{0,60}$/u, 'consists of letters, digits and underscores')
      .meta({ description: 'What it is for; letters, digits and underscores.', example: 'insurance' }),
    area: z
      .string()
      .min(2)
      .max(100)
      .meta({ description: 'A country or a part of one by its ISO code.', example: 'US-CA' }),
    from: moment.optional(),
    until: moment.optional().meta({ description: 'The first moment at which it no longer counts.' }),
    basis: name.optional().meta({ description: 'By what it stands, such as its number.' }),
    source: reasonText.optional().meta({ description: 'Where that was seen, such as a register.' }),
  })
  .meta({ id: 'PutLicenceRequest' })

/** An account as it is set. */
export const putAccountRequest = z
  .strictObject({
    name,
    domains: z.array(z.string().min(1).max(253)).max(1000).optional(),
    country: z.string().min(1).max(100).optional(),
    subdivision: z.string().min(1).max(100).optional(),
    city: z.string().min(1).max(200).optional(),
    postal_code: z.string().min(1).max(20).optional(),
    phone: z.string().min(3).max(50).optional(),
    tier: name.optional(),
    owner: name.optional(),
    parent: name.optional(),
    also_known_as: z.array(z.string().min(1).max(300)).max(200).optional(),
    attributes: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]))
      .optional(),
  })
  .meta({ id: 'PutAccountRequest' })

/** One thing of roster or accounts, as it stood from one version to another. */
export const recordVersion = z
  .object({
    id: z.string(),
    version: z
      .int()
      .meta({ description: 'From which version of roster or accounts it holds; the ETag is this in quotes.' }),
    valid_from: instant,
    valid_until: instant.nullable().meta({ description: 'null: still.' }),
    changed_by: z.string(),
    body: z.record(z.string(), z.unknown()).meta({ description: 'As it was set.' }),
  })
  .meta({ id: 'RecordVersion' })

/** A page of them. */
export const recordPage = page(recordVersion).meta({ id: 'RecordPage' })

/** Which ones to list. */
export const listRecordsQuery = z.strictObject({
  limit,
  cursor: cursor.optional(),
  at: instant.optional().meta({ description: 'As they stood at this instant; left out: now.' }),
})

/** A subscription to a calendar feed, as it is set. */
export const putFeedRequest = z
  .strictObject({
    url: z
      .url({ protocol: /^(https|webcal)$/ })
      .max(2000)
      .meta({ description: 'An https or webcal address that answers with iCalendar (ICS).' }),
  })
  .meta({ id: 'PutFeedRequest' })

/** How a calendar feed fares. */
export const feedStatus = z
  .object({
    url: z.string(),
    fetched_at: instant.nullable().meta({ description: 'When it was last read; null: not yet.' }),
    next_at: instant.nullable().meta({ description: 'When it is read next; null: at once.' }),
    error: z.string().nullable().meta({ description: 'What was wrong the last time; what was read before stays.' }),
    absence_count: z.int(),
  })
  .meta({ id: 'FeedStatus' })

/** Changes to a record: what is given replaces what was set, `null` takes it away. */
export const patchRecordRequest = z.record(z.string(), z.unknown()).meta({ id: 'PatchRecordRequest' })

/** One thing of roster or accounts. */
export type RecordVersion = z.infer<typeof recordVersion>
