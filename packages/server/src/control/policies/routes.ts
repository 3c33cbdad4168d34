import {
  listPoliciesQuery,
  policyDetail,
  policyPage,
  policyPosted,
  type PolicySummary,
  postPolicyRequest,
  RoutingError,
} from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { etagOf, readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { findDesk } from '../workspaces/read.ts'
import { activatePolicy } from './activate-policy.ts'
import { findPolicyListed, findPolicyVersion, listPolicyVersions, type PolicyVersionRow } from './queries.ts'

const tag = 'Policies'
const policyBytesMax = 16_777_216

/** Adds the routes of policies: the active one, its versions, a new one. */
export function addPolicyRoutes(routes: Routes, db: Database): void {
  addReadRoutes(routes, db)
  addPostRoute(routes, db)
}

function addReadRoutes(routes: Routes, db: Database): void {
  const read = { method: 'get', tag, scope: 'policies:read', body: noBody } as const
  routes.add(
    {
      ...read,
      path: '/v1/policies',
      operation: 'listPolicies',
      summary: 'Lists the versions of the policy, the newest first.',
      params: noFields,
      query: listPoliciesQuery,
      answers: { 200: { description: 'A page of them.', schema: policyPage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, caller: { workspaceId } }) => json(200, await pageOfPolicies(db, workspaceId, query)),
  )
  routes.add(
    {
      ...read,
      path: '/v1/policies/active',
      operation: 'getActivePolicy',
      summary: 'Reads the version of the policy that decides now.',
      params: noFields,
      query: noFields,
      answers: { 200: { description: 'With its text.', schema: policyDetail } },
      errors: ['policy_missing'],
    },
    async ({ caller: { workspaceId } }) => {
      const active = await activeVersion(db, workspaceId)
      if (active === 0) throw new RoutingError('policy_missing')
      return answerPolicy(db, workspaceId, active)
    },
  )
  routes.add(
    {
      ...read,
      path: '/v1/policies/{version}',
      operation: 'getPolicy',
      summary: 'Reads one version of the policy; it never changes.',
      params: z.strictObject({ version: z.coerce.number<string>().int().min(1).max(1e15) }),
      query: noFields,
      answers: { 200: { description: 'With its text.', schema: policyDetail } },
      errors: ['policy_not_found'],
    },
    async ({ params, caller: { workspaceId } }) => answerPolicy(db, workspaceId, params.version),
  )
}

function addPostRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      method: 'post',
      tag,
      scope: 'policies:write',
      path: '/v1/policies',
      operation: 'postPolicy',
      summary:
        'Stores a new version of the policy and decides by it at once, after parsing and checking it with the roster. ' +
        'Refused once there was a user or a rule of review: then changes (`/v1/changes`) are how versions become active.',
      params: noFields,
      query: noFields,
      body: jsonBody(postPolicyRequest, { bytesMax: policyBytesMax }),
      headers: ['If-Match'],
      answers: {
        200: { description: 'The active version has this very text already.', schema: policyPosted },
        201: { description: 'It decides from now on.', schema: policyPosted },
      },
      errors: ['policy_invalid', 'version_conflict', 'review_required'],
    },
    async ({ body, incoming, caller: { workspaceId, actor } }) => {
      const { document, tables = {} } = body
      const ifVersion = readIfMatch(incoming)
      const activated = await activatePolicy(db, { workspaceId, by: actor, document, tables, ifVersion })
      const { version, isNew, warnings } = activated
      const row = await requireListed(db, workspaceId, version)
      return json(isNew ? 201 : 200, { ...summaryOf(row, version), warnings }, { ETag: etagOf(version) })
    },
  )
}

async function pageOfPolicies(
  db: Queryable,
  workspaceId: string,
  { limit, cursor }: z.output<typeof listPoliciesQuery>,
): Promise<z.input<typeof policyPage>> {
  const list = `policies ${workspaceId}`
  const [before = Number.MAX_SAFE_INTEGER] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const active = await activeVersion(db, workspaceId)
  const rows = await listPolicyVersions(db, { workspaceId, beforeVersion: Number(before), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    data: shown.map((row) => summaryOf(row, active)),
    next_cursor: hasMore ? encodeCursor(list, [last.version]) : null,
  }
}

async function answerPolicy(db: Queryable, workspaceId: string, version: number): Promise<Answer> {
  const row = await requireListed(db, workspaceId, version)
  const text = await findPolicyVersion(db, workspaceId, version)
  const body = {
    ...summaryOf(row, await activeVersion(db, workspaceId)),
    document: text?.document ?? '',
    tables: JSON.parse(text?.tables ?? '{}'),
  }
  return json(200, body, { ETag: etagOf(version) })
}

async function requireListed(db: Queryable, workspaceId: string, version: number): Promise<PolicyVersionRow> {
  const row = await findPolicyListed(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  return row
}

async function activeVersion(db: Queryable, workspaceId: string): Promise<number> {
  return (await findDesk(db, workspaceId))?.policyVersion ?? 0
}

function summaryOf({ version, name, hash, createdMs, createdBy }: PolicyVersionRow, active: number): PolicySummary {
  const created_at = isoTime(createdMs)
  return { version, name, hash, is_active: version === active, created_at, created_by: createdBy }
}
