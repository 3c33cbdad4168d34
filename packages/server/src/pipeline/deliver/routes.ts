import {
  type Delivery,
  delivery,
  deliveryPage,
  deliveryStates,
  destinationTest,
  cursor,
  limit,
  redriveRequest,
  redriveResult,
  RoutingError,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { readDestination, type ReadyDestination } from '../../control/connections/read.ts'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import {
  countFailed,
  type DeliveryRow,
  findDeliveries,
  findDelivery,
  redriveFailed,
  redriveOne,
} from './delivery-queries.ts'
import type { DeliveryKey } from './queries.ts'
import { testDestination } from './test-destination.ts'

/** What these routes work with. */
export type DeliveryDoor = {
  readonly db: Database
  readonly outbound: Outbound
}

const path = '/v1/destinations/{destination_id}'
const onePath = z.strictObject({ destination_id: uuid })
const shared = { tag: 'Destinations', params: onePath, query: noFields } as const
const eventId = z.string().regex(/^\d{1,15}-\d{1,9}$/, 'is no id of an event')

/** Adds looking at deliveries, sending them again, and trying a destination out. */
export function addDeliveryRoutes(routes: Routes, door: DeliveryDoor): void {
  addList(routes, door)
  addRedrives(routes, door)
  addTest(routes, door)
}

function addList(routes: Routes, { db }: DeliveryDoor): void {
  routes.add(
    {
      ...shared,
      scope: 'connections:read',
      method: 'get',
      path: `${path}/deliveries`,
      operation: 'listDeliveries',
      summary: 'What is on its way to a destination or was, the newest first.',
      query: z.strictObject({ state: z.enum(deliveryStates).optional(), limit, cursor: cursor.optional() }),
      body: noBody,
      answers: { 200: { description: 'A page of deliveries.', schema: deliveryPage } },
      errors: ['destination_not_found', 'cursor_invalid'],
    },
    async ({ caller, params, query }) => {
      const address = { workspaceId: caller.workspaceId, destinationId: params.destination_id }
      await requireDestination(db, address)
      const list = `deliveries ${params.destination_id} ${query.state ?? ''}`
      const [version, position] = query.cursor === undefined ? [] : decodeCursor(list, query.cursor)
      const before = version === undefined ? null : { version: Number(version), position: Number(position) }
      const ask = { ...address, state: query.state ?? null, before, limit: query.limit + 1 }
      const rows = await findDeliveries(db, ask)
      const shown = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : encodeCursor(list, [last.version, last.position])
      return json(200, { data: shown.map(viewOf), next_cursor: next })
    },
  )
}

function addRedrives(routes: Routes, { db }: DeliveryDoor): void {
  routes.add(
    {
      ...shared,
      scope: 'connections:write',
      method: 'post',
      path: `${path}/redrive`,
      operation: 'redriveDeliveries',
      summary:
        'Sends again what has failed; with `dry_run` it only says how much that is. Nothing is sent to one that is switched off.',
      body: jsonBody(redriveRequest, { isOptional: true }),
      answers: { 200: { description: 'How many.', schema: redriveResult } },
      errors: ['destination_not_found'],
    },
    async ({ caller, params, body }) => {
      const address = { workspaceId: caller.workspaceId, destinationId: params.destination_id }
      await requireDestination(db, address)
      const count = body.dry_run ? await countFailed(db, address) : await redriveFailed(db, address)
      return json(200, { count, is_dry_run: body.dry_run })
    },
  )
  routes.add(
    {
      ...shared,
      scope: 'connections:write',
      method: 'post',
      path: `${path}/deliveries/{event_id}/redrive`,
      operation: 'redriveDelivery',
      summary: 'Sends one delivery again that has failed, or one that waits at once. Others stay as they are.',
      params: onePath.extend({ event_id: eventId }),
      body: noBody,
      answers: { 200: { description: 'The delivery as it is now.', schema: delivery } },
      errors: ['destination_not_found', 'delivery_not_found'],
    },
    async ({ caller, params }) => {
      const [version, position] = params.event_id.split('-').map(Number)
      const address = { workspaceId: caller.workspaceId, destinationId: params.destination_id }
      await requireDestination(db, address)
      const key: DeliveryKey = { ...address, version: version ?? 0, position: position ?? 0 }
      await redriveOne(db, key)
      const row = await findDelivery(db, key)
      if (row === null) throw new RoutingError('delivery_not_found')
      return json(200, viewOf(row))
    },
  )
}

function addTest(routes: Routes, door: DeliveryDoor): void {
  routes.add(
    {
      ...shared,
      scope: 'connections:write',
      method: 'post',
      path: `${path}/test`,
      operation: 'testDestination',
      summary: 'Sends an event `destination.test` at once and says what came of it.',
      body: noBody,
      answers: { 200: { description: 'What came of it.', schema: destinationTest } },
      errors: ['destination_not_found'],
    },
    async ({ caller: { workspaceId }, params }) => {
      const destination = await requireDestination(door.db, { workspaceId, destinationId: params.destination_id })
      const began = performance.now()
      const outcome = await testDestination(door, workspaceId, destination)
      const duration = Math.round(performance.now() - began)
      const isDelivered = outcome.kind === 'delivered'
      const error = outcome.kind === 'delivered' ? null : outcome.kind === 'nobody' ? outcome.reason : outcome.error
      return json(200, { is_delivered: isDelivered, error, duration_ms: duration })
    },
  )
}

async function requireDestination(
  db: Database,
  { workspaceId, destinationId }: { readonly workspaceId: string; readonly destinationId: string },
): Promise<ReadyDestination> {
  const destination = await readDestination(db, workspaceId, destinationId)
  if (destination === null) throw new RoutingError('destination_not_found')
  return destination
}

function viewOf(row: DeliveryRow): Delivery {
  const state = deliveryStates.find((known) => known === row.state)
  if (state === undefined) throw new Error(`A delivery has the state ${row.state}.`)
  return {
    event_id: `${row.version}-${row.position}`,
    kind: row.kind,
    at: isoTime(row.atMs),
    lead_id: row.leadId,
    state,
    attempts: row.attempts,
    next_at: isoTimeOrNull(row.nextAtMs),
    delivered_at: isoTimeOrNull(row.deliveredAtMs),
    error: row.error,
  }
}
