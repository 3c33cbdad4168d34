import {
  type ErrorCode,
  listRecordsQuery,
  patchRecordRequest,
  recordPage,
  recordVersion,
  type RecordVersion,
} from '@rightful/contract'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { etagOf, readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type Reach, type Routes } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { endRecord, patchRecord, type RecordAsk, setRecord } from './change-record.ts'
import { editRoster } from './edit-roster.ts'
import { pageOfHistory, pageOfRecords, readRecord } from './list-records.ts'
import { accessTo, isWithin, ownersWithin, requireWithin } from './reach.ts'
import type { PeopleResource } from './resources.ts'
import type { RosterChange, RosterRecords } from './roster-records.ts'

const tag = 'People'
const read = { tag, body: noBody } as const
const write = { tag, query: noFields } as const

/** Adds the routes of one kind of record: list, read, set, change in part, end, history. */
export function addRecordRoutes(routes: Routes, db: Database, resource: PeopleResource): void {
  addListRoute(routes, db, resource)
  addReadRoutes(routes, db, resource)
  addSetRoute(routes, db, resource)
  addPatchRoute(routes, db, resource)
  addEndRoute(routes, db, resource)
  if (resource.hasPost) addPostRoute(routes, db, resource)
}

/** The path of one record. */
export function itemPath({ path, parts }: PeopleResource): `/v1/${string}` {
  const last = parts.at(-1)
  return last === undefined ? path : `${path}/{${last}}`
}

/** Path parameters that are names. */
export function namesIn(parts: readonly string[]): z.ZodObject<Record<string, z.ZodString>> {
  return z.strictObject(Object.fromEntries(parts.map((part) => [part, z.string().min(1).max(200)])))
}

function parentMissing({ parent }: PeopleResource): readonly ErrorCode[] {
  return parent === null ? [] : [parent.notFound]
}

function addListRoute(routes: Routes, db: Database, resource: PeopleResource): void {
  const parts = resource.parts.slice(0, -1)
  routes.add(
    {
      ...read,
      ...accessTo(resource, 'list'),
      method: 'get',
      path: resource.path,
      operation: `list${resource.nouns}`,
      summary: `Lists ${resource.nouns.toLowerCase()} by id, as they stand or stood at an instant.`,
      params: namesIn(parts),
      query: listRecordsQuery,
      answers: { 200: { description: 'A page of them.', schema: recordPage } },
      errors: ['cursor_invalid', ...parentMissing(resource)],
    },
    async ({ params, query, caller, reach }) => {
      const place = { workspaceId: caller.workspaceId, resource, parts: valuesOf(parts, params) }
      const within = await ownersWithin(db, caller, reach)
      // As for an owner who was not there yet.
      if (query.at !== undefined && !isWithin(place.parts, within)) return json(200, { data: [], next_cursor: null })
      requireWithin(resource, place.parts, { within, asks: 'parent' })
      return json(200, await pageOfRecords(db, place, query))
    },
  )
}

/** Adds the routes that read one record and its history. */
export function addReadRoutes(routes: Routes, db: Database, resource: PeopleResource): void {
  const params = namesIn(resource.parts)
  routes.add(
    {
      ...read,
      ...accessTo(resource, 'read'),
      method: 'get',
      path: itemPath(resource),
      operation: `get${resource.noun}`,
      summary: `Reads ${resource.said}.`,
      params,
      query: noFields,
      answers: { 200: { description: 'As it stands.', schema: recordVersion } },
      errors: [resource.notFound],
    },
    async ({ params: given, caller, reach }) => {
      const place = { workspaceId: caller.workspaceId, resource, parts: valuesOf(resource.parts, given) }
      requireWithin(resource, place.parts, { within: await ownersWithin(db, caller, reach), asks: 'record' })
      return found(200, await readRecord(db, place))
    },
  )
  routes.add(
    {
      ...read,
      ...accessTo(resource, 'read'),
      method: 'get',
      path: `${itemPath(resource)}/history`,
      operation: `list${resource.noun}History`,
      summary: `All that ${resource.said} ever was, the newest first, with who changed it.`,
      params,
      query: listRecordsQuery.omit({ at: true }),
      answers: { 200: { description: 'A page of versions.', schema: recordPage } },
      errors: ['cursor_invalid', resource.notFound],
    },
    async ({ params: given, query, caller, reach }) => {
      const place = { workspaceId: caller.workspaceId, resource, parts: valuesOf(resource.parts, given) }
      requireWithin(resource, place.parts, { within: await ownersWithin(db, caller, reach), asks: 'record' })
      return json(200, await pageOfHistory(db, place, query))
    },
  )
}

