import type { Queryable } from '../../../platform/db/queryable.ts'

/** How long somebody may take at the provider, in seconds. */
export const ATTEMPT_SECONDS = 600

/** A sign-in under way. */
export type AttemptRow = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  /** The session whose person proves anew who they are; `null`: somebody signs in. */
  readonly sessionId: string | null
}

/** Which one: by the provider, and the hash of the token in the browser's cookie. */
export type AttemptKey = { readonly workspaceId: string; readonly providerId: string; readonly hash: string }

/** Stores a sign-in that begins; those of the workspace that took too long are forgotten. */
export async function insertAttempt(db: Queryable, attempt: AttemptKey & AttemptRow): Promise<void> {
  await db.execute(
    `
    with forgotten as (
      delete from sign_in_attempt where sign_in_attempt.workspace_id = $1 and sign_in_attempt.expires_at < now()
    )
    insert into sign_in_attempt (workspace_id, hash, provider_id, state, nonce, verifier, return_to, session_id, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, now() + interval '${ATTEMPT_SECONDS} seconds')`,
    [
      attempt.workspaceId,
      attempt.hash,
      attempt.providerId,
      attempt.state,
      attempt.nonce,
      attempt.verifier,
      attempt.returnTo,
      attempt.sessionId,
    ],
  )
}

/** Takes a sign-in under way, which is over by that; `null`: there is none, or it took too long. */
export async function takeAttempt(db: Queryable, key: AttemptKey): Promise<AttemptRow | null> {
  const rows = await db.query<AttemptRow>(
    `
    delete from sign_in_attempt
     where sign_in_attempt.workspace_id = $1 and sign_in_attempt.provider_id = $2 and sign_in_attempt.hash = $3
       and sign_in_attempt.expires_at > now()
    returning sign_in_attempt.state, sign_in_attempt.nonce, sign_in_attempt.verifier,
              sign_in_attempt.return_to as "returnTo", sign_in_attempt.session_id as "sessionId"`,
    [key.workspaceId, key.providerId, key.hash],
  )
  return rows[0] ?? null
}
