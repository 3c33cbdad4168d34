import {
  currentSession,
  sessionList,
  sessionsEnded,
  setupRequest,
  setupState,
  signInRequest,
  stepUpRequest,
  RoutingError,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import { endedCookie } from '../../../platform/http/session-cookie.ts'
import { type AccessDoor, cookieOf, originOf } from '../access-door.ts'
import { isSetupNeeded, setUp } from '../users/set-up.ts'
import { listSessions } from './queries.ts'
import { readCurrentSession, sessionView } from './session-view.ts'
import { signIn, stepUp, stopSessions } from './sign-in.ts'

const shared = { tag: 'Sign-in', params: noFields, query: noFields } as const
const open = { ...shared, from: 'own pages' } as const
const signedIn = { description: 'Who is signed in now; the cookie comes along.', schema: currentSession }

/** Adds the routes by which people sign in and look after their own sessions. */
export function addSessionRoutes(routes: Routes, door: AccessDoor): void {
  addSetup(routes, door)
  addSignIn(routes, door)
  addCurrent(routes, door)
  addOwnSessions(routes, door)
}

function addSetup(routes: Routes, { db, limits }: AccessDoor): void {
  routes.addOpen(
    {
      ...open,
      method: 'get',
      path: '/v1/setup',
      operation: 'getSetup',
      summary: 'Whether a workspace waits for its first user.',
      body: noBody,
      answers: { 200: { description: 'Whether it does.', schema: setupState } },
      errors: [],
    },
    async () => json(200, { is_needed: await isSetupNeeded(db) }),
  )
  routes.addOpen(
    {
      ...open,
      method: 'post',
      path: '/v1/setup',
      operation: 'setUp',
      summary: 'Makes the first user of a workspace, who owns the installation, by the token that the server printed.',
      body: jsonBody(setupRequest),
      answers: { 201: signedIn },
      errors: ['token_invalid', 'setup_done', 'password_unfit', 'transport_insecure', 'rate_limited'],
    },
    async (request) => {
      const origin = originOf(request)
      await limits.address.take(origin.ip)
      const started = await setUp(db, { ...request.body, ...origin })
      return json(201, await readCurrentSession(db, started), cookieOf(request, started))
    },
  )
}

function addSignIn(routes: Routes, door: AccessDoor): void {
  routes.addOpen(
    {
      ...open,
      method: 'post',
      path: '/v1/session',
      operation: 'signIn',
      summary: 'Signs somebody in by e-mail address and password.',
      body: jsonBody(signInRequest),
      answers: { 201: signedIn },
      errors: ['sign_in_failed', 'transport_insecure', 'rate_limited', 'overloaded'],
    },
    async (request) => {
      const origin = originOf(request)
      const { email, password, workspace = null } = request.body
      const started = await signIn(door, { email, password, workspace, ...origin })
      return json(201, await readCurrentSession(door.db, started), cookieOf(request, started))
    },
  )
}

function addCurrent(routes: Routes, door: AccessDoor): void {
  const { db, authenticator } = door
  routes.addPersonal(
    {
      ...shared,
      method: 'get',
      path: '/v1/session',
      operation: 'getSession',
      summary: 'Who is signed in, and what they may do.',
      body: noBody,
      answers: { 200: { description: 'Who.', schema: currentSession } },
      errors: [],
    },
    async ({ caller }) => json(200, await readCurrentSession(db, caller)),
  )
  routes.addPersonal(
    {
      ...shared,
      method: 'delete',
      path: '/v1/session',
      operation: 'signOut',
      summary: 'Signs out: ends this session.',
      body: noBody,
      answers: { 204: { description: 'Ended.' } },
      errors: [],
    },
    async ({ caller, ...request }) => {
      const { workspaceId, userId, sessionId, actor } = caller
      await stopSessions(db, { workspaceId, userId, sessionId, reason: 'signed_out', by: actor })
      authenticator.forget()
      return { kind: 'empty', status: 204, headers: endedCookie(request) }
    },
  )
  routes.addPersonal(
    {
      ...shared,
      method: 'post',
      path: '/v1/session/step-up',
      operation: 'stepUp',
      summary: 'Gives the password again; for ten minutes what needs that can be done.',
      body: jsonBody(stepUpRequest),
      answers: { 200: { description: 'Until when.', schema: currentSession } },
      errors: ['sign_in_failed', 'transport_insecure', 'rate_limited', 'overloaded'],
    },
    async ({ caller, body, ...request }) => {
      const { workspaceId, userId, sessionId } = caller
      const { ip } = originOf(request)
      await stepUp(door, { workspaceId, userId, sessionId, password: body.password, ip })
      authenticator.forget()
      return json(200, await readCurrentSession(db, caller))
    },
  )
}

function addOwnSessions(routes: Routes, { db, authenticator }: AccessDoor): void {
  routes.addPersonal(
    {
      ...shared,
      method: 'get',
      path: '/v1/sessions',
      operation: 'listOwnSessions',
      summary: 'Where the caller is signed in.',
      body: noBody,
      answers: { 200: { description: 'The session used last first.', schema: sessionList } },
      errors: [],
    },
    async ({ caller: { workspaceId, userId, sessionId } }) => {
      const rows = await listSessions(db, workspaceId, userId)
      return json(200, { data: rows.map((row) => sessionView(row, sessionId)) })
    },
  )
  routes.addPersonal(
    {
      ...shared,
      method: 'delete',
      path: '/v1/sessions/{session_id}',
      operation: 'endOwnSession',
      summary: 'Ends one of the caller’s own sessions. Every node refuses it within five seconds.',
      params: z.strictObject({ session_id: uuid }),
      body: noBody,
      answers: { 200: { description: 'Ended.', schema: sessionsEnded } },
      errors: ['session_not_found'],
    },
    async ({ caller: { workspaceId, userId, actor }, params: { session_id: sessionId } }) => {
      const count = await stopSessions(db, { workspaceId, userId, sessionId, reason: 'ended', by: actor })
      if (count === 0) throw new RoutingError('session_not_found')
      authenticator.forget()
      return json(200, { count })
    },
  )
}
