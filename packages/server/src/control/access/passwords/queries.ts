import type { Queryable } from '../../../platform/db/queryable.ts'

/** Somebody who may sign in, and what is stored of their password; `null`: they have none. */
export type CredentialRow = {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly hash: string | null
}

const columns = `
    select user_account.user_id as "userId", user_account.email, user_account.name, user_credential.hash
      from user_account
      left join user_credential
        on user_credential.workspace_id = user_account.workspace_id and user_credential.user_id = user_account.user_id`

/** Whose address it is, if they may sign in. */
export async function findCredentialByEmail(
  db: Queryable,
  workspaceId: string,
  email: string,
): Promise<CredentialRow | null> {
  const rows = await db.query<CredentialRow>(
    `${columns}
     where user_account.workspace_id = $1 and user_account.email = $2 and user_account.status = 'active'`,
    [workspaceId, email],
  )
  return rows[0] ?? null
}

/** What is stored of the password of somebody who may sign in. */
export async function findCredential(
  db: Queryable,
  workspaceId: string,
  userId: string,
): Promise<CredentialRow | null> {
  const rows = await db.query<CredentialRow>(
    `${columns}
     where user_account.workspace_id = $1 and user_account.user_id = $2 and user_account.status = 'active'`,
    [workspaceId, userId],
  )
  return rows[0] ?? null
}

/** Stores what there is of a password. */
export async function storeCredential(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly userId: string; readonly hash: string },
): Promise<void> {
  await tx.execute(
    `
    insert into user_credential (workspace_id, user_id, hash, changed_at)
    values ($1, $2, $3, now())
    on conflict (workspace_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [of.workspaceId, of.userId, of.hash],
  )
}