/** Adds the route that changes parts of one record. */
export function addPatchRoute(routes: Routes, db: Database, resource: PeopleResource): void {
  routes.add(
    {
      ...write,
      ...accessTo(resource, 'write'),
      method: 'patch',
      path: itemPath(resource),
      operation: `update${resource.noun}`,
      summary: `Changes parts of ${resource.said}; \`null\` takes a part away.`,
      params: namesIn(resource.parts),
      body: jsonBody(patchRecordRequest),
      headers: ['If-Match'],
      answers: { 200: { description: 'As it stands now.', schema: recordVersion } },
      errors: [...parentMissing(resource), resource.notFound, 'roster_invalid', 'version_conflict'],
    },
    async ({ params, body, incoming, caller, reach }) => {
      const ask = { resource, parts: valuesOf(resource.parts, params), ifVersion: readIfMatch(incoming) }
      return change(db, { caller, reach, ask }, (records) => patchRecord(records, ask, body))
    },
  )
}

function addSetRoute(routes: Routes, db: Database, resource: PeopleResource): void {
  routes.add(
    {
      ...write,
      ...accessTo(resource, 'write'),
      method: 'put',
      path: itemPath(resource),
      operation: `set${resource.noun}`,
      summary: `Sets ${resource.said}, and makes it where there is none: what is left out has its default.`,
      params: namesIn(resource.parts),
      body: jsonBody(resource.schema),
      headers: ['If-Match'],
      answers: { 200: { description: 'As it stands now.', schema: recordVersion } },
      errors: [...parentMissing(resource), 'roster_invalid', 'version_conflict'],
    },
    async ({ params, body, incoming, caller, reach }) => {
      const ask = { resource, parts: valuesOf(resource.parts, params), ifVersion: readIfMatch(incoming) }
      return change(db, { caller, reach, ask }, (records) => setRecord(records, ask, body))
    },
  )
}

function addPostRoute(routes: Routes, db: Database, resource: PeopleResource): void {
  const outer = resource.parts.slice(0, -1)
  routes.add(
    {
      ...write,
      ...accessTo(resource, 'write'),
      method: 'post',
      path: resource.path,
      operation: `create${resource.noun}`,
      summary: `Makes ${resource.said} under an id of the server's; a put with an id of your own can be sent again.`,
      params: namesIn(outer),
      body: jsonBody(resource.schema),
      answers: { 201: { description: 'As it was made.', schema: recordVersion } },
      errors: [...parentMissing(resource), 'roster_invalid'],
    },
    async ({ params, body, caller, reach }) => {
      const ask = { resource, parts: [...valuesOf(outer, params), newId()], ifVersion: null }
      return change(db, { caller, reach, ask, status: 201 }, (records) => setRecord(records, ask, body))
    },
  )
}

function addEndRoute(routes: Routes, db: Database, resource: PeopleResource): void {
  routes.add(
    {
      ...write,
      ...accessTo(resource, 'write'),
      method: 'delete',
      path: itemPath(resource),
      operation: `end${resource.noun}`,
      summary: `Ends ${resource.said} from now on, with all that belongs to it; its history stays.`,
      params: namesIn(resource.parts),
      body: noBody,
      headers: ['If-Match'],
      answers: { 204: { description: 'It has ended.' } },
      errors: [...parentMissing(resource), resource.notFound, 'roster_invalid', 'version_conflict'],
    },
    async ({ params, incoming, caller, reach }) => {
      const { workspaceId, actor } = caller
      const ask = { resource, parts: valuesOf(resource.parts, params), ifVersion: readIfMatch(incoming) }
      requireWithin(resource, ask.parts, { within: await ownersWithin(db, caller, reach), asks: 'parent' })
      await editRoster(db, { workspaceId, by: actor, plan: (records) => endRecord(records, ask) })
      return { kind: 'empty', status: 204 }
    },
  )
}

/** A change, who asks for it, and how far they reach. */
type ChangeAsk = {
  readonly caller: Caller
  readonly reach: Reach
  readonly ask: RecordAsk
  readonly status?: number
}

async function change(
  db: Database,
  { caller, reach, ask, status = 200 }: ChangeAsk,
  plan: (records: RosterRecords) => readonly RosterChange[],
): Promise<Answer> {
  const { workspaceId, actor } = caller
  requireWithin(ask.resource, ask.parts, { within: await ownersWithin(db, caller, reach), asks: 'parent' })
  await editRoster(db, { workspaceId, by: actor, plan })
  return found(status, await readRecord(db, { workspaceId, resource: ask.resource, parts: ask.parts }))
}

function found(status: number, record: RecordVersion): Answer {
  return json(status, record, { ETag: etagOf(record.version) })
}

function valuesOf(parts: readonly string[], params: Readonly<Record<string, string>>): readonly string[] {
  return parts.map((part) => params[part] ?? '')
}
