import type { Queryable } from '../../../platform/db/queryable.ts'
import { newId } from '../../../platform/ids/new-id.ts'
import { recordAudit } from '../../audit/read.ts'
import { insertSession } from './queries.ts'
import { hashSessionToken, makeSessionToken } from './session-token.ts'
import { SESSION_SECONDS } from './session-times.ts'

/** Who signed in, and how. */
export type SignedIn = {
  readonly workspaceId: string
  readonly userId: string
  readonly method: 'password' | 'sso'
  /** Whether they proved just now who they are, so that nothing asks for it again for a while. */
  readonly isSteppedUp: boolean
  readonly ip: string
  readonly userAgent: string
}

/** A session that was just made: its token is told to the browser and stored nowhere. */
export type StartedSession = {
  readonly workspaceId: string
  readonly userId: string
  readonly sessionId: string
  readonly token: string
  readonly secondsLeft: number
}

const USER_AGENT_MAX = 300

/** Makes a session for a user whom the caller has told to be who they say, within the caller's transaction. */
export async function startSession(tx: Queryable, signedIn: SignedIn): Promise<StartedSession> {
  const { workspaceId, userId, userAgent, method } = signedIn
  const token = makeSessionToken()
  const sessionId = newId()
  const stored = { hash: hashSessionToken(token), userAgent: userAgent.slice(0, USER_AGENT_MAX) }
  await insertSession(tx, { ...signedIn, ...stored, sessionId })
  await recordAudit(tx, {
    workspaceId,
    actor: `user:${userId}`,
    action: 'session.started',
    subject: { kind: 'session', id: sessionId },
    details: { user_id: userId, method },
  })
  return { workspaceId, userId, sessionId, token, secondsLeft: SESSION_SECONDS }
}
