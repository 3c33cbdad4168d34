import { z } from 'zod'
import { uuid } from '../fields.ts'
import type { EventSpec } from './event-spec.ts'

const by = z.string().meta({ description: 'An API key, a person, or `system`.' })

/** What happens to people, policies and imports. */
export const controlEvents = {
  'roster.changed': {
    when: 'Owners, pools, members, absences or do-not-contact entries changed.',
    payload: z.object({
      roster_version: z.int(),
      change_count: z.int(),
      /** The first 500. */
      changes: z.array(z.object({ kind: z.string(), id: z.string(), action: z.enum(['set', 'removed']) })),
      by,
    }),
  },
  'accounts.changed': {
    when: 'Accounts changed.',
    payload: z.object({ accounts_version: z.int(), count: z.int(), by }),
  },
  'policy.activated': {
    when: 'A version of the policy decides from now on.',
    payload: z.object({ policy_version: z.int(), name: z.string(), hash: z.string(), by }),
  },
  'destination.changed': {
    when: 'A destination of events was made, changed or switched off.',
    payload: z.object({
      destination_id: uuid,
      action: z.enum(['created', 'updated', 'secret_rotated', 'switched_on', 'switched_off']),
      /** Why it was switched off when nobody asked for it: `gone`, its receiver said so. */
      reason: z.string().nullable(),
      by,
    }),
  },
  'report.ready': {
    when: 'A report was made as its schedule asks, for the destination of the schedule.',
    payload: z.object({
      schedule_id: uuid,
      report: z.string(),
      title: z.string(),
      period: z.object({ from: z.string(), to: z.string(), zone: z.string() }),
      /** Where the whole of it is had, below the address of the server. */
      path: z.string(),
      is_complete: z.boolean(),
      columns: z.array(z.string()),
      row_count: z.int(),
      /** The first 200, each with the cells of the columns. */
      rows: z.array(z.array(z.unknown())),
      by,
    }),
  },
  'import.finished': {
    when: 'Every row of an import was taken in or reported.',
    payload: z.object({ import_id: uuid, row_count: z.int(), done_count: z.int(), error_count: z.int() }),
  },
  'import.undone': {
    when: 'An import was undone.',
    payload: z.object({ import_id: uuid, withdrawn_count: z.int(), kept_count: z.int() }),
  },
  'person.erased': {
    when: 'What named the person of these leads was erased, because somebody asked for it or it was kept long enough.',
    payload: z.object({ lead_ids: z.array(uuid), by }),
  },
} as const satisfies Record<string, EventSpec>
