import type { policyTrialRequest, PolicyTrialAnswer } from '@rightful/contract/views'
import { type CompiledPolicy, type Decision, explainDecision } from '@rightful/engine'
import type { z } from 'zod'
import { readyPolicy, requireParsedPolicy } from '../../control/policies/read.ts'
import type { PolicyTrials } from '../../pipeline/desk/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'

/** What is asked of a trial. */
export type TrialAsk = z.output<typeof policyTrialRequest>

/** What would become of leads under a policy that is given, each explained. Nothing is stored. Throws `policy_invalid`. */
export async function tryPolicy(
  trials: PolicyTrials,
  workspaceId: string,
  { document, tables, leads }: TrialAsk,
): Promise<PolicyTrialAnswer> {
  const policy = readyPolicy(requireParsedPolicy({ document, tables }), 0)
  const raw = leads.map(({ attributes }, place) => ({ id: `lead-${place + 1}`, attributes }))
  const decisions = await trials({ workspaceId, policy, leads: raw })
  return {
    at: isoTime(decisions[0]?.atMs ?? 0),
    policy_hash: policy.policy.policy.hash,
    results: decisions.map((decision) => resultOf(decision, policy.policy)),
  }
}

type Result = PolicyTrialAnswer['results'][number]

function resultOf(decision: Decision, policy: CompiledPolicy): Result {
  const { headline, lines, runnerUp } = explainDecision(decision, policy)
  const match = decision.inputs?.match
  return {
    ...placeOf(decision.outcome),
    route_id: decision.routeId,
    rule_id: decision.ruleId,
    account_id: match?.kind === 'matched' ? match.account.id : null,
    missing: [...decision.missing],
    headline,
    lines: lines.map(({ label, text }) => ({ label, text })),
    runner_up: runnerUp,
    record: decision,
  }
}

function placeOf(outcome: Decision['outcome']): Pick<Result, 'outcome' | 'owner_id' | 'pool_id' | 'queue' | 'reason'> {
  const nothing = { owner_id: null, pool_id: null, queue: null, reason: null }
  switch (outcome.kind) {
    case 'assigned':
      return { ...nothing, outcome: 'assigned', owner_id: outcome.ownerId, pool_id: outcome.poolId }
    case 'held':
      return { ...nothing, outcome: 'held', queue: outcome.queue, reason: outcome.reason }
    case 'refused':
      return { ...nothing, outcome: 'refused', reason: outcome.reason }
  }
}
