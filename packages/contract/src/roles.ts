import { z } from 'zod'
import type { Scope } from './scopes.ts'

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

/** A role in requests and answers. */
export const roleName = z
  .string()
  .refine(isRoleName, `is no role; there are ${roleNames.join(', ')}`)
  .meta({ enum: [...roleNames], example: 'rep' })

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
