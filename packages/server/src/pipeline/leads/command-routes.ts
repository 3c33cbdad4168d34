import {
  assignLeadRequest,
  claimLeadRequest,
  convertLeadRequest,
  disqualifyLeadRequest,
  type ErrorCode,
  leadResult,
  rejectLeadRequest,
  touchLeadRequest,
  updateLeadRequest,
} from '@rightful/contract'
import { z } from 'zod'
import type { Answer } from '../../platform/http/answer.ts'
import { type BodyReader, jsonBody } from '../../platform/http/body-reader.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type RouteRequest, type Routes } from '../../platform/http/route.ts'
import type { Command, DeskDoor, SubmitCommand } from '../desk/read.ts'
import { answerCommand, requireDone } from './lead-answers.ts'
import { leadPath, requireLeadId } from './lead-path.ts'

/** A request that becomes a command, its lead's id read. */
type Asked<Body> = {
  readonly leadId: string
  readonly body: Body
  readonly by: string
  /** The version in If-Match; `null` without one. */
  readonly ifVersion: number | null
}

type Action<Body> = {
  readonly name: string
  readonly operation: string
  readonly summary: string
  readonly body: BodyReader<Body>
  readonly errors: readonly ErrorCode[]
  readonly readsIfMatch?: boolean
  readonly command: (asked: Asked<Body>) => Command
}

const answers = { 200: { description: 'The lead as it stands now, and why.', schema: leadResult } }
const tag = 'Leads'
const nothing = z.strictObject({})

/** Adds what can be done with a lead; each is one command at its workspace's desk. */
export function addCommandRoutes(routes: Routes, { submit }: DeskDoor): void {
  const addAction = <Body>(action: Action<Body>): void => addActionRoute(routes, submit, action)
  routes.add(
    {
      method: 'patch',
      path: '/v1/leads/{lead_id}',
      operation: 'updateLead',
      summary: 'Changes attributes; the policy may move the lead for it.',
      tag,
      scope: 'leads:write',
      params: leadPath,
      query: noFields,
      body: jsonBody(updateLeadRequest),
      headers: ['If-Match'],
      answers,
      errors: ['lead_not_found', 'version_conflict'],
    },
    async (request) => {
      const { leadId, by, ifVersion, body } = askedOf(request, true)
      const command: Command = { kind: 'update', leadId, attributes: body.attributes, ifVersion, by }
      return carryOut(submit, request.caller, command)
    },
  )
  addEndings(addAction)
  addHandling(addAction)
}

function addEndings(addAction: <Body>(action: Action<Body>) => void): void {
  addAction({
    name: 'convert',
    operation: 'convertLead',
    summary: 'Closes the lead as won.',
    body: jsonBody(convertLeadRequest, { isOptional: true }),
    errors: [],
    command: ({ leadId, by, body: { reason } }) => ({ kind: 'close', leadId, as: 'converted', reason, by }),
  })
  addAction({
    name: 'disqualify',
    operation: 'disqualifyLead',
    summary: 'Closes the lead as leading nowhere.',
    body: jsonBody(disqualifyLeadRequest),
    errors: [],
    command: ({ leadId, by, body: { reason } }) => ({ kind: 'close', leadId, as: 'disqualified', reason, by }),
  })
  addAction({
    name: 'reject',
    operation: 'rejectLead',
    summary: 'The owner gives the lead back as none, and is credited for it.',
    body: jsonBody(rejectLeadRequest),
    errors: ['not_assigned'],
    command: ({ leadId, by, body: { reason, reassign } }) => ({ kind: 'reject', leadId, reason, reassign, by }),
  })
}

function addHandling(addAction: <Body>(action: Action<Body>) => void): void {
  addAction({
    name: 'touch',
    operation: 'touchLead',
    summary: 'Records a follow-up; the first one ends the clock that waits for it.',
    body: jsonBody(touchLeadRequest, { isOptional: true }),
    errors: ['not_assigned'],
    command: ({ leadId, by, body: { channel } }) => ({ kind: 'touch', leadId, channel, by }),
  })
  addAction({
    name: 'claim',
    operation: 'claimLead',
    summary: 'Somebody takes a lead that waits.',
    body: jsonBody(claimLeadRequest),
    errors: ['not_waiting', 'owner_not_found', 'owner_not_eligible', 'capacity_reached'],
    command: ({ leadId, by, body }) => ({ kind: 'claim', leadId, ownerId: body.owner_id, by }),
  })
  const byHand = {
    body: jsonBody(assignLeadRequest),
    errors: ['owner_not_found', 'owner_not_eligible', 'capacity_reached', 'version_conflict'],
    readsIfMatch: true,
    command: ({ leadId, by, ifVersion, body }: Asked<z.output<typeof assignLeadRequest>>): Command => ({
      kind: 'assign',
      leadId,
      ownerId: body.owner_id,
      reason: body.reason,
      ifVersion,
      by,
    }),
  } as const
  const assign = { name: 'assign', operation: 'assignLead', summary: 'Gives the lead to somebody by hand.' }
  const handOver = {
    name: 'hand-over',
    operation: 'handOverLead',
    summary: 'Gives the lead to another owner; the same as assign, named for a lead that has one.',
  }
  addAction({ ...byHand, ...assign })
  addAction({ ...byHand, ...handOver })
  addAction({
    name: 'retry',
    operation: 'retryLead',
    summary: 'Tries a held or parked lead again now.',
    body: jsonBody(nothing, { isOptional: true }),
    errors: ['not_waiting'],
    command: ({ leadId }) => ({ kind: 'retry', leadId }),
  })
}

function addActionRoute<Body>(routes: Routes, submit: SubmitCommand, action: Action<Body>): void {
  const { name, operation, summary, body, readsIfMatch = false } = action
  routes.add(
    {
      method: 'post',
      path: `/v1/leads/{lead_id}/${name}`,
      operation,
      summary,
      tag,
      scope: 'leads:write',
      params: leadPath,
      query: noFields,
      body,
      headers: readsIfMatch ? ['If-Match'] : [],
      answers,
      errors: ['lead_not_found', 'lead_closed', ...action.errors],
    },
    async (request) => carryOut(submit, request.caller, action.command(askedOf(request, readsIfMatch))),
  )
}

function askedOf<Body>(
  request: RouteRequest<typeof leadPath, typeof noFields, Body> & { readonly caller: Caller },
  readsIfMatch: boolean,
): Asked<Body> {
  const { params, body, caller, incoming } = request
  const ifVersion = readsIfMatch ? readIfMatch(incoming) : null
  return { leadId: requireLeadId(params), body, by: caller.actor, ifVersion }
}

async function carryOut(submit: SubmitCommand, { workspaceId }: Caller, command: Command): Promise<Answer> {
  const done = requireDone(await submit(workspaceId, command))
  return answerCommand(done, done.decision)
}
