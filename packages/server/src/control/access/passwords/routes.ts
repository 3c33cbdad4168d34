import {
  acceptInvitationRequest,
  changePasswordRequest,
  currentSession,
  forgotPasswordRequest,
  resetPasswordRequest,
} from '@rightful/contract'
import type { Answer } from '../../../platform/http/answer.ts'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import { type AccessDoor, type Asking, cookieOf, originOf } from '../access-door.ts'
import { readCurrentSession } from '../sessions/session-view.ts'
import { mailToken } from '../users/mail-token.ts'
import { type PageLink, pageLink } from '../users/page-link.ts'
import { askForReset, changePassword, setPasswordByToken } from './change-password.ts'

const shared = { tag: 'Sign-in', params: noFields, query: noFields, method: 'post' } as const
const open = { ...shared, from: 'own pages' } as const
const signedIn = { 201: { description: 'Who is signed in now; the cookie comes along.', schema: currentSession } }
const tokenErrors = ['token_invalid', 'password_unfit', 'transport_insecure', 'rate_limited', 'overloaded'] as const

/** Adds the routes by which people set their passwords. */
export function addPasswordRoutes(routes: Routes, door: AccessDoor): void {
  addByToken(routes, door)
  addForgotten(routes, door)
  addChange(routes, door)
}

function addByToken(routes: Routes, door: AccessDoor): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/invitations/accept',
      operation: 'acceptInvitation',
      summary: 'Accepts an invitation: sets the first password and signs in.',
      body: jsonBody(acceptInvitationRequest),
      answers: signedIn,
      errors: tokenErrors,
    },
    async (request) => {
      const { token, password, name = null } = request.body
      return signInByToken(door, request, { kind: 'invite', token, password, name })
    },
  )
  routes.addOpen(
    {
      ...open,
      path: '/v1/password/reset',
      operation: 'resetPassword',
      summary: 'Sets a new password by a token and signs in; every session before it ends.',
      body: jsonBody(resetPasswordRequest),
      answers: signedIn,
      errors: tokenErrors,
    },
    async (request) => {
      const { token, password } = request.body
      return signInByToken(door, request, { kind: 'reset', token, password, name: null })
    },
  )
}

async function signInByToken(
  { db, limits, authenticator }: AccessDoor,
  asking: Asking,
  ask: {
    readonly kind: 'invite' | 'reset'
    readonly token: string
    readonly password: string
    readonly name: string | null
  },
): Promise<Answer> {
  const origin = originOf(asking)
  await limits.address.take(origin.ip)
  const started = await setPasswordByToken(db, ask.kind, { ...ask, ...origin })
  authenticator.forget()
  return json(201, await readCurrentSession(db, started), cookieOf(asking, started))
}

function addForgotten(routes: Routes, door: AccessDoor): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/password/forgotten',
      operation: 'forgetPassword',
      summary: 'Mails a token for a new password, if somebody has this address and the workspace has a mail server.',
      body: jsonBody(forgotPasswordRequest),
      answers: { 202: { description: 'The same whether anybody has the address or not.' } },
      errors: ['transport_insecure', 'rate_limited'],
    },
    async (request) => {
      const { limits, log } = door
      const { email, workspace = null } = request.body
      await limits.address.take(originOf(request).ip)
      await limits.account.take(`forgotten ${email}`)
      // Nobody waits for it: how long it takes would tell whether there is such an account.
      const link = pageLink(door.publicUrl, request)
      mailReset(door, { email, workspace, link }).catch((error: unknown) => log.warn({ err: error }, 'a reset failed'))
      return { kind: 'empty', status: 202 }
    },
  )
}

async function mailReset(
  door: AccessDoor,
  ask: { readonly email: string; readonly workspace: string | null; readonly link: PageLink },
): Promise<void> {
  const asked = await askForReset(door.db, ask)
  if (asked === null) return
  const { user, workspaceId, token } = asked
  await mailToken(door, { workspaceId, kind: 'reset', to: user.email, token: token.token, link: ask.link })
}

function addChange(routes: Routes, door: AccessDoor): void {
  routes.addPersonal(
    {
      ...shared,
      method: 'put',
      path: '/v1/session/password',
      operation: 'changePassword',
      summary: 'Changes the caller’s own password and ends their other sessions.',
      body: jsonBody(changePasswordRequest),
      answers: { 204: { description: 'Changed.' } },
      errors: ['sign_in_failed', 'password_unfit', 'transport_insecure', 'rate_limited', 'overloaded'],
    },
    async ({ caller: { workspaceId, userId, sessionId }, body, ...asking }) => {
      const { ip } = originOf(asking)
      const { current_password: currentPassword, new_password: newPassword } = body
      await changePassword(door, { workspaceId, userId, sessionId, currentPassword, newPassword, ip })
      door.authenticator.forget()
      return { kind: 'empty', status: 204 }
    },
  )
}
