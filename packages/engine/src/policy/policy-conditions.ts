import type { Condition, Policy } from './policy.ts'

/** Every condition of a policy, table rows included, in the order in which it is asked. */
export function* policyConditions(
  policy: Pick<Policy, 'derived' | 'constraints' | 'routes' | 'clocks'>,
): Generator<Condition, void, undefined> {
  for (const { cases } of policy.derived) yield* present(cases.map(({ when }) => when))
  for (const constraint of policy.constraints) {
    yield* present([constraint.when, constraint.kind === 'require' ? constraint.require : null])
  }
  for (const { rules } of policy.routes) yield* present(rules.map(({ when }) => when))
  for (const cases of Object.values(policy.clocks)) yield* present(cases.map(({ when }) => when))
}

function present(conditions: readonly (Condition | null)[]): readonly Condition[] {
  return conditions.filter((condition) => condition !== null)
}
