import { invariant } from '../engine-error.ts'
import { compileCondition } from '../language/evaluate.ts'
import type { Condition, Policy, Route, Rule } from '../policy/policy.ts'
import type { CompiledClockCase, CompiledConstraint, CompiledPolicy, ConditionTest } from './compiled-policy.ts'
import { compileDerived } from './compute-derived.ts'
import { matchByScan } from './match-by-scan.ts'

const always: ConditionTest = () => true

/** Makes a policy ready to decide: every condition compiled and the rules indexed. Takes a policy without problems. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const { rules, routes } = flattenRules(policy)
  const conditions: (ConditionTest | undefined)[] = Array.from({ length: rules.length })
  const conditionOf = (ruleIndex: number): ConditionTest => {
    const kept = conditions[ruleIndex]
    if (kept !== undefined) return kept
    const compiled = compileWhen(ruleAt(rules, ruleIndex).when) ?? always
    conditions[ruleIndex] = compiled
    return compiled
  }
  const compiled: CompiledPolicy = {
    policy,
    rules,
    routeOf: (ruleIndex) => ruleAt(routes, ruleIndex),
    conditionOf,
    constraints: policy.constraints.map(compileConstraint),
    clocks: compileClocks(policy),
    computeDerived: compileDerived(policy.derived),
    match: (values) => matchByScan(compiled, values),
  }
  return compiled
}

function flattenRules(policy: Policy): { readonly rules: readonly Rule[]; readonly routes: readonly Route[] } {
  const rules: Rule[] = []
  const routes: Route[] = []
  for (const route of policy.routes) {
    for (const rule of route.rules) {
      rules.push(rule)
      routes.push(route)
    }
  }
  return { rules, routes }
}

function ruleAt<T>(list: readonly T[], ruleIndex: number): T {
  const found = list[ruleIndex]
  invariant(found !== undefined, `there is no rule ${ruleIndex}`)
  return found
}

function compileWhen(when: Condition | null): ConditionTest | null {
  return when === null ? null : compileCondition(when.expression)
}

function compileConstraint(constraint: Policy['constraints'][number]): CompiledConstraint {
  return {
    constraint,
    when: compileWhen(constraint.when),
    require: constraint.kind === 'require' ? compileWhen(constraint.require) : null,
  }
}

function compileClocks(policy: Policy): Readonly<Record<string, readonly CompiledClockCase[]>> {
  return Object.fromEntries(
    Object.entries(policy.clocks).map(([name, cases]) => [
      name,
      cases.map((clockCase) => ({ clockCase, when: compileWhen(clockCase.when) })),
    ]),
  )
}
