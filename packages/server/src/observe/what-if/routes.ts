import {
  listWhatIfLeadsQuery,
  listWhatIfsQuery,
  postWhatIfRequest,
  RoutingError,
  whatIf,
  type WhatIfAnswer,
  whatIfLeadPage,
  whatIfPage,
  whatIfPath,
} from '@rightful/contract'
import type { z } from 'zod'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { askWhatIf } from './ask-what-if.ts'
import { findWhatIf, listWhatIfLeads, listWhatIfs, type WhatIfName, type WhatIfRow } from './queries.ts'
import type { AskedPolicy, WhatIfAsk } from './what-if-ask.ts'
import { workOff } from './work-off.ts'

const shared = { tag: 'What-if', scope: 'policies:read' } as const
const policyBytesMax = 16_777_216
/** Later than any of them, epoch milliseconds. */
const FAR_MS = 4e15
/** Of so few leads, and so few decisions beside them, the answer is waited for. */
const AT_ONCE = { leads: 2000, decisions: 10_000 } as const

/** Adds what-ifs: asking one, how far it is and what came of it, and the leads that go elsewhere. */
export function addWhatIfRoutes(routes: Routes, db: Database): void {
  addAsk(routes, db)
  addRead(routes, db)
  addLeads(routes, db)
}

function addAsk(routes: Routes, db: Database): void {
  let isComputing = false
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/what-if',
      operation: 'askWhatIf',
      summary:
        'What would have become of past leads under another policy: who gains and who loses how many. Nothing live is touched. Of few leads it is answered at once; of many it is a job. The same question has the same id and the same numbers.',
      params: noFields,
      query: noFields,
      body: jsonBody(postWhatIfRequest, { bytesMax: policyBytesMax }),
      answers: {
        200: { description: 'What came of it.', schema: whatIf },
        202: { description: 'It is being computed: `Location` says where it is found.', schema: whatIf },
      },
      errors: [
        'policy_missing',
        'policy_not_found',
        'policy_invalid',
        'change_not_found',
        'filter_invalid',
        'what_if_period_gone',
      ],
    },
    async ({ body, stopping, caller: { workspaceId, actor } }) => {
      const row = await askWhatIf(db, { workspaceId, by: actor, asked: body })
      const name = { workspaceId, whatIfId: row.whatIfId }
      if (row.state === 'waiting' && !isComputing && isShort(row)) {
        isComputing = true
        try {
          await workOff(db, row, { workspaceId, signal: stopping })
        } finally {
          isComputing = false
        }
      }
      const answer = answerOf(await requireWhatIf(db, name))
      const isOver = answer.state !== 'waiting'
      return json(isOver ? 200 : 202, answer, { Location: `/v1/what-if/${row.whatIfId}` })
    },
  )
}

function isShort({ ask, totalCount }: WhatIfRow): boolean {
  const { leadCount, leadsMax }: WhatIfAsk = JSON.parse(ask)
  return Math.min(leadCount, leadsMax) <= AT_ONCE.leads && totalCount <= AT_ONCE.decisions
}

function addRead(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/what-if',
      operation: 'listWhatIfs',
      summary: 'Lists what-ifs, the newest first, without their results.',
      params: noFields,
      query: listWhatIfsQuery,
      body: noBody,
      answers: { 200: { description: 'A page of them.', schema: whatIfPage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, caller: { workspaceId } }) => json(200, await pageOf(db, workspaceId, query)),
  )
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/what-if/{what_if_id}',
      operation: 'getWhatIf',
      summary: 'How far a what-if is, and what came of it.',
      params: whatIfPath,
      query: noFields,
      body: noBody,
      answers: { 200: { description: 'With its result, once it is done.', schema: whatIf } },
      errors: ['what_if_not_found'],
    },
    async ({ params, caller: { workspaceId } }) =>
      json(200, answerOf(await requireWhatIf(db, { workspaceId, whatIfId: params.what_if_id }))),
  )
}

function addLeads(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/what-if/{what_if_id}/leads',
      operation: 'listWhatIfLeads',
      summary: 'The leads that go elsewhere, each with both ways, their reasons and the rules that made them.',
      params: whatIfPath,
      query: listWhatIfLeadsQuery,
      body: noBody,
      answers: { 200: { description: 'A page of them, in the order in which they came.', schema: whatIfLeadPage } },
      errors: ['what_if_not_found', 'cursor_invalid'],
    },
    async ({ params, query, caller: { workspaceId } }) => {
      const name = { workspaceId, whatIfId: params.what_if_id }
      await requireWhatIf(db, name)
      return json(200, await leadsOf(db, name, query))
    },
  )
}

async function requireWhatIf(db: Database, name: WhatIfName): Promise<WhatIfRow> {
  const row = await findWhatIf(db, name)
  if (row === null) throw new RoutingError('what_if_not_found')
  return row
}

async function pageOf(
  db: Database,
  workspaceId: string,
  { limit, cursor }: z.output<typeof listWhatIfsQuery>,
): Promise<z.input<typeof whatIfPage>> {
  const list = `what-ifs ${workspaceId}`
  const [beforeMs = FAR_MS, beforeId = ''] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const of = { workspaceId, beforeMs: Number(beforeMs), beforeId: String(beforeId), limit: limit + 1 }
  const rows = await listWhatIfs(db, of)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    data: shown.map(answerOf).map(({ result: _result, ...summary }) => summary),
    next_cursor: hasMore ? encodeCursor(list, [last.createdMs, last.whatIfId]) : null,
  }
}

async function leadsOf(
  db: Database,
  name: WhatIfName,
  { limit, cursor, owner }: z.output<typeof listWhatIfLeadsQuery>,
): Promise<z.input<typeof whatIfLeadPage>> {
  const list = `what-if ${name.workspaceId} ${name.whatIfId} ${owner ?? ''}`
  const [after = 0] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const of = { afterPosition: Number(after), ownerId: owner ?? null, limit: limit + 1 }
  const rows = await listWhatIfLeads(db, name, of)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    data: shown.map(({ body }) => JSON.parse(body)),
    next_cursor: hasMore ? encodeCursor(list, [last.position]) : null,
  }
}

function answerOf(row: WhatIfRow): WhatIfAnswer {
  const ask: WhatIfAsk = JSON.parse(row.ask)
  return {
    what_if_id: row.whatIfId,
    state: row.state,
    base: namedOf(ask.base),
    candidate: namedOf(ask.candidate),
    selection: {
      from_at: isoTimeOrNull(ask.fromMs),
      until_at: isoTimeOrNull(ask.untilMs),
      from_version: ask.fromVersion,
      until_version: ask.untilVersion,
      filter: ask.filter,
      leads_max: ask.leadsMax,
      seed: ask.seed,
    },
    progress: { done: row.doneCount, total: row.totalCount },
    created_at: isoTime(row.createdMs),
    created_by: row.createdBy,
    finished_at: isoTimeOrNull(row.finishedMs),
    error: row.error,
    result: row.result === null ? null : JSON.parse(row.result),
  }
}

function namedOf({ version, changeId, name, hash }: AskedPolicy): WhatIfAnswer['base'] {
  return { version, change_id: changeId, name, hash }
}
