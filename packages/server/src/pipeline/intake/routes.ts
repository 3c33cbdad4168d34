import { leadResult, postLeadRequest } from '@rightful/contract'
import { jsonBody } from '../../platform/http/body-reader.ts'
import { readIdempotencyKey } from '../../platform/http/idempotency-key.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { DeskDoor } from '../desk/read.ts'
import { answerCommand, readDecision, requireDone, type ToldDecision } from '../leads/read.ts'
import { addFormDoor } from './form-routes.ts'
import { incomingLead } from './incoming-lead.ts'

/** Adds the doors by which single leads come in. */
export function addIntakeRoutes(routes: Routes, options: DeskDoor): void {
  addPostLead(routes, options)
  addFormDoor(routes, options)
}

function addPostLead(routes: Routes, { db, submit }: DeskDoor): void {
  routes.add(
    {
      method: 'post',
      path: '/v1/leads',
      operation: 'postLead',
      summary: 'Takes a lead in and answers with its owner and the reason.',
      tag: 'Leads',
      scope: 'leads:write',
      params: noFields,
      query: noFields,
      body: jsonBody(postLeadRequest),
      headers: ['Idempotency-Key'],
      answers: {
        201: { description: 'A new lead: whose it is, or why it waits.', schema: leadResult },
        200: { description: 'A lead that was known already, as it stands now.', schema: leadResult },
      },
      errors: ['overloaded', 'policy_missing', 'lead_closed'],
    },
    async ({ body, caller: { workspaceId }, incoming }) => {
      const idempotency = readIdempotencyKey(incoming, body)
      const { attributes, priority, external_id: externalId } = body
      const lead = incomingLead({ attributes, priority, externalId }, idempotency)
      const done = requireDone(await submit(workspaceId, { kind: 'create', lead }))
      const { decisionId } = done.lead
      const isTold = done.decision !== null || decisionId === null
      const decision: ToldDecision | null = isTold ? done.decision : await readDecision(db, workspaceId, decisionId)
      return answerCommand(done, decision, true)
    },
  )
}
