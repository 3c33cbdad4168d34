import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Ask } from '../language/closure.ts'
import type { Expression, Values } from '../language/expression.ts'
import { compileCondition, missingIn } from '../language/evaluate.ts'

const noOwner: Values = []

/**
 * The attributes whose absence makes a condition unknown, as an admin can mend them: a derived value that is
 * unknown is replaced by the fields its cases lack. One that no case gives is named itself.
 */
export function missingFields(policy: CompiledPolicy, expression: Expression, slots: Values): readonly string[] {
  const found = new Set<string>()
  for (const path of missingIn(expression, slots, noOwner)) {
    for (const field of fieldsBehind(policy, path, slots)) found.add(field)
  }
  return [...found]
}

// Leads that lack the same attribute stop at the same derived values, so their cases are compiled once.
const asks = new WeakMap<Expression, Ask>()

function askAgain(expression: Expression): Ask {
  const known = asks.get(expression)
  if (known !== undefined) return known
  const ask = compileCondition(expression)
  asks.set(expression, ask)
  return ask
}

/** Derived values only read those before them, so this ends. Cases after a true one are never asked. */
function fieldsBehind(policy: CompiledPolicy, path: string, slots: Values): readonly string[] {
  const derived = policy.policy.derived.find((candidate) => candidate.name === path)
  const lacking: string[] = []
  for (const { when } of derived?.cases ?? []) {
    if (when === null || askAgain(when.expression)(slots, noOwner) === true) break
    lacking.push(...missingFields(policy, when.expression, slots))
  }
  return lacking.length === 0 ? [path] : lacking
}
