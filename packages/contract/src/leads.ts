import { z } from 'zod'
import { cursor, instant, limit, name, page, reasonText, uuid } from './fields.ts'
import { leadAttributes } from './lead-attributes.ts'
import { holdReasons, leadStates } from './states.ts'

// ---------------------------------------------------------------------------------------------------------- requests

/** A new lead. */
export const postLeadRequest = z
  .strictObject({
    attributes: leadAttributes,
    priority: z.int().min(-1000).max(1000).default(0).meta({ description: 'Higher is sooner in the waiting queue.' }),
    external_id: name.nullable().default(null).meta({
      description: "The lead's id where it comes from; the same one is the same lead.",
      example: 'web-10482',
    }),
  })
  .meta({ id: 'PostLeadRequest' })

/** Attributes that changed; `null` takes one away, and what is not named stays. */
export const updateLeadRequest = z.strictObject({ attributes: leadAttributes }).meta({ id: 'UpdateLeadRequest' })

/** A follow-up. */
export const touchLeadRequest = z
  .strictObject({ channel: name.nullable().default(null).meta({ example: 'phone' }) })
  .meta({ id: 'TouchLeadRequest' })

/** The lead became a customer or an opportunity. */
export const convertLeadRequest = z
  .strictObject({ reason: reasonText.nullable().default(null) })
  .meta({ id: 'ConvertLeadRequest' })

/** The lead leads nowhere. */
export const disqualifyLeadRequest = z.strictObject({ reason: reasonText }).meta({ id: 'DisqualifyLeadRequest' })

/** The owner gives the lead back as none; they are credited in the rotation. */
export const rejectLeadRequest = z
  .strictObject({
    reason: reasonText.meta({ example: 'spam' }),
    reassign: z
      .boolean()
      .default(false)
      .meta({ description: 'Decide it again without this owner; otherwise it is closed.' }),
  })
  .meta({ id: 'RejectLeadRequest' })

/** Somebody takes a lead that waits. */
export const claimLeadRequest = z.strictObject({ owner_id: name }).meta({ id: 'ClaimLeadRequest' })

/** The lead is given to somebody by hand. */
export const assignLeadRequest = z
  .strictObject({ owner_id: name, reason: reasonText })
  .meta({ id: 'AssignLeadRequest' })

/** Which leads to list; all given filters hold. Newest first. */
export const listLeadsQuery = z
  .strictObject({
    state: z.enum(leadStates).optional(),
    owner_id: name.optional(),
    pool_id: name.optional(),
    route_id: name.optional(),
    queue: name.optional().meta({ description: 'Leads that wait in this queue.' }),
    hold_reason: z.enum(holdReasons).optional().meta({
      description: 'With `queue`: of them those that wait for this reason; `error`: they could not be decided.',
    }),
    received_from: instant.optional().meta({ description: 'From this instant on.' }),
    received_until: instant.optional().meta({ description: 'Before this instant.' }),
    include: z
      .string()
      .regex(/^(given|hold)(,(given|hold))?$/, 'is `given`, `hold`, or both with a comma between')
      .optional()
      .meta({ description: '`given`: attributes as given; `hold`: where and why it waits. Both: `given,hold`.' }),
    limit,
    cursor: cursor.optional(),
  })
  .refine(({ queue, hold_reason: reason }) => reason === undefined || queue !== undefined, {
    path: ['hold_reason'],
    message: 'is read together with `queue`',
  })

// ----------------------------------------------------------------------------------------------------------- answers

/** A lead as it stands. */
const leadFields = {
  lead_id: uuid,
  version: z.int().meta({ description: 'Of its last change; the ETag is this number in quotes.' }),
  state: z.enum(leadStates),
  priority: z.int(),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable().meta({ description: 'The pool that gave the owner; null when none did.' }),
  route_id: z.string().nullable(),
  account_id: z.string().nullable(),
  decision_id: uuid.nullable().meta({ description: 'The decision that its owner or its wait rests on.' }),
  received_at: instant,
  assigned_at: instant.nullable(),
  touched_at: instant.nullable(),
  closed_at: instant.nullable(),
}

