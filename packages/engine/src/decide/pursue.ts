import type { Target } from '../policy/policy.ts'
import type { Choice, FallbackCause, HoldReason, Outcome } from '../trace/decision.ts'
import { awaitedFields } from './awaited-fields.ts'
import { chooseFromPool, chooseLookingAhead, isEligibleMember, pickFromPool, testOwner } from './candidates.ts'
import { type Plan, holdReasonOf } from './plan.ts'
import type { Pursuit } from './pursuit.ts'

/** Where a lead waits when the policy names no queue for it. */
export const DEFAULT_QUEUE = 'waiting'

/** Finds the main owner: by the plan's own list, then by the fallbacks the policy names. */
export function pursue(pursuit: Pursuit, keepOwner: boolean): Outcome {
  const { plan } = pursuit
  if (plan.hardRules.refusal !== null) return refuse(pursuit, plan.hardRules.refusal)
  const kept = keepOwner ? keepCurrentOwner(pursuit) : null
  if (kept !== null) return kept
  const waiting = waitForAttributes(pursuit)
  if (waiting !== null) return waiting
  if (plan.because === 'unmatched' || plan.because === 'incomplete') {
    pursuit.steps?.push({ kind: 'fallback', name: plan.because, because: causeOf(plan), missing: plan.missing })
  }
  const failed: Failed[] = []
  const found = tryTargets(pursuit, plan.targets, { holdReason: () => holdReasonOf(plan.because), failed })
  return found ?? pursueNobody(pursuit, failed)
}

/** Finds the owner of a further role: its own list, else the lead waits for one; nobody else is drawn in. */
export function pursueRole(pursuit: Pursuit, targets: readonly Target[]): Outcome {
  const failed: Failed[] = []
  // A binding names the lead's owner; who holds its further roles is the route's to say.
  const free: Pursuit = {
    ...pursuit,
    plan: { ...pursuit.plan, hardRules: { ...pursuit.plan.hardRules, binding: null, boundTo: null } },
  }
  const found = tryTargets(free, targets, { holdReason: () => 'nobody_eligible', failed })
  return found ?? lookAhead(free, targets) ?? holdForNobody(free, DEFAULT_QUEUE, failed)
}

/** A pool that had nobody for the lead. In brief it is only named: why is worked out when the outcome depends on it. */
type Failed = Choice | string

/** How targets are tried: what failed so far is added to `failed`, and a hold among them carries the reason. */
type Trying = { readonly holdReason: () => HoldReason; readonly failed: Failed[] }

function explain(pursuit: Pursuit, failed: readonly Failed[]): readonly Choice[] {
  return failed.map((one) => (typeof one === 'string' ? chooseFromPool(pursuit, one) : one))
}

function causeOf(plan: Plan): FallbackCause {
  if (plan.because === 'unmatched') return 'no_route_true'
  return plan.hardRules.incomplete === null ? 'route_unknown' : 'hard_rule_unknown'
}

function keepCurrentOwner(pursuit: Pursuit): Outcome | null {
  const ownerId = pursuit.history.currentOwnerId
  if (ownerId === null || pursuit.history.excludedOwnerIds.includes(ownerId)) return null
  for (const target of pursuit.plan.targets) {
    if (target.kind === 'pool') {
      if (!isEligibleMember(pursuit, target.pool, ownerId)) continue
      pursuit.steps?.push({ kind: 'owner', ownerId, by: 'kept', removal: null })
      return { kind: 'assigned', ownerId, poolId: target.pool, by: 'kept' }
    }
    if (ownerNamedBy(pursuit, target) !== ownerId || testOwner(pursuit, ownerId) !== null) continue
    pursuit.steps?.push({ kind: 'owner', ownerId, by: 'kept', removal: null })
    return { kind: 'assigned', ownerId, poolId: null, by: 'kept' }
  }
  return null
}

function waitForAttributes(pursuit: Pursuit): Outcome | null {
  const missing = awaitedFields(pursuit.policy, pursuit.plan, pursuit.slots)
  if (missing === null) return null
  const { waitSeconds, then } = pursuit.policy.policy.fallback.incomplete
  const untilMs = pursuit.history.receivedAtMs + waitSeconds * 1000
  if (untilMs <= pursuit.nowMs) return null
  pursuit.steps?.push({ kind: 'wait', untilMs, missing })
  return hold(pursuit, firstQueue(then), { reason: 'waiting_for_attributes', retryAtMs: untilMs })
}

/** When the plan's own list yields nobody. A binding is never widened: such a lead looks ahead, then waits. */
function pursueNobody(pursuit: Pursuit, failed: Failed[]): Outcome {
  const { plan, policy } = pursuit
  const { then } = policy.policy.fallback.nobody
  const ahead = lookAhead(pursuit, plan.targets)
  if (ahead !== null) return ahead
  if (plan.hardRules.boundTo !== null) {
    const retryAtMs = soonest(explain(pursuit, failed))
    return hold(pursuit, firstQueue(then), { reason: 'constraints_leave_nobody', retryAtMs })
  }
  // The pools that are tried now are no part of why the plan's own list had nobody.
  const own = failed.slice()
  const because = (): 'constraints_leave_nobody' | 'nobody_eligible' => reasonOf(explain(pursuit, own))
  pursuit.steps?.push({ kind: 'fallback', name: 'nobody', because: because(), missing: [] })
  const found = tryTargets(pursuit, then, { holdReason: because, failed })
  return found ?? holdForNobody(pursuit, DEFAULT_QUEUE, failed)
}

