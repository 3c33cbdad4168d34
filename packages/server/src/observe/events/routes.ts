import { setTimeout as sleep } from 'node:timers/promises'
import { type EventEnvelope, eventEnvelope, eventMap, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { readDesk } from '../../pipeline/desk/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { type EventRow, findEvents } from './queries.ts'

const EVENTS_A_READ = 200
const LOOK_EVERY_MS = 250
/** A stream ends after so long and is asked for again: on another node, perhaps. One whose key or session has ended is ended within seconds. */
const STREAM_MS = 15 * 60_000
/** Proxies close what is silent for long. */
const SIGN_OF_LIFE_MS = 15_000

/** More than a version ever has, and as many digits as the id of an event may have. */
const POSITION_MAX = 999_999_999

const place = /^(\d{1,15})-(\d{1,9})$/

const query = z.strictObject({
  after: z.string().regex(place).optional().meta({
    description: 'The id of the last event that was seen. Left out: from now on, or, in a list, from the first.',
  }),
  kinds: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((kind) => kind !== ''))
    .meta({ description: 'Kinds to hear of, separated by commas; left out: all.', example: 'lead.assigned,lead.held' }),
})

type Cursor = { readonly version: number; readonly position: number }

/** What a listener follows: whose events, of which kinds, from where on. */
type Following = {
  readonly workspaceId: string
  readonly kinds: readonly string[]
  readonly from: Cursor
  /** Whether whoever listens still may. */
  readonly isStillAdmitted: () => Promise<boolean>
}

/** Adds the events of a workspace: as a list, and as a stream of server-sent events that misses none. */
export function addEventRoutes(routes: Routes, db: Database): void {
  addEventList(routes, db)
  addEventStream(routes, db)
}

function addEventList(routes: Routes, db: Database): void {
  const list = z.object({ data: z.array(eventEnvelope) }).meta({ id: 'EventList' })
  routes.add(
    {
      method: 'get',
      path: '/v1/events',
      operation: 'listEvents',
      summary: 'Events in the order they happened, at most 200 at a time: ask on with `after`.',
      tag: 'Events',
      scope: 'events:read',
      params: noFields,
      query,
      body: noBody,
      answers: { 200: { description: 'The next events.', schema: list } },
      errors: [],
    },
    async ({ query: { after, kinds }, caller: { workspaceId } }) => {
      const { version, position } = after === undefined ? { version: 0, position: 0 } : readPlace(after)
      const ask = { workspaceId, kinds: knownKinds(kinds), afterVersion: version, afterPosition: position }
      const rows = await findEvents(db, { ...ask, limit: EVENTS_A_READ })
      return json(200, { data: rows.map(envelopeOf) })
    },
  )
}

function addEventStream(routes: Routes, db: Database): void {
  routes.add(
    {
      method: 'get',
      path: '/v1/events/stream',
      operation: 'followEvents',
      summary:
        'Events as they happen, as server-sent events; after a break the browser goes on by itself from `Last-Event-ID`.',
      tag: 'Events',
      scope: 'events:read',
      params: noFields,
      query,
      body: noBody,
      answers: {
        200: { description: 'A stream that ends with the connection, or after 15 minutes.', type: 'text/event-stream' },
      },
      errors: [],
    },
    async ({ query: { after, kinds }, caller: { workspaceId }, isStillAdmitted, incoming, stopping }) => {
      // A browser that comes back asks by the address that it began with.
      const last = lastEventId(incoming.headers['last-event-id']) ?? after ?? null
      const from = last === null ? await latestPlace(db, workspaceId) : readPlace(last)
      const gone = new AbortController()
      incoming.once('close', () => gone.abort())
      const signal = AbortSignal.any([gone.signal, stopping])
      const following = { workspaceId, kinds: knownKinds(kinds), from, isStillAdmitted }
      const stream = streamOf(follow(db, following, signal), gone)
      const response = new Response(stream, {
        headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
      })
      return { kind: 'stream', response }
    },
  )
}

function lastEventId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && place.test(header) ? header : null
}

function readPlace(text: string): Cursor {
  const [, version = '0', position = '0'] = place.exec(text) ?? []
  return { version: Number(version), position: Number(position) }
}

async function latestPlace(db: Database, workspaceId: string): Promise<Cursor> {
  const { version } = await readDesk(db, workspaceId)
  return { version, position: POSITION_MAX }
}

function knownKinds(kinds: readonly string[]): readonly string[] {
  const unknown = kinds.find((kind) => !Object.hasOwn(eventMap, kind))
  if (unknown === undefined) return kinds
  const mend = `There are ${Object.keys(eventMap).join(', ')}.`
  throw new RoutingError(
    'invalid_request',
    {},
    { items: [{ where: 'query/kinds', what: `${unknown} is no event`, mend }] },
  )
}

/** The text of the stream, bit by bit: events as they are committed, and now and then a sign of life. */
async function* follow(
  db: Database,
  { workspaceId, kinds, from, isStillAdmitted }: Following,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let { version, position } = from
  const untilMs = performance.now() + STREAM_MS
  let silentSinceMs = performance.now()
  // The place from which to go on, so that whoever comes back before the first event has missed none.
  yield `id: ${version}-${position}\nretry: 2000\n\n`
  while (!signal.aborted && performance.now() < untilMs && (await isStillAdmitted())) {
    const ask = { workspaceId, kinds, afterVersion: version, afterPosition: position }
    const rows = await findEvents(db, { ...ask, limit: EVENTS_A_READ })
    for (const row of rows) {
      yield `id: ${row.version}-${row.position}\nevent: ${row.kind}\ndata: ${JSON.stringify(envelopeOf(row))}\n\n`
      ;({ version, position } = row)
    }
    if (rows.length > 0) silentSinceMs = performance.now()
    else if (performance.now() - silentSinceMs > SIGN_OF_LIFE_MS) {
      silentSinceMs = performance.now()
      yield ': here\n\n'
    }
    if (rows.length < EVENTS_A_READ) await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** A slow listener is read for no faster than it takes. */
function streamOf(texts: AsyncGenerator<string>, gone: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await texts.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => gone.abort(),
  })
}

function envelopeOf(row: EventRow): EventEnvelope {
  return {
    id: `${row.version}-${row.position}`,
    kind: row.kind,
    at: isoTime(row.atMs),
    lead_id: row.leadId,
    owner_id: row.ownerId,
    data: JSON.parse(row.body),
  }
}
