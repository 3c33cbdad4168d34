import {
  changeDetail,
  changePage,
  changePlan,
  changeReview,
  listChangesQuery,
  planChangeRequest,
  postChangeRequest,
  rollBackRequest,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { json } from '../../platform/http/answer.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { answerChange } from './answer-change.ts'
import { summaryOf } from './change-view.ts'
import { draftChange } from './edit-change.ts'
import { planPolicy, reviewChange } from './plan-policy.ts'
import { listChanges } from './queries.ts'
import { authorOf } from './revise-change.ts'
import { rollBack } from './roll-back.ts'
import { addRuleRoutes } from './rule-routes.ts'
import { addStepRoutes } from './step-routes.ts'

const policyBytesMax = 16_777_216
const shared = { tag: 'Changes of the policy', query: noFields, params: noFields } as const
const onePath = z.strictObject({ change_id: uuid })
const policyText = { bytesMax: policyBytesMax }

/** Adds the routes of changes of the policy, from the draft to being active, and of the rules of review. */
export function addChangeRoutes(routes: Routes, db: Database): void {
  addReads(routes, db)
  addWrites(routes, db)
  addStepRoutes(routes, db)
  addRuleRoutes(routes, db)
}

function addReads(routes: Routes, db: Database): void {
  const read = { ...shared, method: 'get', scope: 'policies:read', body: noBody } as const
  routes.add(
    {
      ...read,
      path: '/v1/changes',
      operation: 'listChanges',
      summary: 'Lists changes of the policy, the newest first.',
      query: listChangesQuery,
      answers: { 200: { description: 'A page of them.', schema: changePage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, caller: { workspaceId } }) => json(200, await pageOfChanges(db, workspaceId, query)),
  )
  routes.add(
    {
      ...read,
      path: '/v1/changes/{change_id}',
      operation: 'getChange',
      summary: 'Reads a change with its text, its approvals, and other changes that touch the same parts.',
      params: onePath,
      answers: { 200: { description: 'With all that is known of it.', schema: changeDetail } },
      errors: ['change_not_found'],
    },
    async ({ params, caller }) => answerChange(db, { workspaceId: caller.workspaceId, changeId: params.change_id }),
  )
  routes.add(
    {
      ...read,
      path: '/v1/changes/{change_id}/review',
      operation: 'reviewChange',
      summary:
        'Says what a change changes in meaning, what the checks and tests find, and whether it merges with the active version.',
      params: onePath,
      answers: { 200: { description: 'Against its base, and with the roster as it is.', schema: changeReview } },
      errors: ['change_not_found', 'policy_missing'],
    },
    async ({ params, caller }) => json(200, await reviewChange(db, caller.workspaceId, params.change_id)),
  )
}

function addWrites(routes: Routes, db: Database): void {
  const write = { ...shared, method: 'post' } as const
  routes.add(
    {
      ...write,
      path: '/v1/changes',
      scope: 'policies:propose',
      operation: 'draftChange',
      summary: 'Begins a change of the policy, as a draft that changes nothing yet.',
      body: jsonBody(postChangeRequest, policyText),
      answers: { 201: { description: 'The draft.', schema: changeDetail } },
      errors: ['policy_invalid', 'policy_not_found', 'policy_missing'],
    },
    async ({ body, caller }) => {
      const { workspaceId } = caller
      const { title, description, base_version: baseVersion = null, document, tables = {}, source } = body
      const said = { workspaceId, title, description, baseVersion, text: { document, tables } }
      const stored = { ...said, source: source === undefined ? null : JSON.stringify(source) }
      const change = await draftChange(db, stored, await authorOf(db, caller))
      return answerChange(db, { workspaceId, changeId: change.changeId }, 201)
    },
  )
  routes.add(
    {
      ...write,
      path: '/v1/policies/plan',
      scope: 'policies:propose',
      operation: 'planPolicy',
      summary: 'Says what a policy would change if it were applied now, and what is wrong with it. Nothing is stored.',
      body: jsonBody(planChangeRequest, policyText),
      answers: {
        200: { description: 'Against the active version, and with the roster as it is.', schema: changePlan },
      },
      errors: ['policy_invalid', 'policy_missing'],
    },
    async ({ body: { document, tables = {} }, caller }) =>
      json(200, await planPolicy(db, caller.workspaceId, { document, tables })),
  )
  routes.add(
    {
      ...write,
      path: '/v1/policies/rollback',
      scope: 'policies:apply',
      operation: 'rollBackPolicy',
      summary:
        'Goes back to what an earlier version said, at once and as a new version. It was active before, so nobody reviews it again.',
      body: jsonBody(rollBackRequest),
      answers: { 201: { description: 'The change that did it.', schema: changeDetail } },
      errors: ['policy_not_found', 'policy_invalid', 'change_unchanged'],
    },
    async ({ body: { version, reason }, caller }) => {
      const { workspaceId } = caller
      const change = await rollBack(db, { workspaceId, version, reason }, await authorOf(db, caller))
      return answerChange(db, { workspaceId, changeId: change.changeId }, 201)
    },
  )
}

async function pageOfChanges(
  db: Queryable,
  workspaceId: string,
  { limit, cursor, ...filter }: z.output<typeof listChangesQuery>,
): Promise<z.input<typeof changePage>> {
  const state = filter.state ?? null
  const contentHash = filter.content_hash ?? null
  const list = `changes ${workspaceId} ${state} ${contentHash}`
  const [before = null] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const beforeId = before === null ? null : String(before)
  const rows = await listChanges(db, { workspaceId, beforeId, state, contentHash, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { data: shown.map(summaryOf), next_cursor: hasMore ? encodeCursor(list, [last.changeId]) : null }
}
