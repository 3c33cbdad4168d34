import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { decide } from '../decide/decide.ts'
import type { DecisionInput } from '../decide/decision-input.ts'
import type { World } from '../decide/world.ts'
import { EngineError } from '../engine-error.ts'
import type { Value, ValueType } from '../language/expression.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import type { Decision, DecisionInputs } from '../trace/decision.ts'
import { type UnreadSink, recordedWorld } from './recorded-world.ts'

export type ReplayOptions = {
  /** The roster as it was then, for a policy that asks for what the record does not hold; left out: the record alone. */
  readonly world?: World
  /**
   * Told each pool, person or fact (`restricted("email")`) that the policy asks for and the record says nothing of. If it is
   * called, the result is not what would have happened. Not called for a `world`.
   */
  readonly onUnread?: UnreadSink
}

/**
 * Decides again from the record of a decision alone. With the policy that decided, the result equals the record;
 * with another, it is what that policy would have decided on what was read then, as far as that goes (see `onUnread`).
 * A field of which the record has no value, or one of another type, is missing.
 *
 * Throws `decision_is_brief` for a record without inputs.
 */
export function replayDecision(decision: Decision, policy: CompiledPolicy, options: ReplayOptions = {}): Decision {
  const inputs = inputsOf(decision)
  const world = options.world ?? recordedWorld(decision, inputs, options.onUnread)
  return decide(policy, inputFrom({ decision, inputs, policy }, world))
}

/** The inputs of a full record. Throws `decision_is_brief`. */
export function inputsOf(decision: Decision): DecisionInputs {
  if (decision.inputs === null) throw new EngineError('decision_is_brief', { decision: decision.decisionId })
  return decision.inputs
}

/** A record taken apart, ready to be decided again. */
export type QuestionedRecord = {
  readonly decision: Decision
  readonly inputs: DecisionInputs
  readonly policy: CompiledPolicy
}

/** What was decided on, for deciding again; the caller may have changed the inputs. */
export function inputFrom({ decision, inputs, policy }: QuestionedRecord, world: World): DecisionInput {
  return {
    decisionId: decision.decisionId,
    lead: leadOf(decision.leadId, inputs, policy),
    match: inputs.match,
    world,
    nowMs: decision.atMs,
    history: inputs.history,
    keepOwner: inputs.keepOwner,
    ...(inputs.byHand === undefined ? {} : { byHand: inputs.byHand }),
    policyVersion: decision.policy.version ?? undefined,
  }
}

/** A recorded lead by the slots of a policy: fields the policy does not have are left out. */
export function leadOf(id: string, inputs: DecisionInputs, { policy }: CompiledPolicy): NormalisedLead {
  const values = policy.fields.map(({ name, slot }) => {
    const value = Object.hasOwn(inputs.values, name) ? inputs.values[name] : undefined
    return value !== undefined && fits(value, policy.leadSymbols[slot].type) ? value : undefined
  })
  return { id, priority: inputs.priority, values, notes: inputs.notes, identity: inputs.identity }
}

/** Whether a value may stand in a slot of this type: conditions trust what they read. */
function fits(value: Value, type: ValueType): boolean {
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'string':
      return typeof value === 'string' && type.values?.has(value) !== false
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(item, type.of))
  }
}
