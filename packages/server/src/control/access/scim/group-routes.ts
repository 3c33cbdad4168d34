import { scimBody, scimListQuery, scimReadQuery } from '@rightful/contract'
import { z } from 'zod'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type RouteRequest, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { crewOf, patchedCrew } from './group-draft.ts'
import { countDirectoryGroups, type DirectoryGroupRow, listDirectoryGroups } from './group-queries.ts'
import { addCrew, changeCrew, crewFrom, removeCrew, requireCrew } from './keep-group.ts'
import { listResources } from './list-resources.ts'
import { patchSteps } from './patch.ts'
import { chosen, groupResource, requireMatch, type Resource } from './resource-view.ts'
import { answering, scimJson, scimResource } from './scim-answer.ts'
import { scimBase } from './scim-base.ts'
import { keeperOf, scimShared } from './user-routes.ts'

const all = { ...scimShared, path: '/scim/v2/Groups', params: noFields } as const
const one = {
  ...scimShared,
  path: '/scim/v2/Groups/{id}',
  params: z.strictObject({ id: z.string().max(100) }),
} as const
const shown = { 200: { description: 'The group.', schema: scimBody } }
const body = jsonBody(scimBody)

type Asked = Pick<RouteRequest<z.ZodObject, z.ZodObject, unknown>, 'incoming' | 'proxyHops'>

/** Adds the routes by which a directory keeps groups. */
export function addScimGroupRoutes(routes: Routes, door: AccessDoor): void {
  addReads(routes, door)
  addPost(routes, door)
  addChanges(routes, door)
  addDelete(routes, door)
}

function viewOf({ publicUrl }: AccessDoor, asked: Asked): (row: DirectoryGroupRow) => Resource {
  return (row) => groupResource(row, scimBase(publicUrl, asked))
}

function addReads(routes: Routes, door: AccessDoor): void {
  const { db } = door
  routes.add(
    {
      ...all,
      method: 'get',
      operation: 'listScimGroups',
      summary: 'Lists groups for a directory.',
      query: scimListQuery,
      body: noBody,
      answers: { 200: { description: 'A page of at most 200.', schema: scimBody } },
      errors: ['provisioning_invalid'],
    },
    ({ caller: { workspaceId }, query, ...asked }) =>
      answering(async () => {
        const of = { count: countDirectoryGroups, list: listDirectoryGroups, view: viewOf(door, asked) }
        return scimJson(200, await listResources(db, { workspaceId, query }, of))
      }),
  )
  routes.add(
    {
      ...one,
      method: 'get',
      operation: 'getScimGroup',
      summary: 'Reads a group for a directory.',
      query: scimReadQuery,
      body: noBody,
      answers: shown,
      errors: ['group_not_found'],
    },
    ({ caller: { workspaceId }, params, query, ...asked }) =>
      answering(async () => {
        const resource = viewOf(door, asked)(await requireCrew(db, workspaceId, params.id))
        return scimResource(200, resource, chosen(resource, query))
      }),
  )
}

function addPost(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...all,
      method: 'post',
      operation: 'createScimGroup',
      summary: 'Makes a group with its members, for a directory.',
      query: scimReadQuery,
      body,
      answers: { 201: { description: 'The group.', schema: scimBody } },
      errors: ['already_exists', 'provisioning_invalid'],
    },
    ({ caller, body: given, ...asked }) =>
      answering(async () => {
        const resource = viewOf(door, asked)(await addCrew(door.db, keeperOf(caller), crewOf(given)))
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
        errors: ['group_not_found', 'already_exists', 'last_owner', 'provisioning_invalid', 'version_conflict'],
      },
      ({ caller, params, body: given, query, ...asked }) =>
        answering(async () => {
          const view = viewOf(door, asked)
          const next =
            method === 'put'
              ? () => crewOf(given)
              : (row: DirectoryGroupRow) => patchedCrew(crewFrom(row), patchSteps(given))
          const plan = (row: DirectoryGroupRow): ReturnType<typeof next> => {
            requireMatch(asked.incoming.headers['if-match'], view(row))
            return next(row)
          }
          const resource = view(await changeCrew(door.db, keeperOf(caller), { groupId: params.id, plan }))
          door.authenticator.forget()
          return scimResource(200, resource, chosen(resource, query))
        }),
    )
  add('put', { operation: 'replaceScimGroup', summary: 'Sets a group and its members anew, for a directory.' })
  add('patch', { operation: 'patchScimGroup', summary: 'Changes a group or its members, for a directory.' })
}

function addDelete(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...one,
      method: 'delete',
      operation: 'deleteScimGroup',
      summary: 'Deletes a group for a directory; its members stay users, without the roles that it gave.',
      query: noFields,
      body: noBody,
      answers: { 204: { description: 'Deleted.' } },
      errors: ['group_not_found', 'last_owner', 'version_conflict'],
    },
    ({ caller, params, ...asked }) =>
      answering(async () => {
        const view = viewOf(door, asked)
        const check = (row: DirectoryGroupRow): void => requireMatch(asked.incoming.headers['if-match'], view(row))
        await removeCrew(door.db, keeperOf(caller), { groupId: params.id, check })
        door.authenticator.forget()
        return { kind: 'empty', status: 204 }
      }),
  )
}
