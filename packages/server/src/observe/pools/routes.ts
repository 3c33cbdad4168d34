import { name } from '@rightful/contract'
import { poolForecast, poolForecastQuery, poolStanding } from '@rightful/contract/views'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { findStanding } from './find-standing.ts'
import { forecastShares } from './forecast-shares.ts'

const shared = {
  method: 'get',
  tag: 'People',
  scope: 'people:read',
  params: z.strictObject({ pool_id: name }),
  body: noBody,
} as const

/** Adds how a pool stands, and how its leads would be shared. */
export function addPoolRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      path: '/v1/pools/{pool_id}/standing',
      operation: 'getPoolStanding',
      summary: 'Who of a pool would be given an ordinary lead now, in which order, and why nobody else.',
      query: noFields,
      answers: { 200: { description: 'The members.', schema: poolStanding } },
      errors: ['pool_not_found'],
    },
    async ({ params, caller: { workspaceId } }) =>
      json(200, await findStanding(db, { workspaceId, poolId: params.pool_id })),
  )
  routes.add(
    {
      ...shared,
      path: '/v1/pools/{pool_id}/forecast',
      operation: 'forecastPool',
      summary: 'How the next leads of a pool would be shared, by its weights and by others. Nothing is changed.',
      query: poolForecastQuery,
      answers: { 200: { description: 'The shares.', schema: poolForecast } },
      errors: ['pool_not_found', 'member_not_found'],
    },
    async ({ params, query, caller: { workspaceId } }) =>
      json(200, await forecastShares(db, { workspaceId, poolId: params.pool_id, query })),
  )
}
