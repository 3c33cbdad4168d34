import { z } from 'zod'
import { cursor, instant, limit, page, reasonText, uuid } from './fields.ts'
import { policyTables } from './policies.ts'
import { changeStates } from './states.ts'

/** The parts of a policy that rules of review can name; `all` is every change. */
export const reviewParts = [
  'all',
  'policy',
  'fields',
  'groups',
  'derived',
  'hard_rules',
  'routes',
  'pools',
  'fallback',
  'reassign',
  'clocks',
  'tests',
] as const

const state = z.enum(changeStates)
const contentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 of the very text of document and tables: what approvals are bound to.' })
const title = z.string().trim().min(1).max(200)
const description = z.string().max(10_000)
const document = z.string().min(1).max(8_000_000).meta({ description: 'The policy document: YAML or JSON.' })
const version = z.int().min(1)
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
  .meta({ description: 'A local time in the zone.', example: '2026-12-01T00:00' })

/** Where a change comes from that a repository holds. */
const source = z
  .strictObject({
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,64}$/)
      .nullable(),
    is_dirty: z.boolean().meta({ description: 'Whether files differed from the commit.' }),
    path: z.string().min(1).max(1000),
  })
  .meta({ id: 'ChangeSource' })

/** A change to be begun. */
export const postChangeRequest = z
  .strictObject({
    title,
    description: description.default(''),
    base_version: version.optional().meta({ description: 'The version that it changes; left out: the active one.' }),
    document,
    tables: policyTables.optional(),
    source: source.optional(),
  })
  .meta({ id: 'PostChangeRequest' })

/** An edit: what is left out stays. */
export const updateChangeRequest = z
  .strictObject({
    title: title.optional(),
    description: description.optional(),
    base_version: version.optional(),
    document: document.optional(),
    tables: policyTables.optional(),
  })
  .meta({ id: 'UpdateChangeRequest' })

/** An approval of the content that was read. */
export const approveChangeRequest = z.strictObject({ content_hash: contentHash }).meta({ id: 'ApproveChangeRequest' })

/** Why a change is rejected, cancelled or made active without review. */
export const changeReasonRequest = z.strictObject({ reason: reasonText }).meta({ id: 'ChangeReasonRequest' })

/** A comment. */
export const commentChangeRequest = z
  .strictObject({ text: z.string().trim().min(1).max(10_000) })
  .meta({ id: 'CommentChangeRequest' })

/** When a change is to take effect, and for how long: from the one on, before the other. */
export const scheduleChangeRequest = z
  .strictObject({
    zone: z.string().min(1).max(100).meta({ description: 'By its IANA name.', example: 'Europe/Berlin' }),
    from: localTime.optional().meta({ description: 'Left out: at once.' }),
    to: localTime
      .optional()
      .meta({ description: 'Left out: for good. Then the version before is active again, as a new one.' }),
  })
  .meta({ id: 'ScheduleChangeRequest' })

/** Which version to go back to, and why. */
export const rollBackRequest = z.strictObject({ version, reason: reasonText }).meta({ id: 'RollBackRequest' })

/** A policy to be looked at, as it would be applied. */
export const planChangeRequest = z
  .strictObject({ document, tables: policyTables.optional() })
  .meta({ id: 'PlanChangeRequest' })

/** Which changes to list, the newest first. */
export const listChangesQuery = z.strictObject({
  limit,
  cursor: cursor.optional(),
  state: state.optional(),
  content_hash: contentHash.optional().meta({ description: 'Those that say this now.' }),
})

const scheduledTime = z.object({
  local: z.string(),
  at: instant,
  note: z.string().nullable().meta({ description: 'How the time was read where clocks are put back or forward.' }),
})

/** A change as it is listed. */
export const changeSummary = z
  .object({
    change_id: uuid,
    kind: z.enum(['edit', 'rollback']),
    title: z.string(),
    state,
    version: z.int().meta({ description: 'Of the change itself, for If-Match.' }),
    revision: z.int().meta({ description: 'How often it was edited, the first included.' }),
    base_version: z.int(),
    content_hash: contentHash,
    schedule: z.object({ zone: z.string(), from: scheduledTime.nullable(), to: scheduledTime.nullable() }).nullable(),
    reason: z.string().nullable(),
    is_bypassed: z.boolean(),
    policy_version: z.int().nullable().meta({ description: 'As which it became active.' }),
    previous_version: z.int().nullable().meta({ description: 'Which version decided before it.' }),
    created_at: instant,
    created_by: z.string(),
    updated_at: instant,
  })
  .meta({ id: 'ChangeSummary' })

const mergeConflict = z.object({
  part: z.string().meta({ example: 'routes/dach' }),
  base: z.string().nullable(),
  ours: z.string().nullable().meta({ description: 'As the change has it; null: it has it no more.' }),
  theirs: z.string().nullable().meta({ description: 'As the active version has it.' }),
})

