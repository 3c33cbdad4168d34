import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { Reach, RouteAccess } from '../../platform/http/route.ts'
import type { PeopleResource } from './resources.ts'
import { readOwnersOfTeams } from './teams.ts'

/**
 * The owners whose leads and absences the caller reaches: themselves, or everybody in the teams that they look after and themselves.
 * `null`: anybody's.
 */
export async function ownersWithin(
  db: Queryable,
  { workspaceId, ownerId, teamIds }: Caller,
  reach: Reach,
): Promise<readonly string[] | null> {
  if (reach === 'all') return null
  const own = ownerId === null ? [] : [ownerId]
  if (reach === 'own') return own
  return [...new Set([...own, ...(await readOwnersOfTeams(db, workspaceId, teamIds))])]
}

/** Who may read and who may change a kind of record: absences also whoever they belong to, and an owner is read by themselves. */
export function accessTo({ kind }: PeopleResource, verb: 'read' | 'list' | 'write'): RouteAccess {
  const scope = verb === 'write' ? 'people:write' : 'people:read'
  const isNarrow = kind === 'absence' || (kind === 'owner' && verb === 'read')
  return isNarrow ? { scope, narrower: { team: 'absences:write:team', own: 'absences:write:own' } } : { scope }
}

/** Whether the caller reaches the owner whom records belong to. */
export function isWithin([ownerId = '']: readonly string[], within: readonly string[] | null): boolean {
  return within === null || within.includes(ownerId)
}

/** Throws as for an owner who is not there, unless the caller reaches the one whom the record belongs to. */
export function requireWithin(
  { parent, notFound }: PeopleResource,
  parts: readonly string[],
  { within, asks }: { readonly within: readonly string[] | null; readonly asks: 'parent' | 'record' },
): void {
  const [ownerId = ''] = parts
  if (isWithin(parts, within)) return
  if (parent !== null && asks === 'parent') throw new RoutingError(parent.notFound, { [parent.kind]: ownerId })
  throw new RoutingError(notFound, { id: parts.at(-1) ?? '' })
}
