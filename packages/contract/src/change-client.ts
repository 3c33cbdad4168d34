import type { z } from 'zod'
import {
  changeDetail,
  type ChangeDetail,
  changePage,
  changePlan,
  type ChangePlan,
  type ChangeSummary,
  type planChangeRequest,
  type postChangeRequest,
} from './changes.ts'
import { type ClientOptions, createSender } from './client.ts'
import { policyPosted, type postPolicyRequest } from './policies.ts'

/** Changes of the policy as functions, as a repository makes them. Each throws a `RoutingError` with the code of the catalogue. */
export type ChangeClient = {
  /** What a policy would change if it were applied now. */
  readonly planPolicy: (body: z.input<typeof planChangeRequest>) => Promise<ChangePlan>
  /** Begins a change and hands it in for review. */
  readonly proposeChange: (body: z.input<typeof postChangeRequest>) => Promise<ChangeDetail>
  /** The changes that say this now, the newest first. */
  readonly findChanges: (contentHash: string) => Promise<readonly ChangeSummary[]>
  readonly submitChange: (changeId: string) => Promise<ChangeDetail>
  readonly applyChange: (changeId: string) => Promise<ChangeDetail>
  /** Makes a version active directly, where nothing is reviewed, if the active one is still the one that was read. */
  readonly postPolicy: (
    body: z.input<typeof postPolicyRequest>,
    ifVersion: number,
  ) => Promise<z.output<typeof policyPosted>>
}

/** A client for changes of the policy: its key needs `policies:propose` and `policies:read`, and to apply them `policies:apply`. */
export function createChangeClient(options: ClientOptions): ChangeClient {
  const send = createSender(options)
  const take = (changeId: string, step: string): Promise<ChangeDetail> =>
    send(`/v1/changes/${encodeURIComponent(changeId)}/${step}`, { method: 'POST', answer: changeDetail })
  return {
    planPolicy: (body) => send('/v1/policies/plan', { method: 'POST', answer: changePlan, body }),
    proposeChange: async (body) => {
      const change = await send('/v1/changes', { method: 'POST', answer: changeDetail, body })
      return take(change.change_id, 'submit')
    },
    findChanges: async (contentHash) =>
      (await send(`/v1/changes?content_hash=${contentHash}`, { method: 'GET', answer: changePage })).data,
    submitChange: (changeId) => take(changeId, 'submit'),
    applyChange: (changeId) => take(changeId, 'apply'),
    postPolicy: (body, ifVersion) =>
      send('/v1/policies', {
        method: 'POST',
        answer: policyPosted,
        body,
        headers: { 'If-Match': `"${ifVersion}"` },
      }),
  }
}
