export { apiKeyView } from './api-key-view.ts'
export { createApiKey } from './create-api-key.ts'
export { findListedApiKey, listApiKeys, revokeApiKey } from './queries.ts'
