import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { decide } from '../decide/decide.ts'
import type { World } from '../decide/world.ts'
import type { Value } from '../language/expression.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import type { Decision, DecisionInputs } from '../trace/decision.ts'
import { EngineError } from '../engine-error.ts'
import { recordedWorld } from './recorded-world.ts'

/**
 * Decides again from the record of a decision alone. With the policy that decided, the result equals the record;
 * with another, it is what that policy would have decided on what was read then.
 *
 * Throws `decision_is_brief` for a record without inputs.
 */
export function replayDecision(decision: Decision, policy: CompiledPolicy): Decision {
  const inputs = inputsOf(decision)
  return decideFromInputs({ decision, inputs, policy, world: recordedWorld(decision, inputs) })
}

/** The inputs of a full record. Throws `decision_is_brief`. */
export function inputsOf(decision: Decision): DecisionInputs {
  if (decision.inputs === null) throw new EngineError('decision_is_brief', { decision: decision.decisionId })
  return decision.inputs
}

/** Decides on recorded inputs, which the caller may have changed, in the given world. */
export function decideFromInputs(from: {
  readonly decision: Decision
  readonly inputs: DecisionInputs
  readonly policy: CompiledPolicy
  readonly world: World
}): Decision {
  const { decision, inputs, policy } = from
  return decide(policy, {
    decisionId: decision.decisionId,
    lead: leadOf(decision.leadId, inputs, policy),
    match: inputs.match,
    world: from.world,
    nowMs: decision.atMs,
    history: inputs.history,
    keepOwner: inputs.keepOwner,
    policyVersion: decision.policy.version ?? undefined,
  })
}

/** A recorded lead by the slots of a policy: fields the policy does not have are left out. */
export function leadOf(id: string, inputs: DecisionInputs, policy: CompiledPolicy): NormalisedLead {
  const values: (Value | undefined)[] = policy.policy.fields.map((field) => inputs.values[field.name])
  return { id, priority: inputs.priority, values, notes: inputs.notes, identity: inputs.identity }
}
