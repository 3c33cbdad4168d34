import type { Queryable } from '../../../platform/db/queryable.ts'

/** What a token is for. */
export type TokenKind = 'setup' | 'invite' | 'reset'

/** A token that can be used; `userId` is `null` for setting up. */
export type TokenRow = { readonly workspaceId: string; readonly userId: string | null }

/** A token to be stored, as its hash. */
export type NewTokenRow = {
  readonly workspaceId: string
  readonly hash: string
  readonly kind: TokenKind
  readonly userId: string | null
  readonly by: string
  /** How long it can be used. */
  readonly seconds: number
}

/** Stores a token; returns when it expires, in epoch milliseconds. Those of the workspace that expired a month ago are forgotten. */
export async function insertToken(tx: Queryable, token: NewTokenRow): Promise<number> {
  const rows = await tx.query<{ readonly expiresMs: number }>(
    `
    with forgotten as (
      delete from user_token
       where user_token.workspace_id = $1 and user_token.expires_at < now() - interval '30 days'
    )
    insert into user_token (workspace_id, hash, kind, user_id, made_by, created_at, expires_at)
    values ($1, $2, $3, $4, $5, now(), now() + make_interval(secs => $6))
    returning user_token.expires_at as "expiresMs"`,
    [token.workspaceId, token.hash, token.kind, token.userId, token.by, token.seconds],
  )
  const [row] = rows
  if (row === undefined) throw new Error('A token that was stored was not returned.')
  return row.expiresMs
}

/** Finds a token by its hash, unless it was used or has expired. */
export async function findToken(db: Queryable, kind: TokenKind, tokenHash: string): Promise<TokenRow | null> {
  const rows = await db.query<TokenRow>(
    `
    select user_token.workspace_id as "workspaceId", user_token.user_id as "userId"
      from user_token
     where user_token.hash = $1 and user_token.kind = $2 and user_token.used_at is null and user_token.expires_at > now()`,
    [tokenHash, kind],
  )
  return rows[0] ?? null
}

/** Uses a token up. False: somebody else did, or it has expired meanwhile. */
export async function spendToken(tx: Queryable, workspaceId: string, tokenHash: string): Promise<boolean> {
  const count = await tx.execute(
    `
    update user_token
       set used_at = now()
     where user_token.workspace_id = $1 and user_token.hash = $2 and user_token.used_at is null and user_token.expires_at > now()`,
    [workspaceId, tokenHash],
  )
  return count === 1
}

/** Makes tokens of a kind work no more: those of one user, or of the workspace. */
export async function voidTokens(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly kind: TokenKind; readonly userId: string | null },
): Promise<void> {
  await tx.execute(
    `
    update user_token
       set used_at = now()
     where user_token.workspace_id = $1 and user_token.kind = $2 and user_token.user_id is not distinct from $3::uuid
       and user_token.used_at is null`,
    [of.workspaceId, of.kind, of.userId],
  )
}
