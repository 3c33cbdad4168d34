import { type currentSession, RoutingError, scopesOfRoles, type session } from '@rightful/contract'
import type { z } from 'zod'
import { isoTime, isoTimeOrNull } from '../../../platform/clock/iso-time.ts'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { findGroupNamesOf } from '../groups/queries.ts'
import { requireUser } from '../users/invite-user.ts'
import { findWorkspaceName } from '../users/queries.ts'
import { rolesOf, userView } from '../users/user-view.ts'
import { type ListedSessionRow, listSessions } from './queries.ts'

/** A session as answered. */
export function sessionView(row: ListedSessionRow, currentId: string | null): z.output<typeof session> {
  return {
    session_id: row.sessionId,
    method: row.method,
    ip: row.ip,
    user_agent: row.userAgent,
    created_at: isoTime(row.createdMs),
    last_seen_at: isoTime(row.seenMs),
    ends_at: isoTime(row.endsMs),
    is_current: row.sessionId === currentId,
  }
}

/** Whose session it is. */
export type SessionOf = { readonly workspaceId: string; readonly userId: string; readonly sessionId: string }

/** Who is signed in by a session, and what they may do. Throws `session_not_found` when it is over. */
export async function readCurrentSession(
  db: Queryable,
  { workspaceId, userId, sessionId }: SessionOf,
): Promise<z.output<typeof currentSession>> {
  const row = (await listSessions(db, workspaceId, userId)).find((listed) => listed.sessionId === sessionId)
  if (row === undefined) throw new RoutingError('session_not_found')
  const person = await requireUser(db, workspaceId, userId)
  return {
    session: sessionView(row, sessionId),
    user: userView(person),
    workspace: { workspace_id: workspaceId, name: await findWorkspaceName(db, workspaceId) },
    scopes: [...scopesOfRoles(rolesOf(person))],
    groups: [...(await findGroupNamesOf(db, workspaceId, userId))],
    stepped_up_until: isoTimeOrNull(row.steppedUpUntilMs),
  }
}
