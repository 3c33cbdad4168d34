import { type ClockPage, clockPage, listClocksQuery, type ListClocksQuery, RoutingError } from '@rightful/contract'
import { ownersWithin } from '../../control/people/read.ts'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { isId } from '../../platform/ids/new-id.ts'
import { leadReading } from '../leads/read.ts'
import { type BoardClock, type BoardFilter, findRunningClocks } from './board-queries.ts'

/** Adds the list of clocks that run. */
export function addClockRoutes(routes: Routes, db: Queryable): void {
  routes.add(
    {
      ...leadReading,
      method: 'get',
      path: '/v1/clocks',
      operation: 'listClocks',
      summary: 'Lists clocks that have not ended, those due first first.',
      tag: 'Leads',
      params: noFields,
      query: listClocksQuery,
      body: noBody,
      answers: { 200: { description: 'A page of clocks.', schema: clockPage } },
      errors: ['cursor_invalid'],
    },
    async ({ caller, reach, query }) => {
      const within = await ownersWithin(db, caller, reach)
      return json(200, await listClocks(db, { workspaceId: caller.workspaceId, within }, query))
    },
  )
}

async function listClocks(
  db: Queryable,
  { workspaceId, within }: { readonly workspaceId: string; readonly within: readonly string[] | null },
  { limit, cursor, ...asked }: ListClocksQuery,
): Promise<ClockPage> {
  const list = `clocks ${JSON.stringify(asked)}`
  const rows = await findRunningClocks(db, workspaceId, {
    state: asked.state,
    poolId: asked.pool_id,
    dueBeforeMs: asked.due_before === undefined ? undefined : Date.parse(asked.due_before),
    owners: ownersAsked(asked.owner_id, within),
    after: cursor === undefined ? undefined : placeIn(list, cursor),
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    data: shown.map(viewOf),
    next_cursor: last === undefined ? null : encodeCursor(list, [last.dueAtMs, last.leadId, last.name]),
  }
}

/** Of whom clocks are asked for, as far as the caller reaches. */
function ownersAsked(ownerId: string | undefined, within: readonly string[] | null): readonly string[] | null {
  if (ownerId === undefined) return within
  return within === null || within.includes(ownerId) ? [ownerId] : []
}

function placeIn(list: string, cursor: string): NonNullable<BoardFilter['after']> {
  const [dueAtMs, leadId, name] = decodeCursor(list, cursor)
  if (typeof dueAtMs !== 'number' || typeof leadId !== 'string' || !isId(leadId) || typeof name !== 'string') {
    throw new RoutingError('cursor_invalid')
  }
  return { dueAtMs, leadId, name }
}

function viewOf(clock: BoardClock): ClockPage['data'][number] {
  return {
    lead_id: clock.leadId,
    name: clock.name,
    state: clock.breachedAtMs !== null ? 'breached' : clock.warnedAtMs !== null ? 'warned' : 'running',
    owner_id: clock.ownerId,
    pool_id: clock.poolId,
    target_seconds: clock.targetSeconds,
    hours: clock.hours,
    zone: clock.zone,
    started_at: isoTime(clock.startedAtMs),
    due_at: isoTime(clock.dueAtMs),
    warned_at: isoTimeOrNull(clock.warnedAtMs),
    breached_at: isoTimeOrNull(clock.breachedAtMs),
    breach_cause: clock.breachCause,
  }
}
