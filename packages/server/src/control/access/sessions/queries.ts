import type { Queryable } from '../../../platform/db/queryable.ts'
import { IDLE_SECONDS, KEEP_SECONDS, SESSION_SECONDS, STEP_UP_SECONDS } from './session-times.ts'

/** A session that holds now, and whose it is. */
export type SessionRow = {
  readonly workspaceId: string
  readonly sessionId: string
  readonly userId: string
  /** Separated by blanks. */
  readonly roles: string
  readonly ownerId: string | null
  /** JSON. */
  readonly teamIds: string
  readonly isSteppedUp: boolean
  /** Whether its last use was noted within the last minute. */
  readonly isFresh: boolean
}

const holds = `user_session.ended_at is null and user_session.idle_until > now() and user_session.expires_at > now()`
const isSteppedUp = `coalesce(user_session.stepped_up_at > now() - interval '${STEP_UP_SECONDS} seconds', false)`

/** Finds a session by the hash of its token, unless it is over or its user may not sign in. */
export async function findSession(db: Queryable, tokenHash: string): Promise<SessionRow | null> {
  const rows = await db.query<SessionRow>(
    {
      name: 'find_session',
      text: `
    select user_session.workspace_id as "workspaceId", user_session.session_id as "sessionId", user_session.user_id as "userId",
           user_account.roles, user_account.owner_id as "ownerId", user_account.team_ids as "teamIds",
           ${isSteppedUp} as "isSteppedUp", user_session.seen_at > now() - interval '1 minute' as "isFresh"
      from user_session
      join user_account
        on user_account.workspace_id = user_session.workspace_id and user_account.user_id = user_session.user_id
     where user_session.hash = $1 and ${holds} and user_account.status = 'active'`,
    },
    [tokenHash],
  )
  return rows[0] ?? null
}

/** Notes that a session is used, which puts off its end, at most once a minute. */
export async function noteSessionUse(db: Queryable, { workspaceId, sessionId }: SessionRow): Promise<void> {
  await db.execute(
    {
      name: 'note_session_use',
      text: `
    update user_session
       set seen_at = now(), idle_until = now() + interval '${IDLE_SECONDS} seconds'
     where user_session.workspace_id = $1 and user_session.session_id = $2
       and user_session.seen_at < now() - interval '1 minute' and ${holds}`,
    },
    [workspaceId, sessionId],
  )
}

/** A session to be stored. */
export type NewSessionRow = {
  readonly workspaceId: string
  readonly sessionId: string
  readonly userId: string
  readonly hash: string
  readonly method: 'password' | 'sso'
  readonly isSteppedUp: boolean
  readonly ip: string
  readonly userAgent: string
}

/** Stores a session, notes the sign-in, and forgets sessions of the workspace that were over long ago. */
export async function insertSession(tx: Queryable, session: NewSessionRow): Promise<void> {
  await tx.execute(
    `
    with signed_in as (
      update user_account
         set last_sign_in_at = now()
       where user_account.workspace_id = $1 and user_account.user_id = $3
    ), forgotten as (
      delete from user_session
       where user_session.workspace_id = $1 and user_session.expires_at < now() - interval '${KEEP_SECONDS} seconds'
    )
    insert into user_session (workspace_id, session_id, user_id, hash, method, created_at, seen_at, idle_until, expires_at,
                              stepped_up_at, ip, user_agent)
    values ($1, $2, $3, $4, $5, now(), now(), now() + interval '${IDLE_SECONDS} seconds',
            now() + interval '${SESSION_SECONDS} seconds', case when $6 then now() end, $7, $8)`,
    [
      session.workspaceId,
      session.sessionId,
      session.userId,
      session.hash,
      session.method,
      session.isSteppedUp,
      session.ip,
      session.userAgent,
    ],
  )
}

/** Notes that the person of a session proved again who they are. */
export async function noteStepUp(
  db: Queryable,
  { workspaceId, sessionId }: { readonly workspaceId: string; readonly sessionId: string },
): Promise<void> {
  await db.execute(
    `
    update user_session
       set stepped_up_at = now()
     where user_session.workspace_id = $1 and user_session.session_id = $2 and ${holds}`,
    [workspaceId, sessionId],
  )
}

/** A session as it is listed. Instants are epoch milliseconds. */
export type ListedSessionRow = {
  readonly sessionId: string
  readonly userId: string
  readonly method: string
  readonly ip: string
  readonly userAgent: string
  readonly createdMs: number
  readonly seenMs: number
  readonly endsMs: number
  readonly steppedUpUntilMs: number | null
}

/** The sessions of a user that hold now, the one used last first, at most 200. */
export async function listSessions(
  db: Queryable,
  workspaceId: string,
  userId: string,
): Promise<readonly ListedSessionRow[]> {
  return db.query<ListedSessionRow>(
    `
    select user_session.session_id as "sessionId", user_session.user_id as "userId", user_session.method, user_session.ip,
           user_session.user_agent as "userAgent", user_session.created_at as "createdMs", user_session.seen_at as "seenMs",
           least(user_session.idle_until, user_session.expires_at) as "endsMs",
           case when ${isSteppedUp}
             then user_session.stepped_up_at + interval '${STEP_UP_SECONDS} seconds' end as "steppedUpUntilMs"
      from user_session
     where user_session.workspace_id = $1 and user_session.user_id = $2 and ${holds}
     order by user_session.seen_at desc, user_session.session_id
     limit 200`,
    [workspaceId, userId],
  )
}

/** Which sessions of a user to end. */
export type SessionEnd = {
  readonly workspaceId: string
  readonly userId: string
  /** One of them; `null`: all. */
  readonly sessionId: string | null
  /** One that stays. */
  readonly exceptId?: string | null
  /** Such as `signed_out` or `disabled`. */
  readonly reason: string
}

/** Ends sessions that hold now; returns their ids. Every node refuses them within five seconds. */
export async function endSessions(db: Queryable, end: SessionEnd): Promise<readonly string[]> {
  const rows = await db.query<{ readonly sessionId: string }>(
    `
    update user_session
       set ended_at = now(), end_reason = $5
     where user_session.workspace_id = $1 and user_session.user_id = $2 and ${holds}
       and ($3::uuid is null or user_session.session_id = $3) and ($4::uuid is null or user_session.session_id <> $4)
    returning user_session.session_id as "sessionId"`,
    [end.workspaceId, end.userId, end.sessionId, end.exceptId ?? null, end.reason],
  )
  return rows.map(({ sessionId }) => sessionId)
}
