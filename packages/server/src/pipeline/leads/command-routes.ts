import {
  assignLeadRequest,
  claimLeadRequest,
  convertLeadRequest,
  disqualifyLeadRequest,
  type ErrorCode,
  leadResult,
  rejectLeadRequest,
  RoutingError,
  touchLeadRequest,
  updateLeadRequest,
} from '@rightful/contract'
import { z } from 'zod'
import { ownersWithin } from '../../control/people/read.ts'
import type { Answer } from '../../platform/http/answer.ts'
import { type BodyReader, jsonBody } from '../../platform/http/body-reader.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type RouteAccess, type RouteRequest, type Routes } from '../../platform/http/route.ts'
import type { Command, DeskDoor, SubmitCommand } from '../desk/read.ts'
import { answerCommand, requireDone } from './lead-answers.ts'
import { leadPath, leadIdOf } from './lead-path.ts'
import type { Asker } from './reach.ts'

/** A request that becomes a command, its lead's id read. */
type Asked<Body> = {
  readonly leadId: string
  readonly body: Body
  readonly by: string
  /** The version in If-Match; `null` without one. */
  readonly ifVersion: number | null
  /** Of whose leads it may be one; left out: anybody's. */
  readonly within?: readonly string[]
}

type Action<Body> = {
  readonly name: string
  readonly operation: string
  readonly summary: string
  readonly body: BodyReader<Body>
  readonly errors: readonly ErrorCode[]
  readonly readsIfMatch?: boolean
  /** Who may do it with what belongs to them or their team; left out: only who may do it with any lead. */
  readonly narrower?: NonNullable<RouteAccess['narrower']>
  readonly command: (asked: Asked<Body>) => Command
}

const answers = { 200: { description: 'The lead as it stands now, and why.', schema: leadResult } }
const tag = 'Leads'
/** What owners do with a lead, and what is done beside that by whoever looks after their team. */
const byOwner = { team: 'leads:write:team', own: 'leads:write:own' } as const
const byManager = { team: 'leads:write:team' } as const
const nothing = z.strictObject({})

/** Adds what can be done with a lead; each is one command at its workspace's desk. */
export function addCommandRoutes(routes: Routes, door: DeskDoor): void {
  const addAction = <Body>(action: Action<Body>): void => addActionRoute(routes, door, action)
  routes.add(
    {
      method: 'patch',
      path: '/v1/leads/{lead_id}',
      operation: 'updateLead',
      summary: 'Changes attributes; the policy may move the lead for it.',
      tag,
      scope: 'leads:write',
      narrower: byManager,
      params: leadPath,
      query: noFields,
      body: jsonBody(updateLeadRequest),
      headers: ['If-Match'],
      answers,
      errors: ['lead_not_found', 'version_conflict'],
    },
    async (request) => {
      const { body, ...asked } = await askedOf(door.db, request, true)
      return carryOut(door.submit, request.caller, { kind: 'update', attributes: body.attributes, ...asked })
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
    narrower: byOwner,
    command: ({ body: { reason }, ...asked }) => ({ kind: 'close', as: 'converted', reason, ...asked }),
  })
  addAction({
    name: 'disqualify',
    operation: 'disqualifyLead',
    summary: 'Closes the lead as leading nowhere.',
    body: jsonBody(disqualifyLeadRequest),
    errors: [],
    narrower: byOwner,
    command: ({ body: { reason }, ...asked }) => ({ kind: 'close', as: 'disqualified', reason, ...asked }),
  })
  addAction({
    name: 'reject',
    operation: 'rejectLead',
    summary: 'The owner gives the lead back as none, and is credited for it.',
    body: jsonBody(rejectLeadRequest),
    errors: ['not_assigned'],
    narrower: byOwner,
    command: ({ body: { reason, reassign }, ...asked }) => ({ kind: 'reject', reason, reassign, ...asked }),
  })
}

function addHandling(addAction: <Body>(action: Action<Body>) => void): void {
  addAction({
    name: 'touch',
    operation: 'touchLead',
    summary: 'Records a follow-up; the first one ends the clock that waits for it.',
    body: jsonBody(touchLeadRequest, { isOptional: true }),
    errors: ['not_assigned'],
    narrower: byOwner,
    command: ({ body: { channel }, ...asked }) => ({ kind: 'touch', channel, ...asked }),
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
    narrower: byManager,
    command: ({ body, ...asked }: Asked<z.output<typeof assignLeadRequest>>): Command => {
      requireWithinTeam(asked, body.owner_id)
      return { kind: 'assign', ownerId: body.owner_id, reason: body.reason, ...asked }
    },
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

/** Leads are handed on within the team; beyond it goes only who may hand on any. Throws `forbidden`. */
function requireWithinTeam({ within }: Pick<Asked<unknown>, 'within'>, ownerId: string): void {
  if (within !== undefined && !within.includes(ownerId)) throw new RoutingError('forbidden', { scope: 'leads:write' })
}

function addActionRoute<Body>(routes: Routes, { db, submit }: DeskDoor, action: Action<Body>): void {
  const { name, operation, summary, body, narrower, readsIfMatch = false } = action
  routes.add(
    {
      method: 'post',
      path: `/v1/leads/{lead_id}/${name}`,
      operation,
      summary,
      tag,
      scope: 'leads:write',
      ...(narrower === undefined ? {} : { narrower }),
      params: leadPath,
      query: noFields,
      body,
      headers: readsIfMatch ? ['If-Match'] : [],
      answers,
      errors: ['lead_not_found', 'lead_closed', ...action.errors],
    },
    async (request) => carryOut(submit, request.caller, action.command(await askedOf(db, request, readsIfMatch))),
  )
}

async function askedOf<Body>(
  db: DeskDoor['db'],
  request: RouteRequest<typeof leadPath, typeof noFields, Body> & Asker,
  readsIfMatch: boolean,
): Promise<Asked<Body>> {
  const { params, body, caller, reach, incoming } = request
  const ifVersion = readsIfMatch ? readIfMatch(incoming) : null
  const leadId = leadIdOf(params)
  const within = await ownersWithin(db, caller, reach)
  return { leadId, body, by: caller.actor, ifVersion, ...(within === null ? {} : { within }) }
}

async function carryOut(submit: SubmitCommand, { workspaceId }: Caller, command: Command): Promise<Answer> {
  const done = requireDone(await submit(workspaceId, command))
  return answerCommand(done, done.decision)
}
