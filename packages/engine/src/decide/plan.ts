import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Target } from '../policy/policy.ts'
import type { HoldReason, TraceStep } from '../trace/decision.ts'
import { type HardRules, askConstraints } from './ask-constraints.ts'
import { type RoutesAsked, askRoutes } from './ask-routes.ts'
import type { LeadSlots } from './lead-slots.ts'

/** Where a lead may go and under which hard rules, before anybody is looked at. */
export type Plan = {
  readonly hardRules: HardRules
  readonly routes: RoutesAsked
  /** Attributes whose absence left something undecided. */
  readonly missing: readonly string[]
  /** Why `targets` are these; a hold reached through them carries it. */
  readonly because: 'route' | 'bound' | 'refused' | 'unmatched' | 'incomplete'
  readonly targets: readonly Target[]
}

/**
 * Asks the hard rules in order, then the routes. Routes cannot take a lead that a hard rule refuses or leaves incomplete, so
 * they are not asked for it. Pure; `steps` receives the trace.
 */
export function planLead(policy: CompiledPolicy, slots: LeadSlots, steps: TraceStep[] | null): Plan {
  const { fallback } = policy.policy
  const hardRules = askConstraints(policy, slots, steps)
  const { boundTo } = hardRules
  if (hardRules.refusal !== null) {
    return { hardRules, routes: noRoutes, missing: [], because: 'refused', targets: [] }
  }
  if (hardRules.incomplete !== null) {
    const { then } = fallback.incomplete
    const targets = boundTo === null ? then : withinBinding(then, boundTo)
    return { hardRules, routes: noRoutes, missing: hardRules.incomplete, because: 'incomplete', targets }
  }
  const routes = askRoutes(policy, slots, steps)
  const { missing } = routes
  if (boundTo !== null) return { hardRules, routes, missing, because: 'bound', targets: boundTo }
  if (routes.rule !== null) return { hardRules, routes, missing, because: 'route', targets: routes.rule.to }
  if (routes.isIncomplete) {
    return { hardRules, routes, missing, because: 'incomplete', targets: fallback.incomplete.then }
  }
  return { hardRules, routes, missing, because: 'unmatched', targets: fallback.unmatched }
}

const noRoutes: RoutesAsked = { rule: null, route: null, isIncomplete: false, missing: [] }

/** Whether an incomplete lead may be given to anybody is the fallback's to say; to whom, the binding's. */
function withinBinding(targets: readonly Target[], boundTo: readonly Target[]): readonly Target[] {
  const ends = targets.filter(({ kind }) => kind === 'hold' || kind === 'refuse')
  return ends.length === targets.length ? targets : [...boundTo, ...ends]
}

/** The reason a hold carries when a plan's own list leads to it. */
export function holdReasonOf(because: Plan['because']): HoldReason {
  return because === 'unmatched' || because === 'incomplete' ? because : 'nobody_eligible'
}
