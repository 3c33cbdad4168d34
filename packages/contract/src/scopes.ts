import { z } from 'zod'

/** What an API key may be allowed to do, each with a sentence. `admin` contains all others. */
export const scopes = {
  'leads:read': 'Read leads and decisions, with what was given for them.',
  'leads:write': 'Post leads, and do with them what owners and managers do.',
  'imports:write': 'Import leads, and undo imports.',
  'events:read': 'Follow the stream of events.',
  'people:read': 'Read owners, pools, accounts and do-not-contact entries.',
  'people:write': 'Change owners, pools, accounts and do-not-contact entries.',
  'policies:read': 'Read policy versions.',
  'policies:write': 'Make and activate policy versions.',
  'connections:read': 'Read forms, destinations and deliveries, without their secrets.',
  'connections:write': 'Change forms and destinations, and redrive deliveries.',
  admin: 'Everything, API keys included.',
} as const satisfies Record<string, string>

/** One thing that an API key may be allowed to do. */
export type Scope = keyof typeof scopes

/** Whether a text names a scope. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text)
}

/** A scope in requests and answers. */
export const scope = z
  .string()
  .refine(isScope, `is no scope; there are ${Object.keys(scopes).join(', ')}`)
  .meta({ enum: Object.keys(scopes), example: 'leads:write' })
