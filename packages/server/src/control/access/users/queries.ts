import type { RoleName } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'

/** Whether somebody signs in: `invited` until they have a password or came by single sign-on, `disabled` when they may not any more. */
export type UserStatus = 'invited' | 'active' | 'disabled'

/** A user. Instants are epoch milliseconds. */
export type UserRow = {
  readonly userId: string
  readonly email: string
  readonly name: string
  /** Separated by blanks. */
  readonly roles: string
  readonly ownerId: string | null
  /** JSON. */
  readonly teamIds: string
  readonly status: UserStatus
  readonly hasPassword: boolean
  readonly createdMs: number
  readonly lastSignInMs: number | null
}

const columns = `
    select user_account.user_id as "userId", user_account.email, user_account.name, user_account.roles,
           user_account.owner_id as "ownerId", user_account.team_ids as "teamIds", user_account.status,
           user_credential.user_id is not null as "hasPassword",
           user_account.created_at as "createdMs", user_account.last_sign_in_at as "lastSignInMs"
      from user_account
      left join user_credential
        on user_credential.workspace_id = user_account.workspace_id and user_credential.user_id = user_account.user_id`

async function findBy(
  column: 'user_id' | 'email' | 'owner_id',
  db: Queryable,
  values: readonly [workspaceId: string, value: string],
): Promise<UserRow | null> {
  const rows = await db.query<UserRow>(
    `${columns}\n     where user_account.workspace_id = $1 and user_account.${column} = $2`,
    values,
  )
  return rows[0] ?? null
}

/** One user; `null`: there is none with this id. */
export async function findUser(db: Queryable, workspaceId: string, userId: string): Promise<UserRow | null> {
  return findBy('user_id', db, [workspaceId, userId])
}

/** One user by their address in lower case; `null`: there is none. */
export async function findUserByEmail(db: Queryable, workspaceId: string, email: string): Promise<UserRow | null> {
  return findBy('email', db, [workspaceId, email])
}

/** The user who is this owner of the roster; `null`: nobody is. */
export async function findUserOfOwner(db: Queryable, workspaceId: string, ownerId: string): Promise<UserRow | null> {
  return findBy('owner_id', db, [workspaceId, ownerId])
}

/** The users of a workspace by name, at most `limit`; `status` is `null` for any. */
export async function listUsers(
  db: Queryable,
  workspaceId: string,
  { status, limit }: { readonly status: UserStatus | null; readonly limit: number },
): Promise<readonly UserRow[]> {
  return db.query<UserRow>(
    `${columns}
     where user_account.workspace_id = $1 and ($2::text is null or user_account.status = $2)
     order by user_account.name, user_account.user_id
     limit $3`,
    [workspaceId, status, limit],
  )
}

/** Workspaces that nobody has signed up for, oldest first, at most `limit`. */
export async function findWorkspacesWithoutUsers(
  db: Queryable,
  limit: number,
): Promise<readonly { readonly workspaceId: string; readonly name: string }[]> {
  return db.query(
    `
    select workspace.workspace_id as "workspaceId", workspace.name
      from workspace
     where not exists (select 1 from user_account where user_account.workspace_id = workspace.workspace_id)
     order by workspace.created_at, workspace.workspace_id
     limit $1`,
    [limit],
  )
}

/** Holds the users of a workspace until the transaction ends: who may do what is changed by one at a time. Returns how many there are. */
export async function lockUsers(tx: Queryable, workspaceId: string): Promise<number> {
  await tx.query(`select 1 from workspace where workspace.workspace_id = $1 for no key update`, [workspaceId])
  const rows = await tx.query<{ readonly count: number }>(
    `select count(*)::int as count from user_account where user_account.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.count ?? 0
}

/** How many users who may sign in own the installation. */
export async function countOwners(tx: Queryable, workspaceId: string): Promise<number> {
  const rows = await tx.query<{ readonly count: number }>(
    `
    select count(*)::int as count
      from user_account
     where user_account.workspace_id = $1 and user_account.status = 'active'
       and 'owner' = any(string_to_array(user_account.roles, ' '))`,
    [workspaceId],
  )
  return rows[0]?.count ?? 0
}

/** What of a user can be set. */
export type UserSettings = {
  readonly email: string
  readonly name: string
  readonly roles: readonly RoleName[]
  readonly ownerId: string | null
  readonly teamIds: readonly string[]
  readonly status: UserStatus
}

/** Stores a user. The address is in lower case. */
export async function insertUser(
  tx: Queryable,
  { workspaceId, userId, ...user }: UserSettings & { readonly workspaceId: string; readonly userId: string },
): Promise<void> {
  await tx.execute(
    `
    insert into user_account (workspace_id, user_id, email, name, roles, owner_id, team_ids, status, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      workspaceId,
      userId,
      user.email,
      user.name,
      user.roles.join(' '),
      user.ownerId,
      JSON.stringify(user.teamIds),
      user.status,
    ],
  )
}

/** Sets all of a user that can be set. */
export async function updateUser(
  tx: Queryable,
  { workspaceId, userId, ...user }: UserSettings & { readonly workspaceId: string; readonly userId: string },
): Promise<void> {
  await tx.execute(
    `
    update user_account
       set email = $3, name = $4, roles = $5, owner_id = $6, team_ids = $7, status = $8
     where user_account.workspace_id = $1 and user_account.user_id = $2`,
    [
      workspaceId,
      userId,
      user.email,
      user.name,
      user.roles.join(' '),
      user.ownerId,
      JSON.stringify(user.teamIds),
      user.status,
    ],
  )
}

/** The workspaces that a text names by id or name; without a text all of them. At most two: one is what is asked for. */
export async function findNamedWorkspaces(db: Queryable, text: string | null): Promise<readonly string[]> {
  const rows = await db.query<{ readonly workspaceId: string }>(
    `
    select workspace.workspace_id as "workspaceId"
      from workspace
     where $1::text is null or workspace.name = $1 or workspace.workspace_id::text = lower($1)
     order by workspace.created_at
     limit 2`,
    [text],
  )
  return rows.map(({ workspaceId }) => workspaceId)
}

/** What a workspace is called. */
export async function findWorkspaceName(db: Queryable, workspaceId: string): Promise<string> {
  const rows = await db.query<{ readonly name: string }>(
    `select workspace.name from workspace where workspace.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.name ?? ''
}
