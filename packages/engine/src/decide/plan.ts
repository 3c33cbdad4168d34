import type { CompiledConstraint, CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Truth } from '../language/expression.ts'
import type { Constraint, Target } from '../policy/policy.ts'
import type { HoldReason, TraceStep } from '../trace/decision.ts'
import type { LeadSlots } from './lead-slots.ts'
import { missingFields } from './missing-fields.ts'
import { type RoutesAsked, askRoutes } from './ask-routes.ts'

/** A constraint that binds the lead to one owner. `targets` are its owner, then its `otherwise`. */
export type Binding = { readonly constraintId: string; readonly ownerId: string }

/** What the hard rules leave: whom they require, to whom they bind. */
export type HardRules = {
  readonly requires: readonly CompiledConstraint[]
  readonly binding: Binding | null
  /** Where a binding sends the lead: its owner first, then `otherwise`. */
  readonly boundTo: readonly Target[] | null
  readonly refusal: string | null
  /** Attributes whose absence left a hard rule undecided that may not be guessed. */
  readonly incomplete: readonly string[] | null
}

/** Where a lead may go and under which hard rules, before anybody is looked at. */
export type Plan = {
  readonly hardRules: HardRules
  readonly routes: RoutesAsked
  readonly missing: readonly string[]
  /** Why `targets` are these; a hold reached through them carries it. */
  readonly because: 'route' | 'bound' | 'refused' | 'unmatched' | 'incomplete'
  readonly targets: readonly Target[]
}

/** Asks the hard rules in order, then the routes. Pure; `steps` receives the trace. */
export function planLead(policy: CompiledPolicy, slots: LeadSlots, steps: TraceStep[] | null): Plan {
  const hardRules = askConstraints(policy, slots, steps)
  if (hardRules.refusal !== null) {
    return { hardRules, routes: noRoutes, missing: [], because: 'refused', targets: [] }
  }
  const routes = askRoutes(policy, slots, steps)
  const missing = hardRules.incomplete === null ? routes.missing : union(hardRules.incomplete, routes.missing)
  const { fallback } = policy.policy
  if (hardRules.incomplete !== null) {
    return { hardRules, routes: noRoutes, missing, because: 'incomplete', targets: fallback.incomplete.then }
  }
  if (hardRules.boundTo !== null) return { hardRules, routes, missing, because: 'bound', targets: hardRules.boundTo }
  if (routes.rule !== null) return { hardRules, routes, missing, because: 'route', targets: routes.rule.to }
  if (routes.isIncomplete) {
    return { hardRules, routes, missing, because: 'incomplete', targets: fallback.incomplete.then }
  }
  return { hardRules, routes, missing, because: 'unmatched', targets: fallback.unmatched }
}

const noRoutes: RoutesAsked = { rule: null, route: null, isIncomplete: false, missing: [] }

/** The reason a hold carries when a plan's own list leads to it. */
export function holdReasonOf(because: Plan['because']): HoldReason {
  return because === 'unmatched' || because === 'incomplete' ? because : 'nobody_eligible'
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])]
}

type Asking = {
  readonly requires: CompiledConstraint[]
  binding: Binding | null
  boundTo: readonly Target[] | null
  refusal: string | null
  incomplete: string[] | null
}

function askConstraints(policy: CompiledPolicy, slots: LeadSlots, steps: TraceStep[] | null): HardRules {
  const asking: Asking = { requires: [], binding: null, boundTo: null, refusal: null, incomplete: null }
  for (const compiled of policy.constraints) {
    const result = compiled.when === null ? true : compiled.when(slots, noOwner)
    const missing =
      result === undefined && compiled.constraint.when !== null
        ? missingFields(policy, compiled.constraint.when.expression, slots)
        : []
    const effect = enforce(asking, compiled, { result, missing, slots })
    steps?.push({
      kind: 'constraint',
      constraintId: compiled.constraint.id,
      rule: compiled.constraint.kind,
      result,
      missing,
      effect,
      ownerId: effect === 'bound' ? boundOwnerOf(compiled.constraint, slots) : null,
    })
    if (asking.refusal !== null) break
  }
  return asking
}

const noOwner: readonly never[] = []

function boundOwnerOf(constraint: Constraint, slots: LeadSlots): string | null {
  const ownerId = constraint.kind === 'bind' ? slots[constraint.bind.slot] : undefined
  return typeof ownerId === 'string' ? ownerId : null
}

function enforce(
  asking: Asking,
  compiled: CompiledConstraint,
  found: { readonly result: Truth; readonly missing: readonly string[]; readonly slots: LeadSlots },
): (TraceStep & { kind: 'constraint' })['effect'] {
  const { constraint } = compiled
  if (found.result === false) return 'none'
  if (found.result === undefined && constraint.whenUnknown === 'skip') return 'none'
  if (found.result === undefined && constraint.whenUnknown === 'incomplete') {
    asking.incomplete = [...(asking.incomplete ?? []), ...found.missing]
    return 'incomplete'
  }
  switch (constraint.kind) {
    case 'require':
      asking.requires.push(compiled)
      return 'applies'
    case 'refuse':
      asking.refusal = constraint.reason
      return 'refused'
    case 'bind':
      return bind(asking, constraint, found.slots)
  }
}

/**
 * A binding allows its owner, then its own alternatives, and nobody else. When several apply, only what all of
 * them allow is left; with nobody to bind to, only the alternatives are.
 */
function bind(
  asking: Asking,
  constraint: Constraint & { readonly kind: 'bind' },
  slots: LeadSlots,
): 'bound' | 'not_bound' {
  const ownerId = slots[constraint.bind.slot]
  const isBound = typeof ownerId === 'string'
  const allowed: readonly Target[] = isBound
    ? [{ kind: 'owner', owner: ownerId, place: constraint.place }, ...constraint.otherwise]
    : constraint.otherwise
  asking.boundTo = asking.boundTo === null ? allowed : asking.boundTo.filter((target) => allows(allowed, target))
  if (!isBound) return 'not_bound'
  asking.binding ??= { constraintId: constraint.id, ownerId }
  return 'bound'
}

function allows(allowed: readonly Target[], target: Target): boolean {
  return allowed.some((one) => targetKey(one) === targetKey(target))
}

function targetKey(target: Target): string {
  switch (target.kind) {
    case 'pool':
      return `pool ${target.pool}`
    case 'owner':
      return `owner ${target.owner}`
    case 'bound':
      return `bound ${target.source.path}`
    case 'hold':
      return `hold ${target.queue}`
    case 'refuse':
      return `refuse ${target.reason}`
  }
}
