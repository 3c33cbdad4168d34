import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Expression, Values } from '../language/expression.ts'
import { missingIn } from '../language/evaluate.ts'

const noOwner: Values = []

/**
 * The attributes whose absence makes a condition unknown, as an admin can mend them: a derived value that is
 * unknown is replaced by the fields its cases lack.
 */
export function missingFields(policy: CompiledPolicy, expression: Expression, slots: Values): readonly string[] {
  const found = new Set<string>()
  collect(policy, { expression, slots, found })
  return [...found]
}

function collect(
  policy: CompiledPolicy,
  search: { readonly expression: Expression; readonly slots: Values; readonly found: Set<string> },
): void {
  for (const path of missingIn(search.expression, search.slots, noOwner)) {
    const derived = policy.policy.derived.find((candidate) => candidate.name === path)
    if (derived === undefined) {
      search.found.add(path)
      continue
    }
    // Derived values only read those derived before them, so this ends.
    for (const one of derived.cases) {
      if (one.when !== null) collect(policy, { ...search, expression: one.when.expression })
    }
  }
}
