import { RoutingError, sessionList, sessionsEnded, uuid } from '@rightful/contract'
import { z } from 'zod'
import { json } from '../../../platform/http/answer.ts'
import { noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { listSessions } from '../sessions/queries.ts'
import { sessionView } from '../sessions/session-view.ts'
import { stopSessions } from '../sessions/sign-in.ts'
import { requireUser } from './invite-user.ts'

const shared = { tag: 'Users', query: noFields, body: noBody } as const
const ofUser = { ...shared, path: '/v1/users/{user_id}/sessions', params: z.strictObject({ user_id: uuid }) } as const
const ended = { 200: { description: 'How many ended.', schema: sessionsEnded } }

/** Adds the routes by which somebody’s sessions are looked at and ended by others. Ending them needs no password: it is done in haste. */
export function addUserSessionRoutes(routes: Routes, { db, authenticator }: AccessDoor): void {
  routes.add(
    {
      ...ofUser,
      method: 'get',
      scope: 'access:read',
      operation: 'listUserSessions',
      summary: 'Where a user is signed in.',
      answers: { 200: { description: 'The session used last first.', schema: sessionList } },
      errors: ['user_not_found'],
    },
    async ({ caller, params }) => {
      await requireUser(db, caller.workspaceId, params.user_id)
      const rows = await listSessions(db, caller.workspaceId, params.user_id)
      return json(200, { data: rows.map((row) => sessionView(row, caller.sessionId)) })
    },
  )
  routes.add(
    {
      ...ofUser,
      method: 'delete',
      scope: 'access:write',
      operation: 'endUserSessions',
      summary: 'Ends every session of a user. Every node refuses them within five seconds.',
      answers: ended,
      errors: ['user_not_found'],
    },
    async ({ caller: { workspaceId, actor }, params: { user_id: userId } }) => {
      await requireUser(db, workspaceId, userId)
      const count = await stopSessions(db, { workspaceId, userId, sessionId: null, reason: 'ended', by: actor })
      authenticator.forget()
      return json(200, { count })
    },
  )
  routes.add(
    {
      ...shared,
      method: 'delete',
      scope: 'access:write',
      path: '/v1/users/{user_id}/sessions/{session_id}',
      params: z.strictObject({ user_id: uuid, session_id: uuid }),
      operation: 'endUserSession',
      summary: 'Ends one session of a user.',
      answers: ended,
      errors: ['session_not_found'],
    },
    async ({ caller: { workspaceId, actor }, params: { user_id: userId, session_id: sessionId } }) => {
      const count = await stopSessions(db, { workspaceId, userId, sessionId, reason: 'ended', by: actor })
      if (count === 0) throw new RoutingError('session_not_found')
      authenticator.forget()
      return json(200, { count })
    },
  )
}