/** A clock that a decision starts. */
export const startedClock = z
  .object({
    name: z.string().meta({ example: 'first_touch' }),
    target_seconds: z.int(),
    hours: z.enum(['wall', 'owner', 'pool']).meta({ description: 'Whose time counts.' }),
    due_at: instant.nullable().meta({ description: 'null: that much working time never passes.' }),
    zone: z.string().nullable().meta({ description: 'IANA zone in which to show it.' }),
  })
  .meta({ id: 'StartedClock' })

/** A further role on the lead. */
export const roleHolder = z
  .object({ role: z.string(), owner_id: z.string().nullable(), pool_id: z.string().nullable() })
  .meta({ id: 'RoleHolder' })

/** What became of a command to a lead: the lead as it stands now, and why. */
export const leadResult = z
  .object({
    ...leadFields,
    reason: z.string().meta({ example: 'assigned to owner-07, pool dach-ent' }),
    is_new: z.boolean().meta({ description: 'False when a posted lead was known already.' }),
    stayed: z.string().nullable().meta({ description: 'Why nothing changed, where that may surprise.' }),
    roles: z.array(roleHolder).meta({ description: 'Further roles that the decision filled.' }),
    clocks: z.array(startedClock).meta({ description: 'Clocks that the decision started.' }),
  })
  .meta({ id: 'LeadResult' })

/** An interval in which somebody owned the lead in a role. */
export const assignmentInterval = z
  .object({
    role: z.string(),
    owner_id: z.string(),
    pool_id: z.string().nullable(),
    decision_id: uuid,
    assigned_by: z.string(),
    from: instant,
    until: instant.nullable().meta({ description: 'null: still.' }),
    end_reason: z.string().nullable(),
  })
  .meta({ id: 'AssignmentInterval' })

/** A clock of a lead, running or ended. */
export const leadClock = z
  .object({
    name: z.string(),
    owner_id: z.string().nullable(),
    pool_id: z.string().nullable(),
    target_seconds: z.int(),
    hours: z.string(),
    zone: z.string().nullable(),
    started_at: instant,
    due_at: instant.nullable(),
    warned_at: instant.nullable(),
    breached_at: instant.nullable(),
    breach_cause: z.string().nullable(),
    ended_at: instant.nullable(),
    end_reason: z.string().nullable(),
    raw_seconds: z.number().nullable(),
    working_seconds: z.number().nullable(),
  })
  .meta({ id: 'LeadClock' })

/** Where and why a lead waits. */
export const leadHold = z
  .object({
    queue: z.string(),
    reason: z.string(),
    since: instant.meta({ description: 'Since when it has no owner; its age in the queue.' }),
    retry_at: instant
      .nullable()
      .meta({ description: 'When time alone brings the next try; events may bring it sooner.' }),
    attempts: z.int(),
    error: z.string().nullable().meta({ description: 'Why a parked lead could not be decided.' }),
  })
  .meta({ id: 'LeadHold' })

/** A lead in a list, with what `include` asks for. */
export const leadSummary = z
  .object({
    ...leadFields,
    given: z.record(z.string(), z.unknown()).nullable().optional().meta({
      description: 'Attributes as given, with `include=given`; null once the person was erased.',
    }),
    hold: leadHold.nullable().optional().meta({ description: 'Where and why it waits, with `include=hold`.' }),
  })
  .meta({ id: 'LeadSummary' })

/** A page of leads. */
export const leadPage = page(leadSummary).meta({ id: 'LeadPage' })

/** One lead with all that is known of it. */
export const leadDetail = z
  .object({
    ...leadFields,
    given: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'Attributes as given; null once the person was erased.',
    }),
    attributes: z.record(z.string(), z.unknown()).meta({
      description: "The policy's fields as normalised, without those that name a person.",
    }),
    assignments: z.array(assignmentInterval),
    clocks: z.array(leadClock),
    hold: leadHold.nullable(),
  })
  .meta({ id: 'LeadDetail' })

/** What a command answers. */
export type LeadResult = z.infer<typeof leadResult>
/** A lead in a list. */
export type LeadSummary = z.infer<typeof leadSummary>
/** One lead with all that is known of it. */
export type LeadDetail = z.infer<typeof leadDetail>
/** A page of leads. */
export type LeadPage = z.infer<typeof leadPage>
/** A clock that a decision starts. */
export type StartedClock = z.infer<typeof startedClock>
