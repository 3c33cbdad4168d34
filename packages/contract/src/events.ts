import { z } from 'zod'
import { instant, uuid } from './fields.ts'
import { changeEvents } from './events/change-events.ts'
import { clockEvents } from './events/clock-events.ts'
import { controlEvents } from './events/control-events.ts'
import { leadEvents } from './events/lead-events.ts'

/**
 * Every event, by name: a sentence on when, and the schema of its payload. The list grows; names and fields stay.
 * No payload holds anything that names the lead's person.
 */
export const eventMap = { ...leadEvents, ...clockEvents, ...controlEvents, ...changeEvents } as const

/** The name of an event. */
export type EventKind = keyof typeof eventMap

/** The payload of an event. */
export type EventPayload<Kind extends EventKind> = z.infer<(typeof eventMap)[Kind]['payload']>

/** Whether a text names an event. */
export function isEventKind(text: string): text is EventKind {
  return Object.hasOwn(eventMap, text)
}

/** Any event as it crosses the wire on the stream; docs/reference/webhooks.md has the body of a webhook. */
export const eventEnvelope = z
  .object({
    id: z.string().meta({
      description: "The workspace's order: its version and the place within it. Later ones are greater.",
      example: '4711-3',
    }),
    kind: z.string(),
    at: instant,
    lead_id: uuid.nullable(),
    owner_id: z.string().nullable().meta({ description: 'Whom it concerns: of a lead, its owner after the event.' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'As documented for the kind.' }),
  })
  .meta({ id: 'Event' })

/** Any event as it crosses the wire. */
export type EventEnvelope = z.infer<typeof eventEnvelope>
