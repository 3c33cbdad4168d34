import type { CompiledPolicy, ConditionTest } from '../compile/compiled-policy.ts'
import type { LeadSlots } from '../decide/lead-slots.ts'
import type { Expression } from '../language/expression.ts'
import type { Condition } from '../policy/policy.ts'
import { symbolsIn } from '../check/symbols-in.ts'
import { type TriedAttribute, type TriedChange, otherValues, triedAttributes } from './tried-attributes.ts'

/** Conditions that are looked at in one search, in the order they are asked. */
const CONDITIONS_MAX = 500
/** Pairs of values that are put to one condition. */
const PAIRS_MAX = 400

const noOwner: readonly never[] = []

/**
 * Two attributes of one condition that together make it true, or no longer true. Only these can do together what neither does alone,
 * but for a lead that one condition keeps from another.
 */
export function* conditionPairs(
  policy: CompiledPolicy,
  slots: LeadSlots,
): Generator<readonly TriedChange[], undefined> {
  let looked = 0
  for (const { expression, ask } of askedConditions(policy)) {
    looked += 1
    if (looked > CONDITIONS_MAX) return
    const attributes = triedAttributes(policy.policy, [expression, ...behind(policy, expression)])
    const now = ask(slots, noOwner)
    let tried = 0
    for (const changes of pairsOf(attributes, slots)) {
      tried += 1
      if (tried > PAIRS_MAX) break
      const then = ask(changedSlots(policy, slots, changes), noOwner)
      if (then !== now && (then === true || now === true)) yield changes
    }
  }
}

/** The lead with other values, and what derives from them. */
export function changedSlots(policy: CompiledPolicy, slots: LeadSlots, changes: readonly TriedChange[]): LeadSlots {
  const changed: LeadSlots = [...slots]
  for (const { attribute, to } of changes) changed[attribute.axis.symbol.slot] = to
  policy.computeDerived(changed)
  return changed
}

function* askedConditions(
  policy: CompiledPolicy,
): Generator<{ readonly expression: Expression; readonly ask: ConditionTest }, undefined> {
  for (const { constraint, when } of policy.constraints) {
    if (constraint.when !== null && when !== null) yield { expression: constraint.when.expression, ask: when }
  }
  for (const [index, { when }] of policy.rules.entries()) {
    if (when !== null) yield { expression: when.expression, ask: policy.conditionOf(index) }
  }
}

/** What the derived values of a condition ask, and those that they read. */
function behind({ policy }: CompiledPolicy, expression: Expression): readonly Expression[] {
  const wanted = new Set(symbolsIn(expression).map(({ path }) => path))
  const found: Expression[] = []
  // Derived values stand after those that they read.
  for (const { name, cases } of policy.derived.toReversed()) {
    if (!wanted.has(name)) continue
    for (const { expression: asked } of cases.flatMap((one): readonly Condition[] =>
      one.when === null ? [] : [one.when],
    )) {
      found.push(asked)
      for (const { path } of symbolsIn(asked)) wanted.add(path)
    }
  }
  return found
}

function* pairsOf(
  attributes: readonly TriedAttribute[],
  slots: LeadSlots,
): Generator<readonly [TriedChange, TriedChange], undefined> {
  for (const [index, first] of attributes.entries()) {
    for (const second of attributes.slice(index + 1)) {
      for (const one of otherValues(first, slots)) for (const two of otherValues(second, slots)) yield [one, two]
    }
  }
}
