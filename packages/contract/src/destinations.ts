import { z } from 'zod'
import { isEventKind } from './events.ts'
import { instant, page, uuid } from './fields.ts'

const label = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, 'has control characters')
  .meta({ description: 'For people.', example: 'CRM write-back' })

const isKnown = (text: string): boolean => text === '*' || isEventKind(text)
const eventKinds = z
  .array(z.string().refine(isKnown, 'is no event; docs/reference/events.md lists them'))
  .min(1)
  .max(50)
  .meta({
    description: 'Events to deliver, by name; `*` is all of them.',
    example: ['lead.assigned', 'lead.reassigned'],
  })

const includePerson = z.boolean().meta({
  description:
    'Whether what was given for the lead (name, e-mail, phone …) travels along. It is read at delivery: what was erased is not sent.',
})

const webUrl = z.url({ protocol: /^https?$/ }).max(2000)
const smtpUrl = z
  .url({ protocol: /^smtps?$/ })
  .max(2000)
  .meta({ description: 'Such as `smtps://user:password@mail.example:465`; with `smtp:` the connection turns to TLS.' })
const mailbox = z.email().max(320)
const recipients = z
  .union([z.literal('owner'), z.array(mailbox).min(1).max(20)])
  .meta({ description: '`owner` is the address that the roster has for the owner whom the event concerns.' })

const ownership: readonly string[] = ['lead.assigned', 'lead.reassigned']
const shared = { name: label, include_person: includePerson.default(false) }

/** A new destination of events. */
export const postDestinationRequest = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('webhook'), ...shared, url: webUrl, events: eventKinds.default(['*']) }),
    z.strictObject({
      kind: z.literal('email'),
      ...shared,
      smtp_url: smtpUrl,
      from: mailbox,
      to: recipients.default('owner'),
      events: eventKinds.default([...ownership]),
    }),
    z.strictObject({ kind: z.literal('slack'), ...shared, url: webUrl, events: eventKinds.default([...ownership]) }),
  ])
  .meta({ id: 'PostDestination' })

/** What of a destination is to change; fields left out stay. */
export const updateDestinationRequest = z
  .strictObject({
    name: label,
    is_active: z
      .boolean()
      .meta({ description: 'Switched off, it gets no more events, and what waited for it has failed.' }),
    events: eventKinds,
    include_person: includePerson,
    url: webUrl.meta({ description: 'Of a webhook or of Slack.' }),
    smtp_url: smtpUrl,
    from: mailbox,
    to: recipients,
  })
  .partial()
  .meta({ id: 'UpdateDestination' })

/** A destination, without what is secret about it. */
export const destination = z
  .object({
    destination_id: uuid,
    kind: z.enum(['webhook', 'email', 'slack']),
    name: z.string(),
    is_active: z.boolean(),
    events: z.array(z.string()),
    include_person: z.boolean(),
    address: z.string().meta({ description: 'Where it goes; passwords, queries and the path at Slack are left out.' }),
    from: z.string().nullable(),
    to: z.union([z.literal('owner'), z.array(z.string())]).nullable(),
    secrets: z
      .array(z.object({ hint: z.string(), created_at: instant, valid_until: instant.nullable() }))
      .meta({ description: 'By which a webhook is signed, the newest first; only their first characters.' }),
    created_at: instant,
    changed_at: instant,
  })
  .meta({ id: 'Destination' })

/** A new destination, or one with a new secret: `secret` is told this once. */
export const destinationWithSecret = destination
  .extend({
    secret: z.string().nullable().meta({ description: 'Signs webhooks from now on; it is never shown again.' }),
  })
  .meta({ id: 'DestinationWithSecret' })

/** All destinations of a workspace. */
export const destinationList = z.object({ data: z.array(destination) })

/** How long the secret before stays valid beside the new one. */
export const rotateSecretRequest = z
  .strictObject({
    keep_seconds: z
      .int()
      .min(0)
      .max(604_800)
      .default(86_400)
      .meta({ description: 'For so long webhooks carry signatures of both: a day unless told, a week at most.' }),
  })
  .meta({ id: 'RotateSecret' })

/** What came of a test. */
export const destinationTest = z
  .object({ is_delivered: z.boolean(), error: z.string().nullable(), duration_ms: z.number() })
  .meta({ id: 'DestinationTest' })

/** What can become of a delivery. */
export const deliveryStates = ['waiting', 'delivered', 'failed', 'superseded'] as const

/** An event on its way to a destination, or there. */
export const delivery = z
  .object({
    event_id: z.string().meta({ description: 'The id of the event.', example: '4711-3' }),
    kind: z.string(),
    at: instant,
    lead_id: uuid.nullable(),
    state: z.enum(deliveryStates).meta({ description: '`superseded`: a newer owner of the lead took its place.' }),
    attempts: z.int(),
    next_at: instant.nullable(),
    delivered_at: instant.nullable(),
    error: z.string().nullable().meta({ description: 'What stood in the way of the last attempt.' }),
  })
  .meta({ id: 'Delivery' })

/** Deliveries of a destination, the newest first. */
export const deliveryPage = page(delivery)

/** Sends again what failed. */
export const redriveRequest = z
  .strictObject({
    dry_run: z.boolean().default(false).meta({ description: 'Only counts what would be sent.' }),
  })
  .meta({ id: 'Redrive' })

/** How many deliveries are sent again, or would be. */
export const redriveResult = z.object({ count: z.int(), is_dry_run: z.boolean() }).meta({ id: 'RedriveResult' })

/** A new destination of events, with its defaults filled in. */
export type PostDestination = z.output<typeof postDestinationRequest>
/** What of a destination is to change. */
export type UpdateDestination = z.output<typeof updateDestinationRequest>
/** A destination, without what is secret about it. */
export type Destination = z.output<typeof destination>
/** An event on its way to a destination, or there. */
export type Delivery = z.output<typeof delivery>