const missingApproval = z.object({
  part: z.string(),
  group_id: uuid.nullable(),
  group: z.string().nullable().meta({ description: 'Its name; null: anybody, or a group that is no more.' }),
  needed: z.int(),
  given: z.int(),
})

/** A change with all that is known of it. */
export const changeDetail = changeSummary
  .extend({
    description: z.string(),
    source: source.nullable(),
    document: z.string(),
    tables: policyTables,
    parts: z.array(z.string()).meta({ description: 'The parts of the policy that it changes.' }),
    touched: z.array(z.string()).meta({ description: 'The same one by one, by which conflicts are found.' }),
    authors: z.array(z.string()),
    approvals: z.array(z.object({ user_id: uuid, approved_at: instant })),
    missing: z.array(missingApproval).meta({ description: 'Approvals that it needs and does not have.' }),
    is_outdated: z.boolean().meta({ description: 'Whether another version than its base is active.' }),
    warnings: z
      .array(z.object({ change_id: uuid, title: z.string(), state, parts: z.array(z.string()) }))
      .meta({ description: 'Other open changes that touch the same parts.' }),
    comments: z.array(
      z.object({ comment_id: uuid, revision: z.int(), text: z.string(), created_at: instant, created_by: z.string() }),
    ),
  })
  .meta({ id: 'ChangeDetail' })

/** A page of changes. */
export const changePage = page(changeSummary).meta({ id: 'ChangePage' })

const found = z.object({
  severity: z.enum(['error', 'warning', 'notice']),
  where: z.string(),
  what: z.string(),
  mend: z.string().nullable(),
})

/** What a policy would change, and what is known to be wrong with it. */
export const changePlan = z
  .object({
    active_version: z.int(),
    content_hash: contentHash,
    hash: z.string().meta({ description: 'Of what it means, as decisions record it.' }),
    is_same: z.boolean().meta({ description: 'Whether the active version has this very text.' }),
    diff: z.string().meta({ description: 'What differs in meaning from the active version, a line each.' }),
    change_count: z.int(),
    parts: z.array(z.string()),
    problems: z.array(found),
    tests: z.object({ count: z.int(), failed: z.int() }),
    is_reviewed: z.boolean().meta({ description: 'Whether it needs approvals before it can become active.' }),
    drift: z
      .object({
        since_version: z.int().meta({ description: 'The last version that came from a repository.' }),
        diff: z.string().meta({ description: 'What was changed elsewhere since.' }),
        change_count: z.int(),
      })
      .nullable()
      .meta({ description: 'null: the active version came from a repository, or none ever did.' }),
  })
  .meta({ id: 'ChangePlan' })

/** A change against its base, and what becomes of it on the active version. */
export const changeReview = z
  .object({
    base_version: z.int(),
    active_version: z.int(),
    diff: z.string().meta({ description: 'What differs in meaning from its base, a line each.' }),
    change_count: z.int(),
    problems: z.array(found),
    tests: z.object({ count: z.int(), failed: z.int() }),
    merge: z.enum(['none', 'clean', 'conflict']).meta({ description: '`none`: its base is the active version.' }),
    conflicts: z.array(mergeConflict),
  })
  .meta({ id: 'ChangeReview' })

const reviewRule = z.strictObject({
  part: z.enum(reviewParts),
  group_id: uuid.nullable().default(null).meta({ description: 'Whose approvals count; null: anybody’s.' }),
  approvals: z.int().min(1).max(20),
})

const merges = z.enum(['review', 'activate']).meta({
  description:
    'What becomes of an approved change when another version than its base is active: it waits for a new approval of what the ' +
    'two make together, or it becomes active merged where nothing conflicts.',
})

/** The rules of review, as a whole. */
export const putReviewRulesRequest = z
  .strictObject({ rules: z.array(reviewRule).max(100), merges: merges.default('review') })
  .meta({ id: 'PutReviewRulesRequest' })

/** The rules of review as they stand. Whatever they say, every change needs one approval. */
export const reviewRules = z
  .object({
    rules: z.array(
      z.object({ part: z.string(), group_id: uuid.nullable(), group: z.string().nullable(), approvals: z.int() }),
    ),
    merges,
    version: z.int(),
    is_reviewed: z
      .boolean()
      .meta({ description: 'False: there was no user and no rule yet, and versions become active directly.' }),
  })
  .meta({ id: 'ReviewRules' })

export type ChangeState = (typeof changeStates)[number]
export type ReviewPart = (typeof reviewParts)[number]
export type ChangeSummary = z.infer<typeof changeSummary>
export type ChangeDetail = z.infer<typeof changeDetail>
export type ChangePlan = z.infer<typeof changePlan>
export type ChangeReview = z.infer<typeof changeReview>
