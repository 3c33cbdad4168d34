import { group, groupList, putGroupRequest, uuid } from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../../platform/clock/iso-time.ts'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import type { Caller } from '../../../platform/http/caller.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { addGroup, type GroupDoer, nameGroup, removeGroup, setMember } from './change-group.ts'
import { type GroupRow, listGroups } from './queries.ts'

const shared = { tag: 'Groups', query: noFields } as const
const all = { ...shared, path: '/v1/groups', params: noFields } as const
const one = { ...shared, path: '/v1/groups/{group_id}', params: z.strictObject({ group_id: uuid }) } as const
const member = {
  ...shared,
  path: '/v1/groups/{group_id}/members/{user_id}',
  params: z.strictObject({ group_id: uuid, user_id: uuid }),
} as const
const writing = { scope: 'access:write', stepUp: true } as const
const answers = { 200: { description: 'The group as it stands now.', schema: group } }

/** Adds the routes of groups, which rules of approval name. */
export function addGroupRoutes(routes: Routes, door: AccessDoor): void {
  addListAndPost(routes, door)
  addOne(routes, door)
  addMembers(routes, door)
}

function groupView({ groupId, name, userIds, createdMs }: GroupRow): z.output<typeof group> {
  return { group_id: groupId, name, user_ids: [...userIds], created_at: isoTime(createdMs) }
}

function doerOf({ workspaceId, actor }: Caller): GroupDoer {
  return { workspaceId, by: actor }
}

function addListAndPost(routes: Routes, { db }: AccessDoor): void {
  routes.add(
    {
      ...all,
      method: 'get',
      scope: 'access:read',
      operation: 'listGroups',
      summary: 'Lists groups by name, with their members.',
      body: noBody,
      answers: { 200: { description: 'At most 1,000.', schema: groupList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: (await listGroups(db, caller.workspaceId)).map(groupView) }),
  )
  routes.add(
    {
      ...all,
      ...writing,
      method: 'post',
      operation: 'createGroup',
      summary: 'Makes a group without members.',
      body: jsonBody(putGroupRequest),
      answers: { 201: { description: 'The group.', schema: group } },
      errors: ['already_exists'],
    },
    async ({ caller, body }) =>
      json(201, groupView(await db.transaction((tx) => addGroup(tx, doerOf(caller), body.name)))),
  )
}

function addOne(routes: Routes, { db }: AccessDoor): void {
  routes.add(
    {
      ...one,
      ...writing,
      method: 'put',
      operation: 'renameGroup',
      summary: 'Calls a group something else. Rules of approval that name it by its old name find it no more.',
      body: jsonBody(putGroupRequest),
      answers,
      errors: ['group_not_found', 'already_exists'],
    },
    async ({ caller, params, body }) => {
      const asked = { groupId: params.group_id, name: body.name }
      return json(200, groupView(await db.transaction((tx) => nameGroup(tx, doerOf(caller), asked))))
    },
  )
  routes.add(
    {
      ...one,
      ...writing,
      method: 'delete',
      operation: 'deleteGroup',
      summary: 'Deletes a group; its members stay users.',
      body: noBody,
      answers: { 200: { description: 'The group as it was.', schema: group } },
      errors: ['group_not_found'],
    },
    async ({ caller, params }) =>
      json(200, groupView(await db.transaction((tx) => removeGroup(tx, doerOf(caller), params.group_id)))),
  )
}

function addMembers(routes: Routes, { db }: AccessDoor): void {
  const add = (method: 'put' | 'delete', isIn: boolean, said: { operation: string; summary: string }): void =>
    routes.add(
      { ...member, ...writing, ...said, method, body: noBody, answers, errors: ['group_not_found', 'user_not_found'] },
      async ({ caller, params }) => {
        const asked = { groupId: params.group_id, userId: params.user_id, isIn }
        return json(200, groupView(await db.transaction((tx) => setMember(tx, doerOf(caller), asked))))
      },
    )
  add('put', true, { operation: 'addGroupMember', summary: 'Takes a user into a group.' })
  add('delete', false, { operation: 'removeGroupMember', summary: 'Takes a user out of a group.' })
}
