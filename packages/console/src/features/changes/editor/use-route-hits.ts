import type { Report } from '@rightful/contract/api-paths'
import { useMemo } from 'react'
import { $api } from '../../../client/api.ts'
import { useZone } from '../../../client/zone.ts'

const DAYS = 28
const ROUTES_MAX = 1_000

/** How many leads each route took in the last four weeks, by its id; `null` where that is not known. */
export function useRouteHits(): ReadonlyMap<string, number> | null {
  const zone = useZone()
  const today = Temporal.Now.plainDateISO(zone)
  const query = {
    zone,
    by: 'route',
    from: today.subtract({ days: DAYS - 1 }).toString(),
    to: today.add({ days: 1 }).toString(),
    limit: ROUTES_MAX,
  }
  const { data } = $api.useQuery('get', '/v1/reports/{name}', { params: { path: { name: 'conversion' }, query } })
  return useMemo(() => (data === undefined ? null : new Map(data.rows.flatMap(hitsIn))), [data])
}

function hitsIn({ route_id: id, leads }: Report['rows'][number]): readonly (readonly [string, number])[] {
  return typeof id === 'string' && typeof leads === 'number' ? [[id, leads]] : []
}
