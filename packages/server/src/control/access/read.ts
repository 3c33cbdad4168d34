export { apiKeyView } from './api-key-view.ts'
export { createApiKey } from './create-api-key.ts'
export { findListedApiKey, listApiKeys } from './queries.ts'
export { revokeApiKey } from './revoke-api-key.ts'
