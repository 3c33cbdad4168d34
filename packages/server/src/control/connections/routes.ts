import {
  destination,
  destinationList,
  destinationWithSecret,
  postDestinationRequest,
  RoutingError,
  rotateSecretRequest,
  updateDestinationRequest,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import {
  type ConnectionDoor,
  createDestination,
  rotateSecret,
  switchOffDestination,
  updateDestination,
} from './change-destination.ts'
import { viewOfDestination } from './destination-view.ts'
import { findDestination, findDestinations } from './queries.ts'

const shared = { tag: 'Destinations', query: noFields } as const
const onePath = z.strictObject({ destination_id: uuid })
const one = { ...shared, path: '/v1/destinations/{destination_id}', params: onePath } as const
const reading = { scope: 'connections:read' } as const
const writing = { scope: 'connections:write' } as const

/** Adds what can be done with destinations; what is on its way to them is looked at elsewhere. */
export function addDestinationRoutes(routes: Routes, door: ConnectionDoor): void {
  addReads(routes, door)
  addChanges(routes, door)
  addEnds(routes, door)
}

function addReads(routes: Routes, { db }: ConnectionDoor): void {
  routes.add(
    {
      ...shared,
      ...reading,
      method: 'get',
      path: '/v1/destinations',
      operation: 'listDestinations',
      summary: 'All destinations of events, the oldest first, without their secrets.',
      params: noFields,
      body: noBody,
      answers: { 200: { description: 'The destinations.', schema: destinationList } },
      errors: [],
    },
    async ({ caller }) => {
      const rows = await findDestinations(db, caller.workspaceId)
      return json(200, { data: rows.map(viewOfDestination) })
    },
  )
  routes.add(
    {
      ...one,
      ...reading,
      method: 'get',
      operation: 'getDestination',
      summary: 'One destination, without its secrets.',
      body: noBody,
      answers: { 200: { description: 'The destination.', schema: destination } },
      errors: ['destination_not_found'],
    },
    async ({ caller, params }) => {
      const row = await findDestination(db, caller.workspaceId, params.destination_id)
      if (row === null) throw new RoutingError('destination_not_found')
      return json(200, viewOfDestination(row))
    },
  )
}

function addChanges(routes: Routes, door: ConnectionDoor): void {
  routes.add(
    {
      ...shared,
      ...writing,
      method: 'post',
      path: '/v1/destinations',
      operation: 'createDestination',
      summary: 'Makes a destination; events go there from the next one on. The secret of a webhook is told this once.',
      params: noFields,
      body: jsonBody(postDestinationRequest),
      answers: { 201: { description: 'The destination.', schema: destinationWithSecret } },
      errors: ['destination_invalid', 'workspace_not_found'],
    },
    async ({ caller, body }) => {
      const { row, secret } = await createDestination(door, byOf(caller), body)
      return json(201, { ...viewOfDestination(row), secret })
    },
  )
  routes.add(
    {
      ...one,
      ...writing,
      method: 'patch',
      operation: 'updateDestination',
      summary: 'Changes a destination, or switches it on or off. Fields left out stay.',
      body: jsonBody(updateDestinationRequest),
      answers: { 200: { description: 'The destination.', schema: destination } },
      errors: ['destination_not_found', 'destination_invalid', 'workspace_not_found'],
    },
    async ({ caller, params, body }) => {
      const { row } = await updateDestination(door, { ...byOf(caller), destinationId: params.destination_id }, body)
      return json(200, viewOfDestination(row))
    },
  )
}

function addEnds(routes: Routes, { db }: ConnectionDoor): void {
  routes.add(
    {
      ...one,
      ...writing,
      method: 'delete',
      operation: 'switchOffDestination',
      summary: 'Switches a destination off. What waited for it has failed; its deliveries stay to be looked at.',
      body: noBody,
      answers: { 200: { description: 'The destination.', schema: destination } },
      errors: ['destination_not_found', 'workspace_not_found'],
    },
    async ({ caller, params }) => {
      const ask = { ...byOf(caller), destinationId: params.destination_id }
      return json(200, viewOfDestination((await switchOffDestination(db, ask, null)).row))
    },
  )
  routes.add(
    {
      ...one,
      ...writing,
      path: `${one.path}/rotate-secret`,
      method: 'post',
      operation: 'rotateDestinationSecret',
      summary: 'Gives a webhook a new secret, told this once; the one before signs beside it for a while.',
      body: jsonBody(rotateSecretRequest, { isOptional: true }),
      answers: { 200: { description: 'The destination with its new secret.', schema: destinationWithSecret } },
      errors: ['destination_not_found', 'destination_invalid', 'workspace_not_found'],
    },
    async ({ caller, params, body }) => {
      const ask = { ...byOf(caller), destinationId: params.destination_id }
      const { row, secret } = await rotateSecret(db, ask, body.keep_seconds * 1000)
      return json(200, { ...viewOfDestination(row), secret })
    },
  )
}

function byOf({ workspaceId, actor }: Caller): { readonly workspaceId: string; readonly by: string } {
  return { workspaceId, by: actor }
}
