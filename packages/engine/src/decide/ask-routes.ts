import type { CompiledPolicy, RuleMatch } from '../compile/compiled-policy.ts'
import type { Route, Rule } from '../policy/policy.ts'
import type { TraceStep } from '../trace/decision.ts'
import type { LeadSlots } from './lead-slots.ts'
import { missingFields } from './missing-fields.ts'

/** What the routes said: the rule that takes the lead, or that it is incomplete, or (neither) unmatched. */
export type RoutesAsked = {
  readonly rule: Rule | null
  /** The route `rule` belongs to. */
  readonly route: Route | null
  readonly isIncomplete: boolean
  /** Attributes whose absence made a rule unknown; in brief, only those that decided the outcome. */
  readonly missing: readonly string[]
}

/** Unknown rules that a trace keeps one by one; the rest are counted. */
export const UNKNOWN_RULES_KEPT_MAX = 100

/** Asks the routes: by the index in brief, and one by one, with every unknown rule recorded, when there is a trace. */
export function askRoutes(policy: CompiledPolicy, slots: LeadSlots, steps: TraceStep[] | null): RoutesAsked {
  const match = policy.match(slots)
  const isIncomplete = match.stoppedBy >= 0 || (match.ruleIndex < 0 && match.firstUnknown >= 0)
  const rule = match.ruleIndex < 0 ? null : policy.rules[match.ruleIndex]
  const route = match.ruleIndex < 0 ? null : policy.routeOf(match.ruleIndex)
  if (steps === null) {
    const undecided = match.stoppedBy >= 0 ? match.stoppedBy : match.firstUnknown
    return { rule, route, isIncomplete, missing: isIncomplete ? missingOfRule(policy, undecided, slots) : [] }
  }
  const step = traceRoutes(policy, match, slots)
  steps.push(step)
  return { rule, route, isIncomplete, missing: [...new Set(step.unknown.flatMap((unknown) => unknown.missing))] }
}

function missingOfRule(policy: CompiledPolicy, ruleIndex: number, slots: LeadSlots): readonly string[] {
  const condition = policy.rules[ruleIndex].when
  return condition === null ? [] : missingFields(policy, condition.expression, slots)
}

/** Asks again every rule from the first unknown one up to the one that decided: all others are known to be false. */
function traceRoutes(policy: CompiledPolicy, match: RuleMatch, slots: LeadSlots): TraceStep & { kind: 'routes' } {
  const last = lastAsked(policy, match)
  const unknown: (TraceStep & { kind: 'routes' })['unknown'][number][] = []
  let unknownCut = 0
  for (let index = match.firstUnknown; index >= 0 && index <= last; index += 1) {
    if (index === match.ruleIndex || policy.conditionOf(index)(slots, []) !== undefined) continue
    if (unknown.length >= UNKNOWN_RULES_KEPT_MAX) {
      unknownCut += 1
      continue
    }
    const { id, routeId } = policy.rules[index]
    unknown.push({ ruleId: id, routeId, index, missing: missingOfRule(policy, index, slots) })
  }
  const matched = match.ruleIndex < 0 ? null : policy.rules[match.ruleIndex]
  return {
    kind: 'routes',
    asked: last + 1,
    total: policy.rules.length,
    matched: matched === null ? null : { ruleId: matched.id, routeId: matched.routeId, index: match.ruleIndex },
    unknown,
    unknownCut,
    stoppedBy: match.stoppedBy < 0 ? null : policy.rules[match.stoppedBy].id,
  }
}

function lastAsked(policy: CompiledPolicy, match: RuleMatch): number {
  if (match.stoppedBy >= 0) return match.stoppedBy
  return match.ruleIndex >= 0 ? match.ruleIndex : policy.rules.length - 1
}
