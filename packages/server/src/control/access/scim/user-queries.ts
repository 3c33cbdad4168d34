import type { Queryable } from '../../../platform/db/queryable.ts'
import type { UserStatus } from '../users/queries.ts'
import { conditionOf, type FilterColumn } from './filter-sql.ts'
import type { Filter } from './filter.ts'

/** A user as a directory sees them. */
export type DirectoryUserRow = {
  readonly userId: string
  readonly userName: string
  readonly externalId: string | null
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly email: string
  readonly status: UserStatus
  /** Separated by blanks. */
  readonly roles: string
  readonly ownerId: string | null
  /** Whether the directory's groups give the roles; `null`: it never wrote anything of them. */
  readonly isKept: boolean | null
  readonly hasLeftRoster: boolean
  /** JSON: `value` and `display` of each group. */
  readonly groups: string
  readonly createdMs: number
}

const userName = `coalesce(directory_user.user_name, user_account.email)`

/** What users can be searched by. */
const columns: ReadonlyMap<string, FilterColumn> = new Map([
  ['id', { sql: 'user_account.user_id::text', kind: 'exact' }],
  ['username', { sql: userName, kind: 'folded' }],
  ['externalid', { sql: 'directory_user.external_id', kind: 'exact' }],
  ['displayname', { sql: 'user_account.name', kind: 'folded' }],
  ['name.formatted', { sql: 'user_account.name', kind: 'folded' }],
  ['name.givenname', { sql: 'directory_user.given_name', kind: 'folded' }],
  ['name.familyname', { sql: 'directory_user.family_name', kind: 'folded' }],
  ['emails', { sql: 'user_account.email', kind: 'folded' }],
  ['emails.value', { sql: 'user_account.email', kind: 'folded' }],
  ['active', { sql: `(user_account.status <> 'disabled')`, kind: 'flag' }],
])

const from = `
      from user_account
      left join directory_user
        on directory_user.workspace_id = user_account.workspace_id and directory_user.user_id = user_account.user_id
     where user_account.workspace_id = $1 and directory_user.removed_at is null`

const select = `
    select user_account.user_id as "userId", ${userName} as "userName", directory_user.external_id as "externalId",
           user_account.name, directory_user.given_name as "givenName", directory_user.family_name as "familyName",
           user_account.email, user_account.status, user_account.roles, user_account.owner_id as "ownerId",
           directory_user.is_kept as "isKept", coalesce(directory_user.has_left_roster, false) as "hasLeftRoster",
           (select coalesce(json_agg(json_build_object('value', user_group.group_id, 'display', user_group.name)
                                     order by user_group.name), '[]')::text
              from user_group_member
              join user_group
                on user_group.workspace_id = user_group_member.workspace_id
               and user_group.group_id = user_group_member.group_id
             where user_group_member.workspace_id = user_account.workspace_id
               and user_group_member.user_id = user_account.user_id) as groups,
           user_account.created_at as "createdMs"${from}`

/** A part of what a filter finds. */
export type ListAsk = {
  readonly workspaceId: string
  readonly filter: Filter | null
  readonly offset: number
  readonly limit: number
}

/** Users whom a filter finds, by the time they were made. Throws `provisioning_invalid`. */
export async function listDirectoryUsers(db: Queryable, ask: ListAsk): Promise<readonly DirectoryUserRow[]> {
  const { sql, values } = conditionOf(ask.filter, columns, 4)
  return db.query<DirectoryUserRow>(
    `${select} and ${sql}
     order by user_account.created_at, user_account.user_id
     offset $2 limit $3`,
    [ask.workspaceId, ask.offset, ask.limit, ...values],
  )
}

/** How many users a filter finds. Throws `provisioning_invalid`. */
export async function countDirectoryUsers(
  db: Queryable,
  { workspaceId, filter }: Pick<ListAsk, 'workspaceId' | 'filter'>,
): Promise<number> {
  const { sql, values } = conditionOf(filter, columns, 2)
  const rows = await db.query<{ readonly count: number }>(`select count(*)::int as count${from} and ${sql}`, [
    workspaceId,
    ...values,
  ])
  return rows[0]?.count ?? 0
}

/** One user; `null`: there is none for a directory with this id. */
export async function findDirectoryUser(
  db: Queryable,
  workspaceId: string,
  userId: string,
): Promise<DirectoryUserRow | null> {
  const rows = await db.query<DirectoryUserRow>(`${select} and user_account.user_id::text = lower($2)`, [
    workspaceId,
    userId,
  ])
  return rows[0] ?? null
}

/** One user by what the directory calls them, in whatever case; `null`: there is none. */
export async function findByUserName(
  db: Queryable,
  workspaceId: string,
  name: string,
): Promise<DirectoryUserRow | null> {
  const rows = await db.query<DirectoryUserRow>(`${select} and lower(${userName}) = lower($2)`, [workspaceId, name])
  return rows[0] ?? null
}

/** The users whose roles the directory's groups give. */
export async function listKeptUserIds(db: Queryable, workspaceId: string): Promise<readonly string[]> {
  const rows = await db.query<{ readonly userId: string }>(
    `
    select directory_user.user_id as "userId"
      from directory_user
     where directory_user.workspace_id = $1 and directory_user.is_kept and directory_user.removed_at is null
     order by directory_user.user_id`,
    [workspaceId],
  )
  return rows.map(({ userId }) => userId)
}

/** What stands with a user for the directory. */
export type DirectoryUserSettings = Pick<
  DirectoryUserRow,
  'userId' | 'userName' | 'externalId' | 'givenName' | 'familyName'
> & { readonly workspaceId: string; readonly isKept: boolean }

/** Stores what stands with a user for the directory, which knows them from then on. */
export async function storeDirectoryUser(tx: Queryable, user: DirectoryUserSettings): Promise<void> {
  await tx.execute(
    `
    insert into directory_user (workspace_id, user_id, user_name, external_id, given_name, family_name, is_kept, has_left_roster)
    values ($1, $2, $3, $4, $5, $6, $7, false)
    on conflict (workspace_id, user_id) do update
       set user_name = excluded.user_name, external_id = excluded.external_id, given_name = excluded.given_name,
           family_name = excluded.family_name, is_kept = excluded.is_kept, removed_at = null`,
    [user.workspaceId, user.userId, user.userName, user.externalId, user.givenName, user.familyName, user.isKept],
  )
}

/** Notes that for the directory a user is not there any more. */
export async function storeRemoval(tx: Queryable, workspaceId: string, userId: string): Promise<void> {
  await tx.execute(
    `
    update directory_user
       set removed_at = now()
     where directory_user.workspace_id = $1 and directory_user.user_id = $2`,
    [workspaceId, userId],
  )
}

/** Notes whether the owner of the roster was made inactive with the user. */
export async function storeRosterLeave(
  db: Queryable,
  { workspaceId, userId }: { readonly workspaceId: string; readonly userId: string },
  hasLeft: boolean,
): Promise<void> {
  await db.execute(
    `
    update directory_user
       set has_left_roster = $3
     where directory_user.workspace_id = $1 and directory_user.user_id = $2`,
    [workspaceId, userId, hasLeft],
  )
}
