import { preferences } from '@rightful/contract/views'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { findPreferences, setPreferences } from './queries.ts'

const shared = {
  tag: 'Session',
  path: '/v1/session/preferences',
  params: noFields,
  query: noFields,
  errors: [],
} as const

/** Adds how somebody has set up their console: it follows them to any browser. */
export function addPreferenceRoutes(routes: Routes, db: Queryable): void {
  routes.addPersonal(
    {
      ...shared,
      method: 'get',
      operation: 'getPreferences',
      summary: 'How one has set up the console: theme, language, zone, saved views.',
      body: noBody,
      answers: { 200: { description: 'What was set; empty before.', schema: preferences } },
    },
    async ({ caller }) => {
      const stored = await findPreferences(db, caller)
      return json(200, stored === null ? {} : JSON.parse(stored))
    },
  )
  routes.addPersonal(
    {
      ...shared,
      method: 'put',
      operation: 'setPreferences',
      summary: 'Sets all of it; what is left out is as it is for everybody.',
      body: jsonBody(preferences, { bytesMax: 524_288 }),
      answers: { 200: { description: 'What is set now.', schema: preferences } },
    },
    async ({ body, caller }) => {
      await setPreferences(db, caller, JSON.stringify(body))
      return json(200, body)
    },
  )
}
