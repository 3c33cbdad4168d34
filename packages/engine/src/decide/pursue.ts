import type { Target } from '../policy/policy.ts'
import type { FallbackCause, HoldReason, Outcome } from '../trace/decision.ts'
import { awaitedFields } from './awaited-fields.ts'
import {
  chooseFromPool,
  chooseLookingAhead,
  mayKeepFromPool,
  mayKeepByName,
  pickFromPool,
  testOwner,
} from './candidates.ts'
import { type FailedPlace, whyNobody } from './failed-places.ts'
import { type Plan, holdReasonOf } from './plan.ts'
import type { Pursuit } from './pursuit.ts'
import { retryAtMs } from './retry-at.ts'

/** Where a lead waits when the policy names no queue for it. */
export const DEFAULT_QUEUE = 'waiting'

/** Finds the main owner: by the plan's own list, then by the fallbacks the policy names. */
export function pursue(pursuit: Pursuit, keepOwner: boolean): Outcome {
  const { plan } = pursuit
  if (plan.hardRules.refusal !== null) return refuse(pursuit, plan.hardRules.refusal)
  const kept = keepOwner ? keepCurrentOwner(pursuit, plan.targets) : null
  if (kept !== null) return kept
  const waiting = waitForAttributes(pursuit)
  if (waiting !== null) return waiting
  if (plan.because === 'unmatched' || plan.because === 'incomplete') {
    pursuit.steps?.push({ kind: 'fallback', name: plan.because, because: causeOf(plan), missing: plan.missing })
  }
  const failed: FailedPlace[] = []
  const found = tryTargets(pursuit, plan.targets, { holdReason: () => holdReasonOf(plan.because), failed })
  return found ?? pursueNobody(pursuit, failed)
}

/** Gives the lead to one person by hand, if the hard rules, their absences and their caps let them have it. */
export function pursueByHand(pursuit: Pursuit, ownerId: string): Outcome {
  const { plan } = pursuit
  if (plan.hardRules.refusal !== null) return refuse(pursuit, plan.hardRules.refusal)
  const removal = testOwner(pursuit, ownerId)
  pursuit.steps?.push({ kind: 'owner', ownerId, by: 'hand', removal })
  if (removal === null) return assign(pursuit, { ownerId, poolId: null, by: 'hand' })
  return holdNobody(pursuit, DEFAULT_QUEUE, [{ kind: 'person', ownerId, removal }])
}

/**
 * Finds the owner of a further role: who holds it, if they may, else by its own list, else the lead waits for one; nobody
 * else is drawn in. A binding names the lead's owner only; the hard rules that require something hold for every role.
 */
export function pursueRole(pursuit: Pursuit, targets: readonly Target[]): Outcome {
  const failed: FailedPlace[] = []
  return (
    keepCurrentOwner(pursuit, targets) ??
    tryTargets(pursuit, targets, { holdReason: () => 'nobody_eligible', failed }) ??
    lookAhead(pursuit, targets) ??
    holdNobody(pursuit, DEFAULT_QUEUE, failed)
  )
}

function causeOf(plan: Plan): FallbackCause {
  if (plan.because === 'unmatched') return 'no_route_true'
  return plan.hardRules.incomplete === null ? 'route_unknown' : 'hard_rule_unknown'
}

/** Whoever has the lead keeps it where a place of the list could give it to them; only a binding to somebody else goes before. */
function keepCurrentOwner(pursuit: Pursuit, targets: readonly Target[]): Outcome | null {
  const { currentOwnerId: ownerId } = pursuit
  if (ownerId === null) return null
  for (const target of targets) {
    const named = ownerNamedBy(pursuit, target)
    if (named !== null && named !== ownerId && isBoundTo(pursuit, named) && testOwner(pursuit, named) === null)
      return null
    const isIn = target.kind === 'pool' && mayKeepFromPool(pursuit, target.pool, ownerId)
    if (!isIn && (named !== ownerId || !mayKeepByName(pursuit, ownerId))) continue
    pursuit.steps?.push({ kind: 'owner', ownerId, by: 'kept', removal: null })
    return { kind: 'assigned', ownerId, poolId: target.kind === 'pool' ? target.pool : null, by: 'kept' }
  }
  return null
}

