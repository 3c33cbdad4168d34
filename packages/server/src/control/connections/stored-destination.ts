import { z } from 'zod'
import type { DestinationRow } from './queries.ts'

const signingSecret = z.strictObject({
  secret: z.string(),
  made_ms: z.number(),
  /** Until when it signs, epoch milliseconds; `null`: without end. */
  until_ms: z.number().nullable(),
})

const shared = { events: z.array(z.string()), include_person: z.boolean() }

const configs = {
  webhook: z.strictObject({ ...shared, url: z.string(), secrets: z.array(signingSecret) }),
  email: z.strictObject({
    ...shared,
    smtp_url: z.string(),
    from: z.string(),
    to: z.union([z.literal('owner'), z.array(z.string())]),
  }),
  slack: z.strictObject({ ...shared, url: z.string() }),
}

/** A secret that signs webhooks. */
export type SigningSecret = z.output<typeof signingSecret>

/** What is stored of a destination's making, secrets included: it is never answered or logged. */
export type DestinationConfig =
  | ({ readonly kind: 'webhook' } & z.output<typeof configs.webhook>)
  | ({ readonly kind: 'email' } & z.output<typeof configs.email>)
  | ({ readonly kind: 'slack' } & z.output<typeof configs.slack>)

/** Reads what is stored. Throws on what was not written by `writeConfig`. */
export function readConfig({ kind, config }: Pick<DestinationRow, 'kind' | 'config'>): DestinationConfig {
  const stored: unknown = JSON.parse(config)
  switch (kind) {
    case 'webhook':
      return { kind, ...configs.webhook.parse(stored) }
    case 'email':
      return { kind, ...configs.email.parse(stored) }
    case 'slack':
      return { kind, ...configs.slack.parse(stored) }
    default:
      throw new Error(`There is no kind of destination called ${kind}.`)
  }
}

/** What is to be stored; the kind has a column of its own. */
export function writeConfig(config: DestinationConfig): string {
  return JSON.stringify({ ...config, kind: undefined })
}
