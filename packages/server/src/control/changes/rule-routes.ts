import { putReviewRulesRequest, reviewRules } from '@rightful/contract'
import type { z } from 'zod'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { etagOf, readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { isReviewed } from '../policies/read.ts'
import { listRules, readReviewSetting } from './review-queries.ts'
import { setRules } from './set-rules.ts'

const shared = { tag: 'Changes of the policy', path: '/v1/review-rules', params: noFields, query: noFields } as const
const answers = { 200: { description: 'The rules as they stand now.', schema: reviewRules } }

/** Adds the routes of the rules of review. */
export function addRuleRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      scope: 'policies:read',
      operation: 'getReviewRules',
      summary: 'Reads how many approvals changes need, from which group, for which parts of the policy.',
      body: noBody,
      answers,
      errors: [],
    },
    async ({ caller: { workspaceId } }) => {
      const view = await viewOf(db, workspaceId)
      return json(200, view, { ETag: etagOf(view.version) })
    },
  )
  routes.add(
    {
      ...shared,
      method: 'put',
      scope: 'access:write',
      stepUp: true,
      operation: 'putReviewRules',
      summary: 'Sets the rules of review as a whole. They hold at once, also for changes under way.',
      body: jsonBody(putReviewRulesRequest),
      headers: ['If-Match'],
      answers,
      errors: ['group_not_found', 'version_conflict'],
    },
    async ({ body: { rules, merges }, incoming, caller: { workspaceId, actor } }) => {
      const stored = rules.map(({ part, group_id: groupId, approvals }) => ({ part, groupId, approvals }))
      const asked = { rules: stored, merges, ifVersion: readIfMatch(incoming) }
      await setRules(db, { workspaceId, by: actor }, asked)
      const view = await viewOf(db, workspaceId)
      return json(200, view, { ETag: etagOf(view.version) })
    },
  )
}

async function viewOf(db: Queryable, workspaceId: string): Promise<z.output<typeof reviewRules>> {
  const rules = await listRules(db, workspaceId)
  const { merges, version } = await readReviewSetting(db, workspaceId)
  return {
    rules: rules.map(({ groupId, ...rest }) => ({ ...rest, group_id: groupId })),
    merges,
    version,
    is_reviewed: await isReviewed(db, workspaceId),
  }
}