function isBoundTo({ plan }: Pursuit, ownerId: string): boolean {
  return plan.hardRules.boundOwnerIds.includes(ownerId)
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
function pursueNobody(pursuit: Pursuit, failed: FailedPlace[]): Outcome {
  const { plan, policy } = pursuit
  const { then } = policy.policy.fallback.nobody
  const ahead = lookAhead(pursuit, plan.targets)
  if (ahead !== null) return ahead
  if (plan.hardRules.boundTo !== null) {
    return hold(pursuit, firstQueue(then), {
      reason: 'constraints_leave_nobody',
      retryAtMs: retryAtMs(pursuit, failed),
    })
  }
  // The places that are tried now are no part of why the plan's own list had nobody.
  const own = failed.slice()
  const because = (): FallbackCause & HoldReason => whyNobody(pursuit, own)
  pursuit.steps?.push({ kind: 'fallback', name: 'nobody', because: because(), missing: [] })
  const found = tryTargets(pursuit, then, { holdReason: because, failed })
  return found ?? hold(pursuit, DEFAULT_QUEUE, { reason: because(), retryAtMs: retryAtMs(pursuit, failed) })
}

function lookAhead(pursuit: Pursuit, targets: readonly Target[]): Outcome | null {
  const seconds = pursuit.policy.policy.fallback.nobody.lookAheadSeconds
  if (seconds === 0) return null
  for (const target of targets) {
    if (target.kind !== 'pool') continue
    const choice = chooseLookingAhead(pursuit, target.pool, seconds)
    if (choice.ownerId === null) continue
    pursuit.steps?.push({ kind: 'pool', choice, lookAhead: true })
    return assign(pursuit, { ownerId: choice.ownerId, poolId: target.pool, by: 'look_ahead' })
  }
  return null
}

/** How targets are tried: what failed so far is added to `failed`, and a hold among them carries the reason. */
type Trying = { readonly holdReason: () => HoldReason; readonly failed: FailedPlace[] }

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
      return tryOwner(pursuit, target, on.failed)
    case 'hold':
      return hold(pursuit, target.queue, { reason: on.holdReason(), retryAtMs: retryAtMs(pursuit, on.failed) })
    case 'refuse':
      return refuse(pursuit, target.reason)
  }
}

function tryPool(pursuit: Pursuit, poolId: string, failed: FailedPlace[]): Outcome | null {
  const { steps } = pursuit
  const choice = steps === null ? null : chooseFromPool(pursuit, poolId)
  if (choice !== null) steps?.push({ kind: 'pool', choice, lookAhead: false })
  const ownerId = choice === null ? pickFromPool(pursuit, poolId) : choice.ownerId
  if (ownerId !== null) return assign(pursuit, { ownerId, poolId, by: 'pool' })
  failed.push({ kind: 'pool', poolId, choice })
  return null
}

function tryOwner(
  pursuit: Pursuit,
  target: Target & { readonly kind: 'owner' | 'bound' },
  failed: FailedPlace[],
): Outcome | null {
  const ownerId = ownerNamedBy(pursuit, target)
  if (ownerId === null) return null
  const isBound = target.kind === 'bound' || isBoundTo(pursuit, ownerId)
  const by = isBound ? 'bound' : 'named'
  const removal = testOwner(pursuit, ownerId)
  pursuit.steps?.push({ kind: 'owner', ownerId, by, removal })
  if (removal === null) return assign(pursuit, { ownerId, poolId: null, by })
  failed.push({ kind: 'person', ownerId, removal })
  return null
}

/** Who is chosen and has the lead already keeps it: it is no lead more for them. */
function assign({ currentOwnerId }: Pursuit, chosen: Omit<Outcome & { readonly kind: 'assigned' }, 'kind'>): Outcome {
  const by = chosen.ownerId === currentOwnerId ? 'kept' : chosen.by
  return { kind: 'assigned', ownerId: chosen.ownerId, poolId: chosen.poolId, by }
}

function ownerNamedBy(pursuit: Pursuit, target: Target): string | null {
  if (target.kind === 'owner') return target.owner
  if (target.kind !== 'bound') return null
  const value = pursuit.slots[target.source.slot]
  return typeof value === 'string' ? value : null
}

function holdNobody(pursuit: Pursuit, queue: string, failed: readonly FailedPlace[]): Outcome {
  return hold(pursuit, queue, { reason: whyNobody(pursuit, failed), retryAtMs: retryAtMs(pursuit, failed) })
}

function hold(
  pursuit: Pursuit,
  queue: string,
  why: { readonly reason: HoldReason; readonly retryAtMs: number | null },
): Outcome {
  pursuit.steps?.push({ kind: 'hold', queue, reason: why.reason })
  return { kind: 'held', queue, reason: why.reason, retryAtMs: why.retryAtMs }
}

function refuse(pursuit: Pursuit, reason: string): Outcome {
  pursuit.steps?.push({ kind: 'refuse', reason })
  return { kind: 'refused', reason }
}

function firstQueue(targets: readonly Target[]): string {
  const target = targets.find((one) => one.kind === 'hold')
  return target?.kind === 'hold' ? target.queue : DEFAULT_QUEUE
}
