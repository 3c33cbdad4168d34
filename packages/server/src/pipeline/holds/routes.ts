import { grantsScope } from '@rightful/contract'
import { redriveWaitingRequest, redriveWaitingResult, waiting } from '@rightful/contract/views'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { readWaiting, redriveWaiting } from './waiting.ts'

const shared = { tag: 'Leads', params: noFields, query: noFields } as const

/** Adds what waits, by cause, and trying it again. */
export function addWaitingRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      scope: 'leads:read',
      method: 'get',
      path: '/v1/waiting',
      operation: 'getWaiting',
      summary: 'Leads that wait and deliveries that failed, by cause, with what to mend.',
      body: noBody,
      answers: { 200: { description: 'The causes.', schema: waiting } },
      errors: [],
    },
    async ({ caller: { workspaceId, scopes } }) => {
      const seesDestinations = grantsScope(scopes, 'connections:read')
      return json(200, await readWaiting(db, { workspaceId, seesDestinations }))
    },
  )
  routes.add(
    {
      ...shared,
      scope: 'leads:write',
      method: 'post',
      path: '/v1/waiting/redrive',
      operation: 'redriveWaiting',
      summary:
        'Tries the leads of a cause again now; with `dry_run` it only says how many, and what would become of them.',
      body: jsonBody(redriveWaitingRequest),
      answers: { 200: { description: 'How many.', schema: redriveWaitingResult } },
      errors: ['workspace_not_found'],
    },
    async ({ body, caller: { workspaceId } }) => json(200, await redriveWaiting(db, workspaceId, body)),
  )
}
