// Without the schema library, so that a browser reads what people may do without loading it.

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

/** What a role is for, and what it is made of. */
export type Role = { readonly title: string; readonly scopes: readonly Scope[] }

/**
 * The roles that people have. Somebody with several may do what any of them may. What stands in none of them, only the owner of the
 * installation may do.
 */
export const roles = {
  viewer: {
    title: 'Reads everything but who has access, and changes nothing.',
    scopes: [
      'leads:read',
      'events:read',
      'people:read',
      'policies:read',
      'reports:read',
      'connections:read',
      'audit:read',
    ],
  },
  rep: {
    title: 'Works their own leads and enters their own absences.',
    scopes: ['leads:read:own', 'leads:write:own', 'absences:write:own'],
  },
  manager: {
    title: 'Works the leads of their team and enters its absences; reads people, policy and reports.',
    scopes: [
      'leads:read:team',
      'leads:write:team',
      'absences:write:team',
      'people:read',
      'policies:read',
      'reports:read',
    ],
  },
  marketing_ops: {
    title: 'Brings leads in, and proposes and approves changes of the policy.',
    scopes: [
      'leads:read',
      'leads:write',
      'imports:write',
      'events:read',
      'people:read',
      'policies:read',
      'policies:propose',
      'policies:approve',
      'reports:read',
      'audit:read',
      'connections:read',
      'connections:write',
      'access:read',
    ],
  },
  sales_ops: {
    title: 'Keeps people, pools and policy, and makes approved changes active.',
    scopes: [
      'leads:read',
      'leads:write',
      'imports:write',
      'events:read',
      'people:read',
      'people:write',
      'policies:read',
      'policies:write',
      'policies:propose',
      'policies:approve',
      'policies:schedule',
      'policies:apply',
      'reports:read',
      'audit:read',
      'connections:read',
      'access:read',
    ],
  },
  owner: {
    title: 'Owns the installation: everything, going round a review included, which everybody is told of.',
    scopes: ['admin', 'policies:bypass'],
  },
} as const satisfies Record<string, Role>

/** The name of a role. */
export type RoleName = keyof typeof roles

/** Every role, the least first. */
export const roleNames: readonly RoleName[] = ['viewer', 'rep', 'manager', 'marketing_ops', 'sales_ops', 'owner']

/** Whether a text names a role. */
export function isRoleName(text: string): text is RoleName {
  return Object.hasOwn(roles, text)
}

/** What somebody with these roles may do. */
export function scopesOfRoles(names: Iterable<RoleName>): ReadonlySet<Scope> {
  return new Set([...names].flatMap((name): readonly Scope[] => roles[name].scopes))
}

/**
 * Whether these grants contain `scope`: by name, because `admin` contains all but `policies:bypass`, or because one contains it that
 * reaches further: `leads:read` contains `leads:read:team`, and that `leads:read:own`.
 */
export function grantsScope(granted: ReadonlySet<Scope>, scope: Scope): boolean {
  if (granted.has(scope) || (granted.has('admin') && scope !== 'policies:bypass')) return true
  return (wider[scope] ?? []).some((other) => granted.has(other))
}

const wider: Readonly<Partial<Record<Scope, readonly Scope[]>>> = {
  'leads:read:team': ['leads:read'],
  'leads:read:own': ['leads:read', 'leads:read:team'],
  'leads:write:team': ['leads:write'],
  'leads:write:own': ['leads:write', 'leads:write:team'],
  'absences:write:team': ['people:write'],
  'absences:write:own': ['people:write', 'absences:write:team'],
}
