import type { Queryable } from '../../../platform/db/queryable.ts'

/** A group with its members. */
export type GroupRow = {
  readonly groupId: string
  readonly name: string
  readonly userIds: readonly string[]
  readonly createdMs: number
}

const columns = `
    select user_group.group_id as "groupId", user_group.name, user_group.created_at as "createdMs",
           array(select user_group_member.user_id::text
                   from user_group_member
                  where user_group_member.workspace_id = user_group.workspace_id
                    and user_group_member.group_id = user_group.group_id
                  order by user_group_member.user_id) as "userIds"
      from user_group`

/** The groups of a workspace by name, at most 1,000. */
export async function listGroups(db: Queryable, workspaceId: string): Promise<readonly GroupRow[]> {
  return db.query<GroupRow>(
    `${columns}
     where user_group.workspace_id = $1
     order by user_group.name
     limit 1000`,
    [workspaceId],
  )
}

/** One group; `null`: there is none with this id. */
export async function findGroup(db: Queryable, workspaceId: string, groupId: string): Promise<GroupRow | null> {
  const rows = await db.query<GroupRow>(
    `${columns}
     where user_group.workspace_id = $1 and user_group.group_id = $2`,
    [workspaceId, groupId],
  )
  return rows[0] ?? null
}

/** One group by what it is called; `null`: there is none. */
export async function findGroupByName(db: Queryable, workspaceId: string, name: string): Promise<GroupRow | null> {
  const rows = await db.query<GroupRow>(
    `${columns}
     where user_group.workspace_id = $1 and user_group.name = $2`,
    [workspaceId, name],
  )
  return rows[0] ?? null
}

/** The names of the groups that a user is in. */
export async function findGroupNamesOf(db: Queryable, workspaceId: string, userId: string): Promise<readonly string[]> {
  const rows = await db.query<{ readonly name: string }>(
    `
    select user_group.name
      from user_group_member
      join user_group
        on user_group.workspace_id = user_group_member.workspace_id and user_group.group_id = user_group_member.group_id
     where user_group_member.workspace_id = $1 and user_group_member.user_id = $2
     order by user_group.name`,
    [workspaceId, userId],
  )
  return rows.map(({ name }) => name)
}

/** A group as it is stored. */
type NamedGroup = { readonly workspaceId: string; readonly groupId: string; readonly name: string }

/** Stores a group without members. */
export async function insertGroup(tx: Queryable, { workspaceId, groupId, name }: NamedGroup): Promise<void> {
  await tx.execute(`insert into user_group (workspace_id, group_id, name, created_at) values ($1, $2, $3, now())`, [
    workspaceId,
    groupId,
    name,
  ])
}

/** Calls a group something else. */
export async function renameGroup(tx: Queryable, { workspaceId, groupId, name }: NamedGroup): Promise<void> {
  await tx.execute(`update user_group set name = $3 where user_group.workspace_id = $1 and user_group.group_id = $2`, [
    workspaceId,
    groupId,
    name,
  ])
}

/** Deletes a group; whoever was in it stays. */
export async function deleteGroup(tx: Queryable, workspaceId: string, groupId: string): Promise<void> {
  await tx.execute(`delete from user_group where user_group.workspace_id = $1 and user_group.group_id = $2`, [
    workspaceId,
    groupId,
  ])
}

/** A user in a group. */
export type Membership = { readonly workspaceId: string; readonly groupId: string; readonly userId: string }

/** Takes a user into a group. False: they were in it. */
export async function insertMember(tx: Queryable, { workspaceId, groupId, userId }: Membership): Promise<boolean> {
  const count = await tx.execute(
    `insert into user_group_member (workspace_id, group_id, user_id) values ($1, $2, $3) on conflict do nothing`,
    [workspaceId, groupId, userId],
  )
  return count === 1
}

/** Takes a user out of a group. False: they were not in it. */
export async function deleteMember(tx: Queryable, { workspaceId, groupId, userId }: Membership): Promise<boolean> {
  const count = await tx.execute(
    `
    delete from user_group_member
     where user_group_member.workspace_id = $1 and user_group_member.group_id = $2 and user_group_member.user_id = $3`,
    [workspaceId, groupId, userId],
  )
  return count === 1
}
