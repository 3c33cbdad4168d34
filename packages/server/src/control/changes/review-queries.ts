import type { Queryable } from '../../platform/db/queryable.ts'

/** Approvals that a change needs and does not have. */
export type MissingApproval = {
  readonly part: string
  readonly groupId: string | null
  /** `null`: anybody, or a group that is no more. */
  readonly group: string | null
  readonly needed: number
  readonly given: number
}

/** Which rules of review a change does not fulfil, as the database counts when it is to become active. `eligible`: only these people count. */
export async function findMissingApprovals(
  db: Queryable,
  { workspaceId, changeId }: { readonly workspaceId: string; readonly changeId: string },
  eligible: readonly string[],
): Promise<readonly MissingApproval[]> {
  return db.query<MissingApproval>(
    `
    select missing.part, missing.group_id as "groupId", user_group.name as "group", missing.needed, missing.given
      from missing_approvals($1, $2, $3::uuid[]) as missing
      left join user_group on user_group.workspace_id = $1 and user_group.group_id = missing.group_id
     order by missing.part, missing.group_id`,
    [workspaceId, changeId, eligible],
  )
}

/** Somebody who approved what a change says now. */
export type ApprovalRow = {
  readonly userId: string
  readonly approvedMs: number
  /** What they are by now, separated by blanks. */
  readonly roles: string
}

/** Who approved what a change says now, and can still sign in. */
export async function listApprovals(
  db: Queryable,
  workspaceId: string,
  changeId: string,
): Promise<readonly ApprovalRow[]> {
  return db.query<ApprovalRow>(
    `
    select change_approval.user_id as "userId", change_approval.approved_at as "approvedMs", user_account.roles
      from change_request
      join change_approval
        on change_approval.workspace_id = change_request.workspace_id
       and change_approval.change_id = change_request.change_id
       and change_approval.revision = change_request.revision
      join user_account
        on user_account.workspace_id = change_approval.workspace_id and user_account.user_id = change_approval.user_id
     where change_request.workspace_id = $1 and change_request.change_id = $2 and user_account.status = 'active'
     order by change_approval.approved_at, change_approval.user_id`,
    [workspaceId, changeId],
  )
}

/** Stores an approval of a revision and its content; once more changes nothing. */
export async function insertApproval(
  tx: Queryable,
  of: {
    readonly workspaceId: string
    readonly changeId: string
    readonly revision: number
    readonly userId: string
    readonly contentHash: string
  },
): Promise<void> {
  await tx.execute(
    `
    insert into change_approval (workspace_id, change_id, revision, user_id, content_hash, approved_at)
    values ($1, $2, $3, $4, $5, clock_timestamp())
    on conflict do nothing`,
    [of.workspaceId, of.changeId, of.revision, of.userId, of.contentHash],
  )
}

/** Who edited a change: how records name them, and the person behind it; `null`: nobody who could approve. */
export type AuthorRow = { readonly actor: string; readonly authorId: string | null }

/** Everybody who edited a change, in no order. */
export async function listAuthors(db: Queryable, workspaceId: string, changeId: string): Promise<readonly AuthorRow[]> {
  return db.query<AuthorRow>(
    `
    select distinct change_revision.created_by as actor, change_revision.author_id as "authorId"
      from change_revision
     where change_revision.workspace_id = $1 and change_revision.change_id = $2`,
    [workspaceId, changeId],
  )
}

/** The person who made an API key; `null`: the server did, or another key. */
export async function findKeyMaker(db: Queryable, workspaceId: string, apiKeyId: string): Promise<string | null> {
  const rows = await db.query<{ readonly createdBy: string }>(
    `
    select api_key.created_by as "createdBy"
      from api_key
     where api_key.workspace_id = $1 and api_key.api_key_id = $2`,
    [workspaceId, apiKeyId],
  )
  return /^user:(.+)$/.exec(rows[0]?.createdBy ?? '')?.[1] ?? null
}

