import { apiKey, apiKeyList, apiKeyMade, postApiKeyRequest, RoutingError, uuid } from '@rightful/contract'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { AccessDoor } from './access-door.ts'
import { apiKeyView } from './api-key-view.ts'
import { createApiKey } from './create-api-key.ts'
import { findListedApiKey, listApiKeys } from './queries.ts'
import { addGroupRoutes } from './groups/routes.ts'
import { addSingleSignOnRoutes } from './oidc/routes.ts'
import { addPasswordRoutes } from './passwords/routes.ts'
import { addPreferenceRoutes } from './preferences/routes.ts'
import { addProvisioningRoutes } from './scim/routes.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { addSessionRoutes } from './sessions/routes.ts'
import { requireNoMore } from './users/require-no-more.ts'
import { addUserRoutes } from './users/routes.ts'
import { addUserSessionRoutes } from './users/session-routes.ts'

const KEYS_SHOWN = 1000
const shared = { tag: 'API keys', scope: 'keys:write', params: noFields, query: noFields } as const

/** Adds every route of access: signing in, users, groups, API keys. */
export function addAccessRoutes(routes: Routes, door: AccessDoor): void {
  addSessionRoutes(routes, door)
  addPreferenceRoutes(routes, door.db)
  addPasswordRoutes(routes, door)
  addUserRoutes(routes, door)
  addUserSessionRoutes(routes, door)
  addGroupRoutes(routes, door)
  addSingleSignOnRoutes(routes, door)
  addProvisioningRoutes(routes, door)
  addApiKeyRoutes(routes, door.db)
}

function addApiKeyRoutes(routes: Routes, db: Database): void {
  addListRoute(routes, db)
  addPostRoute(routes, db)
  addRevokeRoute(routes, db)
}

function addListRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/api-keys',
      operation: 'listApiKeys',
      summary: 'Lists the API keys of the workspace, revoked and expired ones included.',
      body: noBody,
      answers: { 200: { description: 'Newest first, at most 1,000.', schema: apiKeyList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: (await listApiKeys(db, caller.workspaceId, KEYS_SHOWN)).map(apiKeyView) }),
  )
}

function addPostRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      stepUp: true,
      method: 'post',
      path: '/v1/api-keys',
      operation: 'createApiKey',
      summary: 'Makes an API key, which is shown only in this answer.',
      body: jsonBody(postApiKeyRequest),
      answers: { 201: { description: 'The key. It is not stored: keep it.', schema: apiKeyMade } },
      errors: [],
    },
    async ({ body: { name, scopes, expires_at: expires }, caller }) => {
      const { workspaceId, actor } = caller
      requireNoMore(caller, scopes)
      const expiresAtMs = expires === null ? null : Temporal.Instant.from(expires).epochMilliseconds
      const wanted = { workspaceId, name, scopes, expiresAtMs, by: actor }
      const made = await db.transaction((tx) => createApiKey(tx, wanted))
      const row = await findListedApiKey(db, workspaceId, made.apiKeyId)
      if (row === null) throw new Error('A key that was just made is not there.')
      return json(201, { ...apiKeyView(row), key: made.key })
    },
  )
}

function addRevokeRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'delete',
      path: '/v1/api-keys/{api_key_id}',
      operation: 'revokeApiKey',
      summary: 'Revokes an API key. Every node refuses it within five seconds; it stays in the list.',
      params: z.strictObject({ api_key_id: uuid }),
      body: noBody,
      answers: { 200: { description: 'The key, revoked now or before.', schema: apiKey } },
      errors: ['api_key_not_found'],
    },
    async ({ params: { api_key_id: apiKeyId }, caller: { workspaceId, actor } }) => {
      const row = await db.transaction((tx) => revokeApiKey(tx, { workspaceId, apiKeyId, by: actor }))
      if (row === null) throw new RoutingError('api_key_not_found')
      return json(200, apiKeyView(row))
    },
  )
}
