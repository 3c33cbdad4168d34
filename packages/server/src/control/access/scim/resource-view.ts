import { hash } from 'node:crypto'
import { RoutingError } from '@rightful/contract'
import { isoTime } from '../../../platform/clock/iso-time.ts'
import type { DirectoryGroupRow } from './group-queries.ts'
import { ownSchema } from './person-draft.ts'
import type { DirectoryUserRow } from './user-queries.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** A resource as it is answered, with its version. */
export type Resource = Readonly<Record<string, unknown>> & {
  readonly meta: Readonly<Record<string, unknown>> & { readonly version: string }
}

/** A user as a directory reads them; `base` is where SCIM is served. */
export function userResource(row: DirectoryUserRow, base: string): Resource {
  const { userId, userName, externalId, name, givenName, familyName, email, status, ownerId } = row
  const groups: unknown = JSON.parse(row.groups)
  const roles = row.roles.split(' ').filter((role) => role !== '')
  return resourceOf('User', `${base}/Users/${userId}`, {
    schemas: ownerId === null ? [userSchema] : [userSchema, ownSchema],
    id: userId,
    ...(externalId === null ? {} : { externalId }),
    userName,
    name: {
      formatted: name,
      ...(givenName === null ? {} : { givenName }),
      ...(familyName === null ? {} : { familyName }),
    },
    displayName: name,
    active: status !== 'disabled',
    emails: [{ value: email, type: 'work', primary: true }],
    groups,
    roles: roles.map((value) => ({ value })),
    ...(ownerId === null ? {} : { [ownSchema]: { ownerId } }),
    createdMs: row.createdMs,
  })
}

/** A group as a directory reads it. */
export function groupResource(row: DirectoryGroupRow, base: string): Resource {
  const { groupId, name, externalId, createdMs } = row
  const members: unknown = JSON.parse(row.members)
  return resourceOf('Group', `${base}/Groups/${groupId}`, {
    schemas: [groupSchema],
    id: groupId,
    ...(externalId === null ? {} : { externalId }),
    displayName: name,
    members,
    createdMs,
  })
}

function resourceOf(
  resourceType: 'User' | 'Group',
  location: string,
  { createdMs, ...attributes }: Readonly<Record<string, unknown>> & { readonly createdMs: number },
): Resource {
  const version = `W/"${hash('sha256', JSON.stringify(attributes), 'base64url').slice(0, 22)}"`
  return { ...attributes, meta: { resourceType, created: isoTime(createdMs), location, version } }
}

/** Throws `version_conflict` unless If-Match, where it is sent, names the version. */
export function requireMatch(ifMatch: string | undefined, { meta: { version } }: Resource): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
  if (!ifMatch.split(',').map(bare).includes(bare(version))) throw new RoutingError('version_conflict')
}

/** What is always answered, whatever is asked for. */
const always: readonly string[] = ['schemas', 'id', 'meta']

/** The attributes that are asked for. Inner attributes stand for the outer one that they are in. */
export function chosen(
  resource: Resource,
  {
    attributes,
    excludedAttributes,
  }: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined },
): Readonly<Record<string, unknown>> {
  const wanted = attributes === undefined ? null : namesIn(attributes)
  const unwanted = namesIn(excludedAttributes ?? '')
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      const plain = name.toLowerCase()
      return always.includes(name) || ((wanted === null || wanted.has(plain)) && !unwanted.has(plain))
    }),
  )
}

function namesIn(text: string): ReadonlySet<string> {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  return new Set(
    names.map((name) => (name.startsWith('urn:') ? (name.split(':').at(-1) ?? '') : name).replace(/\..*/, '')),
  )
}