function lookAhead(pursuit: Pursuit, targets: readonly Target[]): Outcome | null {
  const seconds = pursuit.policy.policy.fallback.nobody.lookAheadSeconds
  if (seconds === 0) return null
  for (const target of targets) {
    if (target.kind !== 'pool') continue
    const choice = chooseLookingAhead(pursuit, target.pool, seconds)
    if (choice.ownerId === null) continue
    pursuit.steps?.push({ kind: 'pool', choice, lookAhead: true })
    return { kind: 'assigned', ownerId: choice.ownerId, poolId: target.pool, by: 'look_ahead' }
  }
  return null
}

function tryTargets(pursuit: Pursuit, targets: readonly Target[], on: Trying): Outcome | null {
  for (const target of targets) {
    const outcome = tryTarget(pursuit, target, on)
    if (outcome !== null) return outcome
  }
  return null
}

function tryTarget(pursuit: Pursuit, target: Target, on: Trying): Outcome | null {
  switch (target.kind) {
    case 'pool':
      return tryPool(pursuit, target.pool, on.failed)
    case 'owner':
    case 'bound':
      return tryOwner(pursuit, target)
    case 'hold':
      return hold(pursuit, target.queue, {
        reason: on.holdReason(),
        retryAtMs: soonest(explain(pursuit, on.failed)),
      })
    case 'refuse':
      return refuse(pursuit, target.reason)
  }
}

function tryPool(pursuit: Pursuit, poolId: string, failed: Failed[]): Outcome | null {
  const { steps } = pursuit
  const choice = steps === null ? null : chooseFromPool(pursuit, poolId)
  if (choice !== null) steps?.push({ kind: 'pool', choice, lookAhead: false })
  const ownerId = choice === null ? pickFromPool(pursuit, poolId) : choice.ownerId
  if (ownerId !== null) return { kind: 'assigned', ownerId, poolId, by: 'pool' }
  failed.push(choice ?? poolId)
  return null
}

function tryOwner(pursuit: Pursuit, target: Target & { readonly kind: 'owner' | 'bound' }): Outcome | null {
  const ownerId = ownerNamedBy(pursuit, target)
  if (ownerId === null) return null
  const by = target.kind === 'bound' || pursuit.plan.hardRules.binding?.ownerId === ownerId ? 'bound' : 'named'
  const removal = testOwner(pursuit, ownerId)
  pursuit.steps?.push({ kind: 'owner', ownerId, by, removal })
  return removal === null ? { kind: 'assigned', ownerId, poolId: null, by } : null
}

function ownerNamedBy(pursuit: Pursuit, target: Target): string | null {
  if (target.kind === 'owner') return target.owner
  if (target.kind !== 'bound') return null
  const value = pursuit.slots[target.source.slot]
  return typeof value === 'string' ? value : null
}

function hold(
  pursuit: Pursuit,
  queue: string,
  why: { readonly reason: HoldReason; readonly retryAtMs: number | null },
): Outcome {
  pursuit.steps?.push({ kind: 'hold', queue, reason: why.reason })
  return { kind: 'held', queue, ...why }
}

function holdForNobody(pursuit: Pursuit, queue: string, failed: readonly Failed[]): Outcome {
  const choices = explain(pursuit, failed)
  return hold(pursuit, queue, { reason: reasonOf(choices), retryAtMs: soonest(choices) })
}

function refuse(pursuit: Pursuit, reason: string): Outcome {
  pursuit.steps?.push({ kind: 'refuse', reason })
  return { kind: 'refused', reason }
}

function firstQueue(targets: readonly Target[]): string {
  const target = targets.find((one) => one.kind === 'hold')
  return target?.kind === 'hold' ? target.queue : DEFAULT_QUEUE
}

/** `constraints_leave_nobody` when hard rules removed somebody and all others who were asked are gone for good. */
function reasonOf(failed: readonly Choice[]): 'constraints_leave_nobody' | 'nobody_eligible' {
  const isByRule = failed.some(({ nobodyFor }) => nobodyFor === 'hard_rules')
  return isByRule && !failed.some(({ nobodyFor }) => nobodyFor === 'now')
    ? 'constraints_leave_nobody'
    : 'nobody_eligible'
}

/** The first instant at which time alone could free somebody who was asked. */
function soonest(failed: readonly Choice[]): number | null {
  const instants = failed.flatMap((choice) => (choice.freesAtMs === null ? [] : [choice.freesAtMs]))
  return instants.length === 0 ? null : Math.min(...instants)
}
