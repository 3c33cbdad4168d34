import { type ErrorCode, scimBody, scimListQuery, scimReadQuery } from '@rightful/contract'
import { z } from 'zod'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import type { Caller } from '../../../platform/http/caller.ts'
import { noFields, type RouteRequest, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import type { Keeper } from './keep-user.ts'
import { type Listed, listResources } from './list-resources.ts'
import { patchSteps } from './patch.ts'
import { chosen, requireMatch, type Resource } from './resource-view.ts'
import { answering, scimJson, scimResource } from './scim-answer.ts'
import { scimBase } from './scim-base.ts'

/** What routes of SCIM have in common. */
export const scimShared = { tag: 'SCIM', scope: 'scim' } as const

/** What a directory keeps here: how it is read and changed, and what its routes say of themselves. */
export type ResourceKind<Row, Draft> = {
  /** As the paths have it, such as `Users`; operations are named by `name`. */
  readonly path: 'Users' | 'Groups'
  readonly name: 'User' | 'Group'
  readonly summaries: Readonly<Record<'list' | 'read' | 'create' | 'replace' | 'patch' | 'delete', string>>
  readonly notFound: ErrorCode
  readonly listed: Pick<Listed<Row>, 'count' | 'list'>
  /** `base` is where SCIM is served. */
  readonly view: (row: Row, base: string) => Resource
  readonly draftOf: (given: Readonly<Record<string, unknown>>) => Draft
  readonly patched: (row: Row, steps: ReturnType<typeof patchSteps>) => Draft
  readonly require: (db: Queryable, workspaceId: string, id: string) => Promise<Row>
  readonly add: (db: Database, keeper: Keeper, draft: Draft) => Promise<Row>
  readonly change: (db: Database, keeper: Keeper, of: Change<Row, Draft>) => Promise<Row>
  readonly remove: (db: Database, keeper: Keeper, of: Removal<Row>) => Promise<void>
}

type Change<Row, Draft> = { readonly id: string; readonly plan: (row: Row) => Draft }
type Removal<Row> = { readonly id: string; readonly check: (row: Row) => void }
type Asked = Pick<RouteRequest<z.ZodObject, z.ZodObject, unknown>, 'incoming' | 'proxyHops'>

const body = jsonBody(scimBody)
const noun = ({ name }: { readonly name: string }): string => name.toLowerCase()

/** Adds the routes by which a directory keeps one kind of resource. */
export function addResourceRoutes<Row, Draft>(routes: Routes, door: AccessDoor, kind: ResourceKind<Row, Draft>): void {
  addReads(routes, door, kind)
  addPost(routes, door, kind)
  addChanges(routes, door, kind)
  addDelete(routes, door, kind)
}

function pathsOf(path: 'Users' | 'Groups') {
  const all = { ...scimShared, path: `/scim/v2/${path}`, params: noFields } as const
  const one = {
    ...scimShared,
    path: `/scim/v2/${path}/{id}`,
    // Of any length: what is there is answered, or not, in the words of SCIM.
    params: z.strictObject({ id: z.string() }),
  } as const
  return { all, one }
}

function shownAs(kind: { readonly name: string }, status: 200 | 201) {
  return { [status]: { description: `The ${noun(kind)}.`, schema: scimBody } }
}

/** How a directory is named in records. */
function keeperOf({ workspaceId, actor }: Caller): Keeper {
  return { workspaceId, by: actor }
}

function viewer<Row>(
  kind: Pick<ResourceKind<Row, never>, 'view'>,
  { publicUrl }: AccessDoor,
  asked: Asked,
): (row: Row) => Resource {
  return (row) => kind.view(row, scimBase(publicUrl, asked))
}

function addReads<Row, Draft>(routes: Routes, door: AccessDoor, kind: ResourceKind<Row, Draft>): void {
  const { db } = door
  const { all, one } = pathsOf(kind.path)
  routes.add(
    {
      ...all,
      method: 'get',
      operation: `listScim${kind.path}`,
      summary: kind.summaries.list,
      query: scimListQuery,
      body: noBody,
      answers: { 200: { description: 'A page of at most 200.', schema: scimBody } },
      errors: ['provisioning_invalid'],
    },
    ({ caller: { workspaceId }, query, ...asked }) =>
      answering(async () => {
        const of = { ...kind.listed, view: viewer(kind, door, asked) }
        return scimJson(200, await listResources(db, { workspaceId, query }, of))
      }),
  )
  routes.add(
    {
      ...one,
      method: 'get',
      operation: `getScim${kind.name}`,
      summary: kind.summaries.read,
      query: scimReadQuery,
      body: noBody,
      answers: shownAs(kind, 200),
      errors: [kind.notFound],
    },
    ({ caller: { workspaceId }, params, query, ...asked }) =>
      answering(async () => {
        const resource = viewer(kind, door, asked)(await kind.require(db, workspaceId, params.id))
        return scimResource(200, resource, chosen(resource, query))
      }),
  )
}

function addPost<Row, Draft>(routes: Routes, door: AccessDoor, kind: ResourceKind<Row, Draft>): void {
  routes.add(
    {
      ...pathsOf(kind.path).all,
      method: 'post',
      operation: `createScim${kind.name}`,
      summary: kind.summaries.create,
      query: scimReadQuery,
      body,
      answers: shownAs(kind, 201),
      errors: ['already_exists', 'provisioning_invalid'],
    },
    ({ caller, body: given, query, ...asked }) =>
      answering(async () => {
        const resource = viewer(kind, door, asked)(await kind.add(door.db, keeperOf(caller), kind.draftOf(given)))
        door.authenticator.forget()
        return scimResource(201, resource, chosen(resource, query))
      }),
  )
}

function addChanges<Row, Draft>(routes: Routes, door: AccessDoor, kind: ResourceKind<Row, Draft>): void {
  const add = (
    said: { readonly method: 'put' | 'patch'; readonly operation: string; readonly summary: string },
    draftFrom: (given: Readonly<Record<string, unknown>>) => (row: Row) => Draft,
  ): void =>
    routes.add(
      {
        ...pathsOf(kind.path).one,
        ...said,
        query: scimReadQuery,
        body,
        answers: shownAs(kind, 200),
        errors: [kind.notFound, 'already_exists', 'last_owner', 'provisioning_invalid', 'version_conflict'],
      },
      ({ caller, params, body: given, query, ...asked }) =>
        answering(async () => {
          const view = viewer(kind, door, asked)
          const draft = draftFrom(given)
          const plan = (row: Row): Draft => {
            requireMatch(asked.incoming.headers['if-match'], view(row))
            return draft(row)
          }
          const resource = view(await kind.change(door.db, keeperOf(caller), { id: params.id, plan }))
          door.authenticator.forget()
          return scimResource(200, resource, chosen(resource, query))
        }),
    )
  const { replace, patch } = kind.summaries
  add({ method: 'put', operation: `replaceScim${kind.name}`, summary: replace }, (given) => () => kind.draftOf(given))
  add({ method: 'patch', operation: `patchScim${kind.name}`, summary: patch }, (given) => {
    return (row) => kind.patched(row, patchSteps(given))
  })
}

function addDelete<Row, Draft>(routes: Routes, door: AccessDoor, kind: ResourceKind<Row, Draft>): void {
  routes.add(
    {
      ...pathsOf(kind.path).one,
      method: 'delete',
      operation: `deleteScim${kind.name}`,
      summary: kind.summaries.delete,
      query: noFields,
      body: noBody,
      answers: { 204: { description: 'Deleted.' } },
      errors: [kind.notFound, 'last_owner', 'version_conflict'],
    },
    ({ caller, params, ...asked }) =>
      answering(async () => {
        const view = viewer(kind, door, asked)
        const check = (row: Row): void => requireMatch(asked.incoming.headers['if-match'], view(row))
        await kind.remove(door.db, keeperOf(caller), { id: params.id, check })
        door.authenticator.forget()
        return { kind: 'empty', status: 204 }
      }),
  )
}
