import {
  type IdentityProviderAnswer,
  identityProvider,
  identityProviderList,
  putIdentityProviderRequest,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../../platform/clock/iso-time.ts'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { AccessDoor } from '../access-door.ts'
import { doerOf } from '../users/routes.ts'
import { removeProvider, requireProvider, setProvider } from './change-provider.ts'
import { admissionOf } from './provider-settings.ts'
import { redirectUriOf } from './public-url.ts'
import { listProviders, type ProviderRow } from './queries.ts'

const shared = { tag: 'Single sign-on', query: noFields } as const
const all = { ...shared, path: '/v1/identity-providers', params: noFields } as const
const one = {
  ...shared,
  path: '/v1/identity-providers/{provider_id}',
  params: z.strictObject({ provider_id: uuid }),
} as const
const reading = { method: 'get', scope: 'access:read', body: noBody } as const
const writing = { scope: 'access:write', stepUp: true } as const
const answers = { 200: { description: 'The provider as it stands now.', schema: identityProvider } }

/** Adds the routes by which providers are set up. */
export function addProviderRoutes(routes: Routes, door: AccessDoor): void {
  addReads(routes, door)
  addWrites(routes, door)
}

function viewOf(publicUrl: string | null): (row: ProviderRow) => IdentityProviderAnswer {
  return (row) => ({
    ...admissionOf(row),
    provider_id: row.providerId,
    name: row.name,
    issuer: row.issuer,
    client_id: row.clientId,
    has_secret: row.hasSecret,
    is_enabled: row.isEnabled,
    redirect_uri: publicUrl === null ? null : redirectUriOf(publicUrl, row.providerId),
    created_at: isoTime(row.createdMs),
  })
}

function addReads(routes: Routes, { db, publicUrl }: AccessDoor): void {
  const view = viewOf(publicUrl)
  routes.add(
    {
      ...all,
      ...reading,
      operation: 'listIdentityProviders',
      summary: 'Lists the identity providers by whom people sign in, without their secrets.',
      answers: { 200: { description: 'By name.', schema: identityProviderList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: (await listProviders(db, caller.workspaceId)).map(view) }),
  )
  routes.add(
    {
      ...one,
      ...reading,
      operation: 'getIdentityProvider',
      summary: 'Reads an identity provider, without its secret.',
      answers,
      errors: ['identity_provider_not_found'],
    },
    async ({ caller, params }) => json(200, view(await requireProvider(db, caller.workspaceId, params.provider_id))),
  )
}

function addWrites(routes: Routes, { db, publicUrl }: AccessDoor): void {
  const view = viewOf(publicUrl)
  routes.add(
    {
      ...all,
      ...writing,
      method: 'post',
      operation: 'createIdentityProvider',
      summary: 'Lets people sign in by an identity provider (OpenID Connect).',
      body: jsonBody(putIdentityProviderRequest),
      answers: { 201: { description: 'The provider.', schema: identityProvider } },
      errors: ['already_exists'],
    },
    async ({ caller, body }) => {
      const asked = { providerId: null, settings: body }
      return json(201, view(await db.transaction((tx) => setProvider(tx, doerOf(caller), asked))))
    },
  )
  routes.add(
    {
      ...one,
      ...writing,
      method: 'put',
      operation: 'setIdentityProvider',
      summary: 'Sets an identity provider anew; its secret stays where none is sent.',
      body: jsonBody(putIdentityProviderRequest),
      answers,
      errors: ['identity_provider_not_found', 'already_exists'],
    },
    async ({ caller, params, body }) => {
      const asked = { providerId: params.provider_id, settings: body }
      return json(200, view(await db.transaction((tx) => setProvider(tx, doerOf(caller), asked))))
    },
  )
  routes.add(
    {
      ...one,
      ...writing,
      method: 'delete',
      operation: 'deleteIdentityProvider',
      summary: 'Deletes an identity provider: nobody signs in by it any more. Sessions that hold go on.',
      body: noBody,
      answers: { 200: { description: 'The provider as it was.', schema: identityProvider } },
      errors: ['identity_provider_not_found'],
    },
    async ({ caller, params }) =>
      json(200, view(await db.transaction((tx) => removeProvider(tx, doerOf(caller), params.provider_id)))),
  )
}
