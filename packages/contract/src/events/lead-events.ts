import { z } from 'zod'
import { instant, uuid } from '../fields.ts'
import type { EventSpec } from './event-spec.ts'

const by = z.string().meta({ description: 'An API key, a person, or `system`.' })

/** Who has the lead now and how it came about. */
const given = {
  decision_id: uuid,
  owner_id: z.string(),
  pool_id: z.string().nullable(),
  route_id: z.string().nullable(),
  /** How the owner was found: `pool`, `bound`, `named`, `look_ahead`, `kept`, `claim` or `hand`. */
  assigned_by: z.string(),
  reason: z.string(),
  roles: z.array(z.object({ role: z.string(), owner_id: z.string(), pool_id: z.string().nullable() })),
  clocks: z.array(z.object({ name: z.string(), due_at: instant.nullable() })),
}

/** What happens to leads. */
export const leadEvents = {
  'lead.assigned': {
    when: 'A lead has its first owner, or an owner again after it waited.',
    payload: z.object(given),
  },
  'lead.reassigned': {
    when: 'A lead that somebody owned has another owner.',
    payload: z.object({
      ...given,
      previous_owner_id: z.string(),
      /** `changed`, `owner_unavailable`, `breached:CLOCK`, `rejected` or `hand`. */
      cause: z.string(),
    }),
  },
  'lead.held': {
    when: 'A lead waits in a queue, having no owner.',
    payload: z.object({
      decision_id: uuid,
      queue: z.string(),
      reason: z.string(),
      retry_at: instant.nullable(),
      previous_owner_id: z.string().nullable(),
    }),
  },
  'lead.refused': {
    when: 'The policy refuses a lead.',
    payload: z.object({ decision_id: uuid, reason: z.string(), previous_owner_id: z.string().nullable() }),
  },
  'lead.parked': {
    when: 'Deciding a lead failed; it is stored, shown and tried again.',
    payload: z.object({ attempts: z.int(), retry_at: instant.nullable() }),
  },
  'lead.updated': {
    when: 'Attributes of a lead changed.',
    payload: z.object({ changed: z.array(z.string()), stayed: z.string().nullable(), by }),
  },
  'lead.repeated': {
    when: 'A lead that is known came in once more.',
    payload: z.object({ known_by: z.string() }),
  },
  'lead.touched': {
    when: 'Somebody followed a lead up.',
    payload: z.object({ channel: z.string().nullable(), is_first: z.boolean(), by }),
  },
  'lead.closed': {
    when: 'A lead came to its end.',
    payload: z.object({ as: z.enum(['converted', 'disqualified']), reason: z.string().nullable(), by }),
  },
  'lead.stayed': {
    when: 'A lead was moved so often within a day that it stays with its owner whatever the policy says.',
    payload: z.object({
      /** What would have moved it. */
      cause: z.string(),
      moved_count: z.int(),
    }),
  },
  'lead.rejected': {
    when: 'An owner gave a lead back as none.',
    payload: z.object({ previous_owner_id: z.string(), reason: z.string(), by }),
  },
  'lead.withdrawn': {
    when: 'A lead was taken back, because the import that brought it was undone.',
    payload: z.object({ previous_owner_id: z.string().nullable(), reason: z.string(), by }),
  },
} as const satisfies Record<string, EventSpec>
