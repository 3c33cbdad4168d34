import type { Policy, ReassignRule } from '../policy/policy.ts'
import type { LeadHistory, ReassignmentCause } from '../trace/lead-history.ts'

/** What happened to a lead that has an owner. */
export type ReassignmentEvent =
  /** Attributes have other values than when the lead was decided last. */
  | { readonly kind: 'changed'; readonly fields: readonly string[] }
  | { readonly kind: 'owner_unavailable' }
  | { readonly kind: 'breached'; readonly clock: string }

/** Why a lead stays with its owner whatever happened. */
export type StayReason = 'no_rule' | 'touched' | 'moved_often_enough' | 'cooling_down'

/** Whether the event moves the lead, by which rule, or why it stays. */
export type ReassignmentPlan =
  | {
      readonly kind: 'reassign'
      readonly rule: ReassignRule
      /** To count this reassignment by, in `LeadHistory.reassignedBy`. */
      readonly cause: ReassignmentCause
      /** For `DecisionInput.keepOwner`. */
      readonly keepOwner: boolean
      /** For `LeadHistory.excludedOwnerIds`: whom the next evaluation must not choose. */
      readonly excludedOwnerIds: readonly string[]
    }
  | {
      readonly kind: 'stay'
      readonly because: StayReason
      /** Epoch ms at which the same event would move it after all (`cooling_down`); `null`: never. */
      readonly retryAtMs: number | null
    }

/** A lead that somebody owns, as far as moving it goes. */
export type OwnedLeadHistory = {
  readonly history: LeadHistory
  /** When its owner got it, epoch ms. */
  readonly assignedAtMs: number
  readonly nowMs: number
}

/**
 * Whether an event calls for deciding again, by the policy's `reassign` rules in order: the first rule for the event
 * that still holds is taken. Whether the lead is closed is the caller's to know: a closed lead is never moved.
 */
export function planReassignment(policy: Policy, event: ReassignmentEvent, lead: OwnedLeadHistory): ReassignmentPlan {
  const cause = causeOf(event)
  let stay: ReassignmentPlan & { kind: 'stay' } = { kind: 'stay', because: 'no_rule', retryAtMs: null }
  for (const rule of policy.reassign) {
    if (!concerns(rule, event)) continue
    const because = obstacleTo(rule, cause, lead)
    if (because === null) {
      const { keepOwnerIfEligible: keepOwner } = rule
      return { kind: 'reassign', rule, cause, keepOwner, excludedOwnerIds: excludedBy(rule, lead.history) }
    }
    const retryAtMs = because === 'cooling_down' ? coolAtMs(rule, lead) : null
    if (stay.retryAtMs === null || (retryAtMs !== null && retryAtMs < stay.retryAtMs)) {
      stay = { kind: 'stay', because, retryAtMs }
    }
  }
  return stay
}

/** Breaches of one clock are counted apart from those of another; everything else by its kind. */
function causeOf(event: ReassignmentEvent): ReassignmentCause {
  return event.kind === 'breached' ? `breached:${event.clock}` : event.kind
}

function concerns({ on }: ReassignRule, event: ReassignmentEvent): boolean {
  switch (on.kind) {
    case 'changed':
      return event.kind === 'changed' && event.fields.some((field) => on.fields.includes(field))
    case 'owner_unavailable':
      return event.kind === 'owner_unavailable'
    case 'breached':
      return event.kind === 'breached' && event.clock === on.clock
  }
}

function obstacleTo(
  rule: ReassignRule,
  cause: ReassignmentCause,
  lead: OwnedLeadHistory,
): Exclude<StayReason, 'no_rule'> | null {
  const { history } = lead
  if (rule.until === 'touched' && history.isTouched) return 'touched'
  if (rule.atMost !== null && timesMoved(history, cause) >= rule.atMost) return 'moved_often_enough'
  return lead.nowMs < coolAtMs(rule, lead) ? 'cooling_down' : null
}

/** A history that does not tell its reassignments apart counts them all: a guard against loops errs on the safe side. */
function timesMoved({ reassignedCount, reassignedBy }: LeadHistory, cause: ReassignmentCause): number {
  return reassignedBy === undefined ? reassignedCount : (reassignedBy[cause] ?? 0)
}

function coolAtMs(rule: ReassignRule, { assignedAtMs }: OwnedLeadHistory): number {
  return assignedAtMs + rule.coolDownSeconds * 1000
}

/**
 * The latest owners, as many as the rule excludes, the one who has the lead now first among them. Who is absent or let
 * the clock run out is excluded in any case, unless the rule keeps owners; after a change of the lead its owner may be chosen again.
 */
function excludedBy(rule: ReassignRule, { currentOwnerId, previousOwnerIds }: LeadHistory): readonly string[] {
  const mayStay = rule.keepOwnerIfEligible || rule.on.kind === 'changed'
  const earlier = [...new Set(previousOwnerIds)].filter((ownerId) => ownerId !== currentOwnerId)
  if (mayStay || currentOwnerId === null) return earlier.slice(0, rule.excludePreviousOwners)
  return [currentOwnerId, ...earlier].slice(0, Math.max(1, rule.excludePreviousOwners))
}
