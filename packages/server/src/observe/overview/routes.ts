import { overview, overviewQuery } from '@rightful/contract/views'
import type { Queryable } from '../../platform/db/queryable.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { createArrivalsReader } from './arrivals.ts'
import { readOverview } from './read-overview.ts'

/** Adds the figures by which one sees whether all is well. */
export function addOverviewRoutes(routes: Routes, db: Queryable): void {
  const arrivalsOf = createArrivalsReader(db)
  routes.add(
    {
      method: 'get',
      tag: 'Reports',
      scope: 'reports:read',
      path: '/v1/overview',
      operation: 'getOverview',
      summary: 'Whether all is well: volume, what waits, times, clocks, deliveries, and the policy with its changes.',
      params: noFields,
      query: overviewQuery,
      body: noBody,
      answers: { 200: { description: 'The figures of this moment.', schema: overview } },
      errors: ['report_invalid'],
    },
    async ({ query: { zone }, caller: { workspaceId } }) =>
      json(200, await readOverview(db, { workspaceId, zone, arrivalsOf })),
  )
}
