import { scimBody, scimListQuery, scimReadQuery } from '@rightful/contract'
import { z } from 'zod'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import type { Caller } from '../../../platform/http/caller.ts'
import { noFields, type RouteRequest, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { addPerson, changePerson, type Keeper, personFrom, removePerson, requirePerson } from './keep-user.ts'
import { listResources } from './list-resources.ts'
import { patchSteps } from './patch.ts'
import { patchedPerson, personOf } from './person-draft.ts'
import { chosen, requireMatch, type Resource, userResource } from './resource-view.ts'
import { answering, scimJson, scimResource } from './scim-answer.ts'
import { scimBase } from './scim-base.ts'
import { countDirectoryUsers, type DirectoryUserRow, listDirectoryUsers } from './user-queries.ts'

/** What routes of SCIM have in common. */
export const scimShared = { tag: 'SCIM', scope: 'scim' } as const
const all = { ...scimShared, path: '/scim/v2/Users', params: noFields } as const
const one = { ...scimShared, path: '/scim/v2/Users/{id}', params: z.strictObject({ id: z.string().max(100) }) } as const
const shown = { 200: { description: 'The user.', schema: scimBody } }
const body = jsonBody(scimBody)

/** A request of a directory. */
type Asked = Pick<RouteRequest<z.ZodObject, z.ZodObject, unknown>, 'incoming' | 'proxyHops'>

/** How a directory is named in records. */
export function keeperOf({ workspaceId, actor }: Caller): Keeper {
  return { workspaceId, by: actor }
}

/** Adds the routes by which a directory keeps users. */
export function addScimUserRoutes(routes: Routes, door: AccessDoor): void {
  addReads(routes, door)
  addPost(routes, door)
  addChanges(routes, door)
  addDelete(routes, door)
}

function viewOf({ publicUrl }: AccessDoor, asked: Asked): (row: DirectoryUserRow) => Resource {
  return (row) => userResource(row, scimBase(publicUrl, asked))
}

function addReads(routes: Routes, door: AccessDoor): void {
  const { db } = door
  routes.add(
    {
      ...all,
      method: 'get',
      operation: 'listScimUsers',
      summary: 'Lists users for a directory.',
      query: scimListQuery,
      body: noBody,
      answers: { 200: { description: 'A page of at most 200.', schema: scimBody } },
      errors: ['provisioning_invalid'],
    },
    ({ caller: { workspaceId }, query, ...asked }) =>
      answering(async () => {
        const of = { count: countDirectoryUsers, list: listDirectoryUsers, view: viewOf(door, asked) }
        return scimJson(200, await listResources(db, { workspaceId, query }, of))
      }),
  )
  routes.add(
    {
      ...one,
      method: 'get',
      operation: 'getScimUser',
      summary: 'Reads a user for a directory.',
      query: scimReadQuery,
      body: noBody,
      answers: shown,
      errors: ['user_not_found'],
    },
    ({ caller: { workspaceId }, params, query, ...asked }) =>
      answering(async () => {
        const resource = viewOf(door, asked)(await requirePerson(db, workspaceId, params.id))
        return scimResource(200, resource, chosen(resource, query))
      }),
  )
}

function addPost(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...all,
      method: 'post',
      operation: 'createScimUser',
      summary: 'Makes a user for a directory, or brings one back that it deleted.',
      query: scimReadQuery,
      body,
      answers: { 201: { description: 'The user.', schema: scimBody } },
      errors: ['already_exists', 'provisioning_invalid'],
    },
    ({ caller, body: given, ...asked }) =>
      answering(async () => {
        const resource = viewOf(door, asked)(await addPerson(door.db, keeperOf(caller), personOf(given)))
        door.authenticator.forget()
        return scimResource(201, resource, resource)
      }),
  )
}

function addChanges(routes: Routes, door: AccessDoor): void {
  const add = (method: 'put' | 'patch', said: { readonly operation: string; readonly summary: string }): void =>
    routes.add(
      {
        ...one,
        ...said,
        method,
        query: scimReadQuery,
        body,
        answers: shown,
        errors: ['user_not_found', 'already_exists', 'last_owner', 'provisioning_invalid', 'version_conflict'],
      },
      ({ caller, params, body: given, ...asked }) =>
        answering(async () => {
          const view = viewOf(door, asked)
          const next =
            method === 'put'
              ? () => personOf(given)
              : (row: DirectoryUserRow) => patchedPerson(personFrom(row), patchSteps(given))
          const plan = (row: DirectoryUserRow): ReturnType<typeof next> => {
            requireMatch(asked.incoming.headers['if-match'], view(row))
            return next(row)
          }
          const resource = view(await changePerson(door.db, keeperOf(caller), { userId: params.id, plan }))
          door.authenticator.forget()
          return scimResource(200, resource, resource)
        }),
    )
  add('put', { operation: 'replaceScimUser', summary: 'Sets a user anew, for a directory.' })
  add('patch', { operation: 'patchScimUser', summary: 'Changes parts of a user, for a directory.' })
}

function addDelete(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...one,
      method: 'delete',
      operation: 'deleteScimUser',
      summary: 'Deletes a user for a directory: they are disabled here, and lose sessions and leads.',
      query: noFields,
      body: noBody,
      answers: { 204: { description: 'Deleted.' } },
      errors: ['user_not_found', 'last_owner', 'version_conflict'],
    },
    ({ caller, params, ...asked }) =>
      answering(async () => {
        const view = viewOf(door, asked)
        const check = (row: DirectoryUserRow): void => requireMatch(asked.incoming.headers['if-match'], view(row))
        await removePerson(door.db, keeperOf(caller), { userId: params.id, check })
        door.authenticator.forget()
        return { kind: 'empty', status: 204 }
      }),
  )
}
