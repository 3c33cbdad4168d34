import type { CompiledPolicy } from '../compile/compiled-policy.ts'
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

/** Derived values only read those before them, so this ends. Cases after a true one are never asked. */
function fieldsBehind(policy: CompiledPolicy, path: string, slots: Values): readonly string[] {
  const derived = policy.policy.derived.find((candidate) => candidate.name === path)
  const lacking: string[] = []
  for (const { when } of derived?.cases ?? []) {
    if (when === null || compileCondition(when.expression)(slots, noOwner) === true) break
    lacking.push(...missingFields(policy, when.expression, slots))
  }
  return lacking.length === 0 ? [path] : lacking
}
