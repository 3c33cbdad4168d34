import { bulkAnswer, bulkRequest } from '@rightful/contract/views'
import { json } from '../../platform/http/answer.ts'
import { jsonBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { DeskDoor } from '../desk/read.ts'
import { actOnLeads } from './bulk.ts'

/** Adds doing one thing with many leads. */
export function addBulkRoutes(routes: Routes, door: DeskDoor): void {
  routes.add(
    {
      method: 'post',
      path: '/v1/leads/bulk',
      operation: 'actOnLeads',
      summary:
        'Does one thing with up to 200 leads, each by itself; with `dry_run` it only says on which it can be done.',
      tag: 'Leads',
      scope: 'leads:write',
      params: noFields,
      query: noFields,
      body: jsonBody(bulkRequest),
      answers: { 200: { description: 'What came of each.', schema: bulkAnswer } },
      errors: [],
    },
    async ({ body, caller: { workspaceId, actor } }) =>
      json(200, await actOnLeads(door, { workspaceId, by: actor }, body)),
  )
}
