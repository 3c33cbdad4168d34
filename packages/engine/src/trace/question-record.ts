import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { EngineError } from '../engine-error.ts'
import { type QuestionedRecord, inputsOf } from '../replay/replay-decision.ts'
import type { Decision, RoleDecision } from './decision.ts'

/** A record of which one role is questioned. */
export type QuestionedRole = QuestionedRecord & { readonly role: RoleDecision }

/**
 * Takes a record apart to be questioned of its main role. Throws `decision_is_brief` for one without inputs, and `decision_policy_differs` for
 * another policy than the one that decided: its answers would be about another decision.
 */
export function questionRecord(decision: Decision, policy: CompiledPolicy): QuestionedRole {
  const { hash } = policy.policy
  if (decision.policy.hash !== hash) {
    throw new EngineError('decision_policy_differs', {
      decision: decision.decisionId,
      by: decision.policy.hash,
      given: hash,
    })
  }
  return { decision, inputs: inputsOf(decision), policy, role: decision.roles[0] }
}
