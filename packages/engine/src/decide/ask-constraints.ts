import type { CompiledConstraint, CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Truth } from '../language/expression.ts'
import type { Constraint, Target } from '../policy/policy.ts'
import type { TraceStep } from '../trace/decision.ts'
import type { LeadSlots } from './lead-slots.ts'
import { missingFields } from './missing-fields.ts'

/** What the hard rules leave: whom they require, to whom they bind. */
export type HardRules = {
  readonly requires: readonly CompiledConstraint[]
  /** Whom bindings that apply name. */
  readonly boundOwnerIds: readonly string[]
  /** Where bindings let the lead go: what all of them allow; `null` when none applies. */
  readonly boundTo: readonly Target[] | null
  readonly refusal: string | null
  /** Attributes whose absence left a hard rule undecided that may not be guessed. */
  readonly incomplete: readonly string[] | null
}

type Asking = { -readonly [Part in keyof HardRules]: HardRules[Part] } & {
  readonly requires: CompiledConstraint[]
  readonly boundOwnerIds: string[]
}

type Effect = (TraceStep & { kind: 'constraint' })['effect']

const noOwner: readonly never[] = []

/** Asks every hard rule in order, up to one that refuses. */
export function askConstraints(policy: CompiledPolicy, slots: LeadSlots, steps: TraceStep[] | null): HardRules {
  const asking: Asking = { requires: [], boundOwnerIds: [], boundTo: null, refusal: null, incomplete: null }
  for (const compiled of policy.constraints) {
    const { constraint, when } = compiled
    const result = when === null ? true : when(slots, noOwner)
    const effect = enforce(asking, compiled, { result, slots })
    // What is missing is slow to work out, and most unknown rules of most leads simply do not apply.
    if (effect === 'incomplete' || steps !== null) {
      const missing = result === undefined ? missingOf(policy, constraint, slots) : []
      if (effect === 'incomplete') asking.incomplete = union(asking.incomplete ?? [], missing)
      steps?.push({
        kind: 'constraint',
        constraintId: constraint.id,
        rule: constraint.kind,
        result: result ?? 'unknown',
        missing,
        effect,
        ownerId: effect === 'bound' ? (asking.boundOwnerIds.at(-1) ?? null) : null,
      })
    }
    if (asking.refusal !== null) break
  }
  return asking
}

function missingOf(policy: CompiledPolicy, { when }: Constraint, slots: LeadSlots): readonly string[] {
  return when === null ? [] : missingFields(policy, when.expression, slots)
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])]
}

function enforce(
  asking: Asking,
  compiled: CompiledConstraint,
  found: { readonly result: Truth; readonly slots: LeadSlots },
): Effect {
  const { constraint } = compiled
  if (found.result === false) return 'none'
  if (found.result === undefined && constraint.whenUnknown === 'skip') return 'none'
  if (found.result === undefined && constraint.whenUnknown === 'incomplete') return 'incomplete'
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
  const { place, bind: source, otherwise } = constraint
  const named: Target = { kind: 'bound', source, place }
  const allowed = [named, ...otherwise].flatMap((target) => resolved(target, slots))
  asking.boundTo = asking.boundTo === null ? allowed : asking.boundTo.filter((target) => allows(allowed, target))
  const ownerId = slots[source.slot]
  if (typeof ownerId !== 'string') return 'not_bound'
  asking.boundOwnerIds.push(ownerId)
  return 'bound'
}

/** The person behind an attribute, so that two bindings to one person are seen to agree; nothing where it names nobody. */
function resolved(target: Target, slots: LeadSlots): readonly Target[] {
  if (target.kind !== 'bound') return [target]
  const owner = slots[target.source.slot]
  return typeof owner === 'string' ? [{ kind: 'owner', owner, place: target.place }] : []
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
