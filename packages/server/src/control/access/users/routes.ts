import {
  changeUserRequest,
  inviteUserRequest,
  listUsersQuery,
  roleCatalogue,
  roleNames,
  roles,
  user,
  userList,
  userWithToken,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import type { Caller } from '../../../platform/http/caller.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { makeReset } from '../passwords/change-password.ts'
import { changeUser, type UserChange } from './change-user.ts'
import { type Doer, inviteUser, requireUser } from './invite-user.ts'
import { mailToken } from './mail-token.ts'
import { pageLink } from './page-link.ts'
import { listUsers } from './queries.ts'
import { userView, userWithTokenView } from './user-view.ts'

const USERS_SHOWN = 2000
const tag = 'Users'
const all = { tag, path: '/v1/users', params: noFields } as const
const onePath = z.strictObject({ user_id: uuid })
const one = { tag, path: '/v1/users/{user_id}', params: onePath, query: noFields } as const
const reading = { scope: 'access:read', body: noBody } as const
const writing = { scope: 'access:write', stepUp: true } as const

/** Adds the routes of users: who there is, inviting, changing, new passwords; and of the roles there are. */
export function addUserRoutes(routes: Routes, door: AccessDoor): void {
  addReads(routes, door)
  addInvite(routes, door)
  addChange(routes, door)
  addReset(routes, door)
}

/** Who does something, and what they may do themselves. */
export function doerOf({ workspaceId, actor, scopes }: Caller): Doer {
  return { workspaceId, by: actor, giver: { scopes } }
}

function addReads(routes: Routes, { db }: AccessDoor): void {
  routes.add(
    {
      tag,
      ...reading,
      method: 'get',
      path: '/v1/roles',
      operation: 'listRoles',
      summary: 'Every role, with what it is made of.',
      params: noFields,
      query: noFields,
      answers: { 200: { description: 'The least first.', schema: roleCatalogue } },
      errors: [],
    },
    () => json(200, { data: roleNames.map((role) => ({ role, ...roles[role] })) }),
  )
  routes.add(
    {
      ...all,
      ...reading,
      method: 'get',
      operation: 'listUsers',
      summary: 'Lists users by name.',
      query: listUsersQuery,
      answers: { 200: { description: 'At most 2,000.', schema: userList } },
      errors: [],
    },
    async ({ caller: { workspaceId }, query: { status = null } }) => {
      const rows = await listUsers(db, workspaceId, { status, limit: USERS_SHOWN })
      return json(200, { data: rows.map(userView) })
    },
  )
  routes.add(
    {
      ...one,
      ...reading,
      method: 'get',
      operation: 'getUser',
      summary: 'One user.',
      answers: { 200: { description: 'The user.', schema: user } },
      errors: ['user_not_found'],
    },
    async ({ caller: { workspaceId }, params }) =>
      json(200, userView(await requireUser(db, workspaceId, params.user_id))),
  )
}

function addInvite(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...all,
      ...writing,
      method: 'post',
      operation: 'inviteUser',
      summary:
        'Invites somebody: they accept within seven days by the token, which is mailed where there is a mail server.',
      query: noFields,
      body: jsonBody(inviteUserRequest),
      answers: { 201: { description: 'The user, and the token this once.', schema: userWithToken } },
      errors: ['already_exists'],
    },
    async ({ caller, body, ...asking }) => {
      const { email, name, roles: given, owner_id: ownerId, team_ids: teamIds } = body
      const wanted = { email, name, roles: given, ownerId, teamIds }
      const made = await door.db.transaction((tx) => inviteUser(tx, doerOf(caller), wanted))
      const { workspaceId } = caller
      const link = pageLink(door.publicUrl, asking)
      void mailToken(door, { workspaceId, kind: 'invite', to: email, token: made.token.token, link })
      return json(201, userWithTokenView(made.user, made.token))
    },
  )
}

function addChange(routes: Routes, { db, authenticator }: AccessDoor): void {
  routes.add(
    {
      ...one,
      ...writing,
      method: 'patch',
      operation: 'updateUser',
      summary: 'Changes roles, name, owner, teams or status. Every node goes by it within five seconds.',
      body: jsonBody(changeUserRequest),
      answers: { 200: { description: 'The user as it stands now.', schema: user } },
      errors: ['user_not_found', 'already_exists', 'last_owner'],
    },
    async ({ caller, params, body }) => {
      const asked = { userId: params.user_id, change: changeOf(body) }
      const row = await db.transaction((tx) => changeUser(tx, doerOf(caller), asked))
      authenticator.forget()
      return json(200, userView(row))
    },
  )
}

function changeOf({
  name,
  roles: given,
  owner_id: ownerId,
  team_ids: teamIds,
  status,
}: z.output<typeof changeUserRequest>): UserChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(given === undefined ? {} : { roles: given }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(teamIds === undefined ? {} : { teamIds }),
    ...(status === undefined ? {} : { status }),
  }
}

function addReset(routes: Routes, door: AccessDoor): void {
  routes.add(
    {
      ...one,
      ...writing,
      method: 'post',
      path: '/v1/users/{user_id}/token',
      operation: 'makeUserToken',
      summary:
        'A new token for somebody who has lost theirs: for the invitation until it is accepted, for a new password after.',
      body: noBody,
      answers: { 201: { description: 'The token, this once.', schema: userWithToken } },
      errors: ['user_not_found'],
    },
    async ({ caller, params, ...asking }) => {
      const { workspaceId } = caller
      const made = await door.db.transaction(async (tx) => {
        const row = await requireUser(tx, workspaceId, params.user_id)
        return { row, token: await makeReset(tx, doerOf(caller), row) }
      })
      const kind = made.row.status === 'invited' ? 'invite' : 'reset'
      const link = pageLink(door.publicUrl, asking)
      void mailToken(door, { workspaceId, kind, to: made.row.email, token: made.token.token, link })
      return json(201, userWithTokenView(made.row, made.token))
    },
  )
}
