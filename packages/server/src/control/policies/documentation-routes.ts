import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { documentationQuery, RoutingError } from '@rightful/contract'
import { documentAsHtml, documentAsMarkdown } from '@rightful/engine'
import { z } from 'zod'
import type { Database, Queryable } from '../../platform/db/database.ts'
import type { Answer } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { contentPolicy } from '../../platform/http/security-headers.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { findDesk } from '../workspaces/read.ts'
import { requireParsedPolicy } from './check-policy-text.ts'
import { textOf } from './policy-content.ts'
import { findPolicyVersion } from './queries.ts'

type Format = 'html' | 'markdown'

const read = {
  method: 'get',
  tag: 'Policies',
  scope: 'policies:read',
  query: documentationQuery,
  body: noBody,
  answers: {
    200: { description: 'One HTML page, or Markdown.', type: 'text/html', schema: z.string() },
    304: { description: 'It is still the one that `If-None-Match` names.' },
  },
} as const

/** Adds the routing documentation: of the active version at an address that stays, and of every version that there was. */
export function addDocumentationRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...read,
      path: '/v1/policies/active/documentation',
      operation: 'getRoutingDocumentation',
      summary: 'The routing documentation of the version that decides now, made from it and from nothing else.',
      params: noFields,
      errors: ['policy_missing'],
    },
    async ({ query, incoming, caller: { workspaceId } }) => {
      const version = (await findDesk(db, workspaceId))?.policyVersion ?? 0
      if (version === 0) throw new RoutingError('policy_missing')
      return answerDocumentation(db, { workspaceId, version, format: query.format, incoming })
    },
  )
  routes.add(
    {
      ...read,
      path: '/v1/policies/{version}/documentation',
      operation: 'getRoutingDocumentationOf',
      summary: 'The routing documentation of one version; it never changes.',
      params: z.strictObject({ version: z.coerce.number<string>().int().min(1).max(1e15) }),
      errors: ['policy_not_found'],
    },
    async ({ params, query, incoming, caller: { workspaceId } }) =>
      answerDocumentation(db, { workspaceId, version: params.version, format: query.format, incoming }),
  )
}

type Asked = {
  readonly workspaceId: string
  readonly version: number
  readonly format: Format | undefined
  readonly incoming: IncomingMessage
}

async function answerDocumentation(db: Queryable, asked: Asked): Promise<Answer> {
  const { workspaceId, version, incoming } = asked
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  const format = asked.format ?? askedFormat(incoming)
  const headers = {
    ETag: `"${version}-${format}"`,
    Vary: 'Accept',
    // Kept by browsers, and asked again each time whether it is still the one.
    'Cache-Control': 'private, no-cache',
    'Content-Location': `/v1/policies/${version}/documentation`,
    Link: '</v1/policies>; rel="version-history"',
  }
  if (isKnown(incoming, headers.ETag)) return { kind: 'empty', status: 304, headers }
  const policy = requireParsedPolicy(textOf(row))
  if (format === 'markdown') {
    const type = { 'Content-Type': 'text/markdown; charset=utf-8' }
    return { kind: 'text', status: 200, text: documentAsMarkdown(policy), headers: { ...headers, ...type } }
  }
  const text = documentAsHtml(policy)
  const page = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': pageRules(text) }
  return { kind: 'text', status: 200, text, headers: { ...headers, ...page } }
}

function askedFormat({ headers }: IncomingMessage): Format {
  return headers.accept?.includes('text/markdown') === true ? 'markdown' : 'html'
}

function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const given = headers['if-none-match'] ?? ''
  return given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

/** The page may have its own style, which is part of it, and nothing else. */
function pageRules(page: string): string {
  const style = /<style>(?<style>[\s\S]*?)<\/style>/.exec(page)?.groups?.['style'] ?? ''
  return contentPolicy({ styles: `'sha256-${hash('sha256', style, 'base64')}'` })
}
