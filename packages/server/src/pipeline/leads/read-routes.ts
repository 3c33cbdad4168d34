import {
  decisionDetail,
  decisionList,
  leadDetail,
  type LeadPage,
  leadPage,
  listLeadsQuery,
  RoutingError,
} from '@rightful/contract'
import { z } from 'zod'
import { ownersWithin } from '../../control/people/read.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { etagOf } from '../../platform/http/etag.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { isId } from '../../platform/ids/new-id.ts'
import { decisionDetailOf, decisionSummaryOf, leadDetailOf, leadSummaryOf } from './lead-answers.ts'
import { leadIdOf, leadPath, pathId } from './lead-path.ts'
import { type Asker, leadReading, requireDecisionWithin, requireLeadWithin } from './reach.ts'
import { findGiven, findHolds, findLeads, type LeadFilter } from './list-queries.ts'
import { findDecision, findDecisionsOfLead, findLeadDetail, hasLead } from './queries.ts'

const reads = { ...leadReading, method: 'get', body: noBody } as const

/** Adds what can be read of leads and decisions. */
export function addReadRoutes(routes: Routes, { db }: { readonly db: Queryable }): void {
  addLeadReads(routes, db)
  addDecisionReads(routes, db)
}

function addLeadReads(routes: Routes, db: Queryable): void {
  routes.add(
    {
      ...reads,
      path: '/v1/leads',
      operation: 'listLeads',
      summary: 'Lists leads, those received last first.',
      tag: 'Leads',
      params: noFields,
      query: listLeadsQuery,
      answers: { 200: { description: 'A page of leads.', schema: leadPage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, ...asker }) => json(200, await listLeads(db, asker, query)),
  )
  routes.add(
    {
      ...reads,
      path: '/v1/leads/{lead_id}',
      operation: 'getLead',
      summary: 'One lead with all that is known of it.',
      tag: 'Leads',
      params: leadPath,
      query: noFields,
      answers: { 200: { description: 'The lead.', schema: leadDetail } },
      errors: ['lead_not_found'],
    },
    async ({ caller, reach, params }) => {
      const leadId = leadIdOf(params)
      await requireLeadWithin(db, { caller, reach }, leadId)
      const row = await findLeadDetail(db, caller.workspaceId, leadId)
      if (row === null) throw new RoutingError('lead_not_found')
      return json(200, leadDetailOf(row), { ETag: etagOf(row.version) })
    },
  )
}

function addDecisionReads(routes: Routes, db: Queryable): void {
  routes.add(
    {
      ...reads,
      path: '/v1/leads/{lead_id}/decisions',
      operation: 'listDecisions',
      summary: 'The decisions of one lead, the newest first.',
      tag: 'Decisions',
      params: leadPath,
      query: noFields,
      answers: { 200: { description: 'All of them, at most 500.', schema: decisionList } },
      errors: ['lead_not_found'],
    },
    async ({ caller, reach, params }) => {
      const { workspaceId } = caller
      const leadId = leadIdOf(params)
      await requireLeadWithin(db, { caller, reach }, leadId)
      const rows = await findDecisionsOfLead(db, workspaceId, leadId)
      if (rows.length === 0 && !(await hasLead(db, workspaceId, leadId))) throw new RoutingError('lead_not_found')
      return json(200, { data: rows.map(decisionSummaryOf) })
    },
  )
  routes.add(
    {
      ...reads,
      path: '/v1/decisions/{decision_id}',
      operation: 'getDecision',
      summary: 'One decision with its record.',
      tag: 'Decisions',
      params: z.strictObject({ decision_id: pathId }),
      query: noFields,
      answers: { 200: { description: 'The decision.', schema: decisionDetail } },
      errors: ['decision_not_found'],
    },
    async ({ caller, reach, params: { decision_id: decisionId } }) => {
      await requireDecisionWithin(db, { caller, reach }, { decisionId })
      const row = await findDecision(db, caller.workspaceId, decisionId)
      if (row === null) throw new RoutingError('decision_not_found')
      return json(200, decisionDetailOf(row))
    },
  )
}

async function listLeads(
  db: Queryable,
  { caller, reach }: Asker,
  { limit, cursor, include, ...asked }: z.output<typeof listLeadsQuery>,
): Promise<LeadPage> {
  const list = `leads ${JSON.stringify(asked)}`
  const filter: LeadFilter = {
    state: asked.state,
    ownerId: asked.owner_id,
    poolId: asked.pool_id,
    routeId: asked.route_id,
    queue: asked.queue,
    holdReason: asked.hold_reason,
    receivedFromMs: msOf(asked.received_from),
    receivedUntilMs: msOf(asked.received_until),
    after: cursor === undefined ? undefined : placeIn(list, cursor),
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
    within: await ownersWithin(db, caller, reach),
  }
  const rows = await findLeads(db, caller.workspaceId, filter)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const included = include?.split(',') ?? []
  const given = included.includes('given') ? await findGiven(db, caller.workspaceId, shown) : null
  const holds = included.includes('hold') ? await findHolds(db, caller.workspaceId, shown) : null
  return {
    data: shown.map((row) => ({
      ...leadSummaryOf(row),
      ...(given === null ? {} : { given: given.get(row.leadId) ?? null }),
      ...(holds === null ? {} : { hold: holds.get(row.leadId) ?? null }),
    })),
    next_cursor: last === undefined ? null : encodeCursor(list, [last.receivedAtMs, last.leadId]),
  }
}

function msOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant)
}

function placeIn(list: string, cursor: string): NonNullable<LeadFilter['after']> {
  const [receivedAtMs, leadId] = decodeCursor(list, cursor)
  if (typeof receivedAtMs !== 'number' || typeof leadId !== 'string' || !isId(leadId)) {
    throw new RoutingError('cursor_invalid')
  }
  return { receivedAtMs, leadId }
}
