import { compileCondition } from '../language/evaluate.ts'
import type { Value, Values } from '../language/expression.ts'
import type { Derived } from '../policy/policy.ts'
import type { ConditionTest } from './compiled-policy.ts'

type CompiledDerived = {
  readonly slot: number
  readonly cases: readonly { readonly when: ConditionTest | null; readonly value: Value }[]
}

const noOwner: Values = []

/** Compiles the derived values once; the returned function fills their slots, in the order they are written. */
export function compileDerived(derived: readonly Derived[]): (slots: (Value | undefined)[]) => void {
  const compiled: readonly CompiledDerived[] = derived.map(({ slot, cases }) => ({
    slot,
    cases: cases.map(({ when, value }) => ({ when: when === null ? null : compileCondition(when.expression), value })),
  }))
  return (slots) => {
    for (const each of compiled) slots[each.slot] = firstTrueCase(each, slots)
  }
}

/** A case after an unknown one is never taken: it might not have been its turn. */
function firstTrueCase(derived: CompiledDerived, slots: Values): Value | undefined {
  for (const { when, value } of derived.cases) {
    if (when === null) return value
    const truth = when(slots, noOwner)
    if (truth === undefined) return undefined
    if (truth) return value
  }
  return undefined
}