/** A comment. */
export type CommentRow = {
  readonly commentId: string
  readonly revision: number
  readonly text: string
  readonly createdMs: number
  readonly createdBy: string
}

/** The comments on a change, the oldest first, at most 1,000. */
export async function listComments(
  db: Queryable,
  workspaceId: string,
  changeId: string,
): Promise<readonly CommentRow[]> {
  return db.query<CommentRow>(
    `
    select change_comment.comment_id as "commentId", change_comment.revision, change_comment.text,
           change_comment.created_at as "createdMs", change_comment.created_by as "createdBy"
      from change_comment
     where change_comment.workspace_id = $1 and change_comment.change_id = $2
     order by change_comment.comment_id
     limit 1000`,
    [workspaceId, changeId],
  )
}

/** Stores a comment. */
export async function insertComment(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly changeId: string } & Omit<CommentRow, 'createdMs'>,
): Promise<void> {
  await tx.execute(
    `
    insert into change_comment (workspace_id, change_id, comment_id, revision, text, created_at, created_by)
    values ($1, $2, $3, $4, $5, clock_timestamp(), $6)`,
    [of.workspaceId, of.changeId, of.commentId, of.revision, of.text, of.createdBy],
  )
}

/** A rule of review. */
export type RuleRow = {
  readonly part: string
  readonly groupId: string | null
  readonly approvals: number
}

/** The rules of review as they were given, with the names of their groups. */
export async function listRules(
  db: Queryable,
  workspaceId: string,
): Promise<readonly (RuleRow & { readonly group: string | null })[]> {
  return db.query(
    `
    select review_rule.part, review_rule.group_id as "groupId", review_rule.approvals, user_group.name as "group"
      from review_rule
      left join user_group
        on user_group.workspace_id = review_rule.workspace_id and user_group.group_id = review_rule.group_id
     where review_rule.workspace_id = $1
     order by review_rule.position`,
    [workspaceId],
  )
}

/** Whether there is a group with this id. */
export async function hasGroup(db: Queryable, workspaceId: string, groupId: string): Promise<boolean> {
  const rows = await db.query(
    `select 1 from user_group where user_group.workspace_id = $1 and user_group.group_id = $2`,
    [workspaceId, groupId],
  )
  return rows.length > 0
}

/** What is set beside the rules. */
export type ReviewSetting = { readonly merges: 'review' | 'activate'; readonly version: number }

/** What is set beside the rules; as long as nothing is, what is merged is reviewed. */
export async function readReviewSetting(db: Queryable, workspaceId: string): Promise<ReviewSetting> {
  const rows = await db.query<ReviewSetting>(
    `select review_setting.merges, review_setting.version from review_setting where review_setting.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? { merges: 'review', version: 0 }
}

/** Sets the rules of review in place of those before. */
export async function replaceRules(
  tx: Queryable,
  workspaceId: string,
  { rules, merges }: { readonly rules: readonly RuleRow[]; readonly merges: ReviewSetting['merges'] },
): Promise<void> {
  await tx.execute(
    `
    insert into review_setting (workspace_id, merges, version) values ($1, $2, 1)
    on conflict (workspace_id) do update set merges = excluded.merges, version = review_setting.version + 1`,
    [workspaceId, merges],
  )
  await tx.execute(`delete from review_rule where review_rule.workspace_id = $1`, [workspaceId])
  await tx.execute(
    `
    insert into review_rule (workspace_id, position, part, group_id, approvals)
    select $1, rule.position, rule.part, rule.group_id, rule.approvals
      from unnest($2::text[], $3::uuid[], $4::integer[]) with ordinality as rule (part, group_id, approvals, position)`,
    [
      workspaceId,
      rules.map(({ part }) => part),
      rules.map(({ groupId }) => groupId),
      rules.map(({ approvals }) => approvals),
    ],
  )
}
