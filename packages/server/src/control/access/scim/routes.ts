import { directory, putDirectoryRequest, scimBody } from '@rightful/contract'
import type { z } from 'zod'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { doerOf } from '../users/routes.ts'
import { type DirectorySettings, readSettings, setSettings } from './directory-settings.ts'
import { resourceTypeList, schemaList, serviceProviderConfig } from './discovery.ts'
import { directoryGroups } from './directory-groups.ts'
import { directoryUsers } from './directory-users.ts'
import { addResourceRoutes, scimShared } from './resource-routes.ts'
import { scimJson } from './scim-answer.ts'

/** Adds the routes by which a directory keeps users and groups (SCIM 2.0), and by which it is said what they get. */
export function addProvisioningRoutes(routes: Routes, door: AccessDoor): void {
  addSettings(routes, door)
  addDiscovery(routes)
  addResourceRoutes(routes, door, directoryUsers)
  addResourceRoutes(routes, door, directoryGroups)
}

const shared = { tag: 'SCIM', path: '/v1/directory', params: noFields, query: noFields } as const
const answers = { 200: { description: 'As it stands now.', schema: directory } }

function viewOf({ defaultRoles, groupRoles }: DirectorySettings, publicUrl: string | null): z.output<typeof directory> {
  return {
    default_roles: [...defaultRoles],
    group_roles: groupRoles.map(({ group, roles }) => ({ group, roles: [...roles] })),
    scim_url: publicUrl === null ? null : new URL('/scim/v2', publicUrl).href,
  }
}

function addSettings(routes: Routes, { db, publicUrl, authenticator }: AccessDoor): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      scope: 'access:read',
      operation: 'getDirectory',
      summary: 'Which roles users get whom a directory keeps.',
      body: noBody,
      answers,
      errors: [],
    },
    async ({ caller }) => json(200, viewOf(await readSettings(db, caller.workspaceId), publicUrl)),
  )
  routes.add(
    {
      ...shared,
      method: 'put',
      scope: 'access:write',
      stepUp: true,
      operation: 'setDirectory',
      summary: 'Sets which roles users get whom a directory keeps, and gives them to all of these.',
      body: jsonBody(putDirectoryRequest),
      answers,
      errors: ['last_owner'],
    },
    async ({ caller, body }) => {
      const settings = { defaultRoles: body.default_roles, groupRoles: body.group_roles }
      await db.transaction((tx) => setSettings(tx, doerOf(caller), settings))
      authenticator.forget()
      return json(200, viewOf(settings, publicUrl))
    },
  )
}

function addDiscovery(routes: Routes): void {
  const add = (path: `/${string}`, operation: string, body: unknown): void =>
    routes.add(
      {
        ...scimShared,
        method: 'get',
        path,
        operation,
        summary: 'What of SCIM there is here.',
        params: noFields,
        query: noFields,
        body: noBody,
        answers: { 200: { description: 'As RFC 7643 has it.', schema: scimBody } },
        errors: [],
      },
      () => scimJson(200, body),
    )
  add('/scim/v2/ServiceProviderConfig', 'getScimConfig', serviceProviderConfig)
  add('/scim/v2/Schemas', 'listScimSchemas', schemaList)
  add('/scim/v2/ResourceTypes', 'listScimResourceTypes', resourceTypeList)
}
