import { decisionExplanation, whatWouldChangeAnswer, whyNotAnswer, name, uuid } from '@rightful/contract'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { leadReading, requireDecisionWithin } from '../../pipeline/leads/read.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { explainStored, type QuestionedDecision, whatWouldChangeStored, whyNotStored } from './question-decision.ts'

const shared = {
  method: 'get',
  tag: 'Decisions',
  params: z.strictObject({ decision_id: uuid }),
  query: noFields,
  body: noBody,
  ...leadReading,
  errors: ['decision_not_found'],
} as const

/** Why, why not, and what would change it: each found by deciding again from what is stored. */
export function addExplanationRoutes(routes: Routes, db: Database): void {
  addWhy(routes, db)
  addWhyNot(routes, db)
  addWhatWouldChange(routes, db)
}

async function askedOf(
  db: Database,
  asker: Parameters<typeof requireDecisionWithin>[1],
  decisionId: string,
): Promise<QuestionedDecision> {
  await requireDecisionWithin(db, asker, { decisionId, details: { decision: decisionId } })
  return { workspaceId: asker.caller.workspaceId, decisionId }
}

function addWhy(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      path: '/v1/decisions/{decision_id}/why',
      operation: 'explainDecision',
      summary: 'Why a lead went where it went, step by step.',
      answers: { 200: { description: 'The explanation.', schema: decisionExplanation } },
    },
    async ({ params, caller, reach }) => {
      const asked = await askedOf(db, { caller, reach }, params.decision_id)
      const { explanation, rebuilt } = await explainStored(db, asked)
      const { headline, lines, runnerUp, text } = explanation
      const of = { decision_id: params.decision_id, lead_id: rebuilt.row.leadId }
      return json(200, { ...of, headline, lines, runner_up: runnerUp, text, record: rebuilt.full })
    },
  )
}

function addWhyNot(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      path: '/v1/decisions/{decision_id}/why-not',
      operation: 'explainWhyNot',
      summary: 'Why a person did not get the lead.',
      query: z.strictObject({ owner: name }),
      answers: { 200: { description: 'The reason.', schema: whyNotAnswer } },
    },
    async ({ params, query, caller, reach }) => {
      const asked = await askedOf(db, { caller, reach }, params.decision_id)
      const answer = await whyNotStored(db, asked, query.owner)
      const { ownerId, verdict, sentence } = answer
      return json(200, { decision_id: params.decision_id, owner_id: ownerId, verdict, sentence, answer })
    },
  )
}

function addWhatWouldChange(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      path: '/v1/decisions/{decision_id}/what-would-change',
      operation: 'explainWhatWouldChange',
      summary: 'The smallest changes that would have led to another outcome.',
      answers: { 200: { description: 'The changes.', schema: whatWouldChangeAnswer } },
    },
    async ({ params, caller, reach }) => {
      const changes = await whatWouldChangeStored(db, await askedOf(db, { caller, reach }, params.decision_id))
      const sentences = [...changes.lead, ...changes.roster].map(({ sentence }) => sentence)
      return json(200, { decision_id: params.decision_id, sentences, changes })
    },
  )
}
