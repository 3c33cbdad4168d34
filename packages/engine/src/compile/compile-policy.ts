import { invariant } from '../engine-error.ts'
import { compileCondition } from '../language/evaluate.ts'
import type { Expression } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import { licenceKindOf } from '../policy/licence-path.ts'
import type { Condition, Policy } from '../policy/policy.ts'
import type { CompiledClock, CompiledConstraint, CompiledPolicy, ConditionTest } from './compiled-policy.ts'
import { compileDerived } from './compute-derived.ts'
import { matchByScan } from './match-by-scan.ts'
import { ownerValuesOf } from './owner-values.ts'
import { outsideSlotsOf } from './outside-slots.ts'
import { buildRuleIndex, type RoutedRule } from './rule-index.ts'

const always: ConditionTest = () => true

/** How a policy is made ready. */
export type CompileOptions = {
  /**
   * `ahead` (default): rules are indexed at once, for deciding many leads. `when_read`: the index is built once somebody reads it, and
   * leads ask every rule in order until then; for a draft that is another with the next keystroke.
   */
  readonly index?: 'ahead' | 'when_read'
}

/**
 * Makes a policy ready to decide: every condition compiled and the rules indexed. Takes a policy without problems;
 * the result may be kept and shared for as long as the version lives.
 */
export function compilePolicy(policy: Policy, options: CompileOptions = {}): CompiledPolicy {
  const routed = policy.routes.flatMap((route) => route.rules.map((rule) => ({ rule, route })))
  let built = options.index === 'when_read' ? null : buildRuleIndex(routed)
  const conditions: (ConditionTest | undefined)[] = Array.from({ length: routed.length })
  const compiled: CompiledPolicy = {
    policy,
    rules: routed.map(({ rule }) => rule),
    routeOf: (ruleIndex) => routedAt(routed, ruleIndex).route,
    conditionOf(ruleIndex) {
      const kept = conditions[ruleIndex]
      if (kept !== undefined) return kept
      const compiled = compileWhen(routedAt(routed, ruleIndex).rule.when) ?? always
      conditions[ruleIndex] = compiled
      return compiled
    },
    constraints: policy.constraints.map(compileConstraint),
    clocks: compileClocks(policy),
    outside: outsideSlotsOf(policy),
    ownerValues: ownerValuesOf(policy),
    slotByPath: new Map(policy.leadSymbols.map(({ path, slot }) => [path, slot])),
    computeDerived: compileDerived(policy.derived),
    get index() {
      built ??= buildRuleIndex(routed)
      return built
    },
    match: (values) => (built === null ? matchByScan(compiled, values) : built.match(values)),
  }
  return compiled
}

function routedAt(routed: readonly RoutedRule[], ruleIndex: number): RoutedRule {
  const found = routed[ruleIndex]
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
    licenceKinds: constraint.kind === 'require' ? licenceKindsIn(constraint.require.expression) : [],
  }
}

function licenceKindsIn(expression: Expression): readonly string[] {
  const own = expression.kind === 'symbol' && expression.symbol.space === 'owner'
  const kind = own ? licenceKindOf(expression.symbol.path) : null
  return [...new Set([...(kind === null ? [] : [kind]), ...partsOf(expression).flatMap(licenceKindsIn)])]
}

function compileClocks(policy: Policy): readonly CompiledClock[] {
  return Object.entries(policy.clocks).map(([name, cases]) => ({
    name,
    cases: cases.map((clockCase) => ({ clockCase, when: compileWhen(clockCase.when) })),
  }))
}
