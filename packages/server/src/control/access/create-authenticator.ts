import { grantsScope, isRoleName, isScope, scopesOfRoles } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { type Authenticator, type Caller, type Credential, keyCaller } from '../../platform/http/caller.ts'
import type { Log } from '../../platform/log/create-log.ts'
import { readTeamOf } from '../people/read.ts'
import { hashApiKey, isApiKey } from './api-key.ts'
import { type ApiKeyRow, findApiKey, noteKeyUse } from './queries.ts'
import { findSession, noteSessionUse, type SessionRow } from './sessions/queries.ts'
import { hashSessionToken, isSessionToken } from './sessions/session-token.ts'

/** How long a caller is trusted without being looked up again: so long may a key that was revoked, or a session that was ended, still be used on a node. */
const trustMs = 5000
const rememberedMax = 5000

/**
 * Tells callers by their API keys and sessions. Each is looked up at most every five seconds a node; that it is used is noted at
 * most once a minute and never waited for.
 */
export function createAuthenticator({ db, log }: { readonly db: Queryable; readonly log: Log }): Authenticator {
  const known = new Map<string, { readonly caller: Caller | null; readonly untilMs: number }>()
  const note = (noting: Promise<void>): void => {
    noting.catch((error: unknown) => log.warn({ err: error }, 'the use of a key or a session could not be noted'))
  }

  const byKey = async (key: string): Promise<Caller | null> => {
    const row = await findApiKey(db, hashApiKey(key))
    if (row !== null && !row.isFresh) note(noteKeyUse(db, row))
    return row === null ? null : callerOfKey(row)
  }
  const bySession = async (token: string): Promise<Caller | null> => {
    const row = await findSession(db, hashSessionToken(token))
    if (row !== null && !row.isFresh) note(noteSessionUse(db, row))
    return row === null ? null : callerOfSession(db, row)
  }

  return {
    find: async (credential, { isFresh = false } = {}) => {
      const text = textOf(credential)
      if (text === null) return null
      const found = known.get(text)
      if (!isFresh && found !== undefined && performance.now() < found.untilMs) return found.caller
      const caller = await (credential.kind === 'key' ? byKey(text) : bySession(text))
      // Forgetting all of them at once is rare, and costs each caller one look.
      if (known.size >= rememberedMax) known.clear()
      known.set(text, { caller, untilMs: performance.now() + trustMs })
      return caller
    },
    forget: () => known.clear(),
  }
}

/** The credential's text; `null` when it has not even the form of one. */
function textOf(credential: Credential): string | null {
  switch (credential.kind) {
    case 'key':
      return isApiKey(credential.key) ? credential.key : null
    case 'session':
      return isSessionToken(credential.token) ? credential.token : null
  }
}

function callerOfKey({ workspaceId, apiKeyId, name, scopes }: ApiKeyRow): Caller {
  return keyCaller({
    workspaceId,
    keyId: apiKeyId,
    actor: `key:${name}`,
    scopes: new Set(scopes.split(' ').filter(isScope)),
  })
}

async function callerOfSession(db: Queryable, row: SessionRow): Promise<Caller> {
  const { workspaceId, sessionId, userId, ownerId, isSteppedUp } = row
  const scopes = scopesOfRoles(row.roles.split(' ').filter(isRoleName))
  const asksForTeam = grantsScope(scopes, 'leads:read:team') || grantsScope(scopes, 'absences:write:team')
  const ownTeam = ownerId === null || !asksForTeam ? null : await readTeamOf(db, workspaceId, ownerId)
  const looksAfter: readonly string[] = JSON.parse(row.teamIds)
  const teamIds = [...new Set([...(ownTeam === null ? [] : [ownTeam]), ...looksAfter])]
  return {
    workspaceId,
    actor: `user:${userId}`,
    scopes,
    keyId: null,
    userId,
    sessionId,
    ownerId,
    teamIds,
    isSteppedUp,
  }
}
