import type { Queryable } from '../../../platform/db/queryable.ts'
import { conditionOf, type FilterColumn } from './filter-sql.ts'
import type { ListAsk } from './user-queries.ts'

/** A group as a directory sees it. */
export type DirectoryGroupRow = {
  readonly groupId: string
  readonly name: string
  readonly externalId: string | null
  /** JSON: `value` and `display` of each member. */
  readonly members: string
  readonly createdMs: number
}

/** What groups can be searched by. */
const columns: ReadonlyMap<string, FilterColumn> = new Map([
  ['id', { sql: 'user_group.group_id::text', kind: 'exact' }],
  ['displayname', { sql: 'user_group.name', kind: 'folded' }],
  ['externalid', { sql: 'directory_group.external_id', kind: 'exact' }],
])

const from = `
      from user_group
      left join directory_group
        on directory_group.workspace_id = user_group.workspace_id and directory_group.group_id = user_group.group_id
     where user_group.workspace_id = $1`

const select = `
    select user_group.group_id as "groupId", user_group.name, directory_group.external_id as "externalId",
           (select coalesce(json_agg(json_build_object('value', user_account.user_id, 'display', user_account.name)
                                     order by user_account.user_id), '[]')::text
              from user_group_member
              join user_account
                on user_account.workspace_id = user_group_member.workspace_id
               and user_account.user_id = user_group_member.user_id
             where user_group_member.workspace_id = user_group.workspace_id
               and user_group_member.group_id = user_group.group_id) as members,
           user_group.created_at as "createdMs"${from}`

/** Groups that a filter finds, by the time they were made. Throws `provisioning_invalid`. */
export async function listDirectoryGroups(db: Queryable, ask: ListAsk): Promise<readonly DirectoryGroupRow[]> {
  const { sql, values } = conditionOf(ask.filter, columns, 4)
  return db.query<DirectoryGroupRow>(
    `${select} and ${sql}
     order by user_group.created_at, user_group.group_id
     offset $2 limit $3`,
    [ask.workspaceId, ask.offset, ask.limit, ...values],
  )
}

/** How many groups a filter finds. Throws `provisioning_invalid`. */
export async function countDirectoryGroups(
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

/** One group; `null`: there is none with this id. */
export async function findDirectoryGroup(
  db: Queryable,
  workspaceId: string,
  groupId: string,
): Promise<DirectoryGroupRow | null> {
  const rows = await db.query<DirectoryGroupRow>(`${select} and user_group.group_id::text = lower($2)`, [
    workspaceId,
    groupId,
  ])
  return rows[0] ?? null
}

/** Stores what the directory calls a group. */
export async function storeExternalGroup(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly groupId: string; readonly externalId: string | null },
): Promise<void> {
  await tx.execute(
    `
    insert into directory_group (workspace_id, group_id, external_id)
    values ($1, $2, $3)
    on conflict (workspace_id, group_id) do update set external_id = excluded.external_id`,
    [of.workspaceId, of.groupId, of.externalId],
  )
}
