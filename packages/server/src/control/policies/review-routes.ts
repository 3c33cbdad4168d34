import type { IncomingMessage } from 'node:http'
import {
  diffPoliciesQuery,
  policyCheckAnswer,
  policyDiffAnswer,
  type PolicyDiffAnswer,
  policyTexts,
  postPolicyDiffRequest,
  RoutingError,
} from '@rightful/contract'
import type { z } from 'zod'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { jsonBody } from '../../platform/http/body-reader.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { readRoster } from '../people/read.ts'
import { findDesk } from '../workspaces/read.ts'
import { checkDocument } from './check-document.ts'
import { requireParsedPolicy } from './check-policy-text.ts'
import { type ComparedPolicy, comparePolicies, comparisonAsMarkdown } from './compare-policies.ts'
import { textOf } from './policy-content.ts'
import { findPolicyVersion } from './queries.ts'

const shared = { tag: 'Policies', scope: 'policies:read' } as const
const policyBytesMax = 16_777_216

/**
 * Adds what reviewers ask of policies that need not be active, or stored: what differs, and whether one is sound. To be added before
 * the routes of versions: `diff` is no number of one.
 */
export function addPolicyReviewRoutes(routes: Routes, db: Database): void {
  addVersionDiff(routes, db)
  addDocumentDiff(routes, db)
  addCheck(routes, db)
}

function addVersionDiff(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/policies/diff',
      operation: 'diffPolicyVersions',
      summary: 'What differs in meaning between two versions of the policy: as JSON, or as Markdown.',
      params: noFields,
      query: diffPoliciesQuery,
      body: noBody,
      answers: { 200: { description: 'The differences, in the order of the document.', schema: policyDiffAnswer } },
      errors: ['policy_missing', 'policy_not_found'],
    },
    async ({ query, incoming, caller: { workspaceId } }) => {
      const before = await versionOf(db, workspaceId, query.from)
      const after = await versionOf(db, workspaceId, query.to ?? (await activeVersion(db, workspaceId)))
      return answerDiff(comparePolicies(before, after), query.format ?? askedFormat(incoming))
    },
  )
}

function addDocumentDiff(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/policies/diff',
      operation: 'diffPolicies',
      summary: 'The same of two policies that are given, or of one that is stored and one that is given.',
      params: noFields,
      query: noFields,
      body: jsonBody(postPolicyDiffRequest, { bytesMax: 2 * policyBytesMax }),
      answers: { 200: { description: 'The differences, in the order of the document.', schema: policyDiffAnswer } },
      errors: ['policy_missing', 'policy_not_found', 'policy_invalid'],
    },
    async ({ body, incoming, caller: { workspaceId } }) => {
      const before = await chosen(db, workspaceId, body.from ?? { version: await activeVersion(db, workspaceId) })
      const after = await chosen(db, workspaceId, body.to)
      return answerDiff(comparePolicies(before, after), askedFormat(incoming))
    },
  )
}

function addCheck(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/policies/check',
      operation: 'checkPolicy',
      summary:
        'What parsing, the static checks with the roster as it stands, and the golden tests make of a policy. Nothing is stored or activated.',
      params: noFields,
      query: noFields,
      body: jsonBody(policyTexts, { bytesMax: policyBytesMax }),
      answers: { 200: { description: '`is_sound` says whether it could be activated.', schema: policyCheckAnswer } },
      errors: ['workspace_not_found'],
    },
    async ({ body, caller: { workspaceId } }) => {
      const desk = await findDesk(db, workspaceId)
      if (desk === null) throw new RoutingError('workspace_not_found')
      return json(200, checkDocument(body, await readRoster(db, workspaceId, desk.rosterVersion)))
    },
  )
}

type Choice = z.output<typeof postPolicyDiffRequest>['to']

async function chosen(db: Queryable, workspaceId: string, choice: Choice): Promise<ComparedPolicy> {
  if ('version' in choice) return versionOf(db, workspaceId, choice.version)
  return { version: null, policy: requireParsedPolicy(choice) }
}

async function versionOf(db: Queryable, workspaceId: string, version: number): Promise<ComparedPolicy> {
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  return { version, policy: requireParsedPolicy(textOf(row)) }
}

async function activeVersion(db: Queryable, workspaceId: string): Promise<number> {
  const version = (await findDesk(db, workspaceId))?.policyVersion ?? 0
  if (version === 0) throw new RoutingError('policy_missing')
  return version
}

function askedFormat({ headers }: IncomingMessage): 'json' | 'markdown' {
  return headers.accept?.includes('text/markdown') === true ? 'markdown' : 'json'
}

function answerDiff(diff: PolicyDiffAnswer, format: 'json' | 'markdown'): Answer {
  if (format === 'json') return json(200, diff, { Vary: 'Accept' })
  const headers = { 'Content-Type': 'text/markdown; charset=utf-8', Vary: 'Accept' }
  return { kind: 'text', status: 200, text: comparisonAsMarkdown(diff), headers }
}
