import { z } from 'zod'

/**
 * What somebody may be granted, each with a sentence: roles are made of these, and API keys carry some. `admin` contains all others
 * but `policies:bypass`. One that ends in `:own` or `:team` reaches only what belongs to the caller or their team.
 */
export const scopes = {
  'leads:read': 'Read leads and decisions, with what was given for them.',
  'leads:read:team': 'Read the leads of one’s team.',
  'leads:read:own': 'Read one’s own leads.',
  'leads:write': 'Post leads, and do with them what owners and managers do.',
  'leads:write:team': 'Work the leads of one’s team, and hand them on within it.',
  'leads:write:own': 'Accept, touch, reject and close one’s own leads.',
  'imports:write': 'Import leads, and undo imports.',
  'events:read': 'Follow the stream of events.',
  'people:read': 'Read owners, pools, accounts and do-not-contact entries.',
  'people:write': 'Change owners, pools, accounts and do-not-contact entries.',
  'absences:write:team': 'Change the absences of one’s team.',
  'absences:write:own': 'Change one’s own absences.',
  'policies:read': 'Read policy versions and change requests.',
  'policies:write': 'Make and activate policy versions where no review is asked for.',
  'policies:propose': 'Draft changes of the policy and submit them for review.',
  'policies:approve': 'Approve or reject changes of the policy that somebody else wrote.',
  'policies:schedule': 'Set when an approved change takes effect, and cancel it.',
  'policies:apply': 'Make an approved change active, and go back to an earlier version.',
  'policies:bypass': 'Make a change active without review, which everybody is told of.',
  'reports:read': 'Read reports, and set when they are sent.',
  'audit:read': 'Read, export and verify the audit log.',
  'personal:export': 'Export everything that is stored about a person.',
  'personal:erase': 'Erase a person, and set and lift legal holds.',
  'connections:read': 'Read forms, destinations and deliveries, without their secrets.',
  'connections:write': 'Change forms and destinations, and redrive deliveries.',
  'access:read': 'Read users, roles, groups and sessions.',
  'access:write': 'Invite users, set their roles and groups, end their sessions, set up single sign-on.',
  scim: 'Keep users and groups from a directory, by SCIM.',
  'keys:write': 'Make and revoke API keys.',
  admin: 'Everything but `policies:bypass`.',
} as const satisfies Record<string, string>

/** One thing that somebody may be granted. */
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
