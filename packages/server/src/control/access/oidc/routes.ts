import {
  beginSignInQuery,
  finishSignInQuery,
  RoutingError,
  signInOptions,
  signInOptionsQuery,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import type { Answer } from '../../../platform/http/answer.ts'
import { json } from '../../../platform/http/answer.ts'
import { noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import { readSessionToken } from '../../../platform/http/session-cookie.ts'
import { type AccessDoor, type Asking, cookieOf, originOf } from '../access-door.ts'
import { findNamedWorkspaces } from '../users/queries.ts'
import { attemptCookie, readAttemptToken } from './attempt-cookie.ts'
import { createProviderClient } from './provider-client.ts'
import { addProviderRoutes } from './provider-routes.ts'
import { publicUrlOf, redirectUriOf } from './public-url.ts'
import { listProviders } from './queries.ts'
import { beginSignIn, finishSignIn, type PresentSession, type ProviderDoor } from './sign-in-by-provider.ts'

const open = { tag: 'Sign-in', from: 'own pages', method: 'get', body: noBody } as const
const one = z.strictObject({ provider_id: uuid })
const sent = { 303: { description: 'The browser is sent on.' } }

/** Adds the routes of single sign-on: setting providers up, and signing in by them. */
export function addSingleSignOnRoutes(routes: Routes, door: AccessDoor): void {
  addProviderRoutes(routes, door)
  addOptions(routes, door)
  const providers = { db: door.db, client: createProviderClient(door.providerOutbound) }
  addBegin(routes, door, providers)
  addFinish(routes, door, providers)
}

function addOptions(routes: Routes, { db }: AccessDoor): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/sign-in',
      operation: 'listSignInOptions',
      summary: 'By which identity providers one can sign in.',
      params: noFields,
      query: signInOptionsQuery,
      answers: { 200: { description: 'By name; none where there is no such workspace.', schema: signInOptions } },
      errors: [],
    },
    async ({ query }) => {
      const found = await findNamedWorkspaces(db, query.workspace ?? null)
      const [workspaceId] = found
      const rows = workspaceId === undefined || found.length > 1 ? [] : await listProviders(db, workspaceId)
      const open = rows.filter(({ isEnabled }) => isEnabled)
      const data = open.map(({ providerId, name }) => ({
        provider_id: providerId,
        name,
        url: `/v1/sign-in/${providerId}`,
      }))
      return json(200, { data })
    },
  )
}

function addBegin(routes: Routes, door: AccessDoor, providers: ProviderDoor): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/sign-in/{provider_id}',
      operation: 'beginSignIn',
      summary: 'Sends the browser to an identity provider: to sign in, or to prove anew who is signed in.',
      params: one,
      query: beginSignInQuery,
      answers: sent,
      errors: [
        'identity_provider_not_found',
        'identity_provider_failed',
        'public_url_missing',
        'transport_insecure',
        'rate_limited',
      ],
    },
    async (request) => {
      const { params, query, incoming } = request
      await door.limits.provider.take(originOf(request).ip)
      const stepUp = query.step_up === 'true' ? await presentSession(door, request) : null
      if (query.step_up === 'true' && stepUp === null) throw new RoutingError('unauthenticated')
      const { url, token } = await beginSignIn(providers, {
        providerId: params.provider_id,
        redirectUri: redirectUriOf(publicUrlOf(door.publicUrl, incoming), params.provider_id),
        returnTo: query.return_to,
        stepUp,
      })
      return sendTo(url.href, attemptCookie(request, token))
    },
  )
}

function addFinish(routes: Routes, door: AccessDoor, providers: ProviderDoor): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/sign-in/{provider_id}/callback',
      operation: 'finishSignIn',
      summary: 'Where an identity provider sends the browser back to; the cookie of the session comes along.',
      params: one,
      query: finishSignInQuery,
      answers: sent,
      errors: [
        'sign_in_not_begun',
        'sign_in_refused',
        'identity_provider_denied',
        'identity_provider_not_found',
        'identity_provider_failed',
        'public_url_missing',
        'transport_insecure',
        'rate_limited',
      ],
    },
    async (request) => {
      const { params, incoming } = request
      const origin = originOf(request)
      await door.limits.provider.take(origin.ip)
      const publicUrl = publicUrlOf(door.publicUrl, incoming)
      const { returnTo, started } = await finishSignIn(providers, {
        ...origin,
        providerId: params.provider_id,
        redirectUri: redirectUriOf(publicUrl, params.provider_id),
        url: new URL(incoming.url ?? '/', publicUrl),
        token: readAttemptToken(request),
        present: await presentSession(door, request),
      })
      door.authenticator.forget()
      return sendTo(returnTo, started === null ? {} : cookieOf(request, started))
    },
  )
}

function sendTo(location: string, headers: Readonly<Record<string, string>>): Answer {
  return { kind: 'empty', status: 303, headers: { Location: location, ...headers } }
}

/** Who is signed in at the browser; `null`: nobody. */
async function presentSession({ authenticator }: AccessDoor, asking: Asking): Promise<PresentSession | null> {
  const token = readSessionToken(asking.incoming, asking.proxyHops)
  const caller = token === null ? null : await authenticator.find({ kind: 'session', token }, { isFresh: true })
  if (caller === null || caller.sessionId === null || caller.userId === null) return null
  return { workspaceId: caller.workspaceId, sessionId: caller.sessionId, userId: caller.userId }
}
