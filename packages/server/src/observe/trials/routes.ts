import { policyTrial, policyTrialRequest } from '@rightful/contract/views'
import { createPolicyTrials } from '../../pipeline/desk/read.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { tryPolicy } from './try-policy.ts'

const requestBytesMax = 16_777_216

/** Adds trying a policy that is not active, or not even stored. */
export function addTrialRoutes(routes: Routes, db: Database): void {
  const trials = createPolicyTrials(db)
  routes.add(
    {
      method: 'post',
      tag: 'Policies',
      scope: 'policies:propose',
      path: '/v1/policies/try',
      operation: 'tryPolicy',
      summary:
        'What would become of leads if each alone came now, under a policy that is given: matched with the accounts, chosen among the people there are. Nothing is stored, and no counter moves.',
      params: noFields,
      query: noFields,
      body: jsonBody(policyTrialRequest, { bytesMax: requestBytesMax }),
      answers: { 200: { description: 'The outcomes, explained.', schema: policyTrial } },
      errors: ['policy_invalid', 'workspace_not_found'],
    },
    async ({ body, caller: { workspaceId } }) => json(200, await tryPolicy(trials, workspaceId, body)),
  )
}
