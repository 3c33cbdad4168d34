import type { Policy, ReassignRule } from '../policy/policy.ts'
import type { LeadHistory } from '../trace/decision.ts'

/** What happened to a lead that has an owner. */
export type ReassignmentEvent =
  | { readonly kind: 'changed'; readonly fields: readonly string[] }
  | { readonly kind: 'owner_unavailable' }
  | { readonly kind: 'breached'; readonly clock: string }

/** Whether the event moves the lead, by which rule, or why it stays. */
export type ReassignmentPlan =
  | {
      readonly kind: 'reassign'
      readonly rule: ReassignRule
      readonly keepOwner: boolean
      /** Whom the next evaluation must not choose. */
      readonly excludedOwnerIds: readonly string[]
    }
  | { readonly kind: 'stay'; readonly because: 'no_rule' | 'touched' | 'moved_often_enough' | 'cooling_down' }

/**
 * Whether an event calls for deciding again, by the policy's `reassign` rules in order: the first rule for the event
 * that still holds is taken. The previous owners that a rule excludes include the current one, unless they are to be kept.
 */
export function planReassignment(
  policy: Policy,
  event: ReassignmentEvent,
  lead: { readonly history: LeadHistory; readonly assignedAtMs: number; readonly nowMs: number },
): ReassignmentPlan {
  let because: (ReassignmentPlan & { kind: 'stay' })['because'] = 'no_rule'
  for (const rule of policy.reassign) {
    if (!concerns(rule, event)) continue
    const obstacle = obstacleTo(rule, lead)
    if (obstacle === null) return reassignBy(rule, lead.history)
    because = obstacle
  }
  return { kind: 'stay', because }
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
  lead: { readonly history: LeadHistory; readonly assignedAtMs: number; readonly nowMs: number },
): 'touched' | 'moved_often_enough' | 'cooling_down' | null {
  if (rule.until === 'touched' && lead.history.isTouched) return 'touched'
  if (rule.atMost !== null && lead.history.reassignedCount >= rule.atMost) return 'moved_often_enough'
  return lead.nowMs - lead.assignedAtMs < rule.coolDownSeconds * 1000 ? 'cooling_down' : null
}

function reassignBy(rule: ReassignRule, history: LeadHistory): ReassignmentPlan {
  const current = history.currentOwnerId === null || rule.keepOwnerIfEligible ? [] : [history.currentOwnerId]
  const earlier = history.previousOwnerIds.slice(0, rule.excludePreviousOwners)
  const excludesCurrent = rule.on.kind !== 'changed'
  const excludedOwnerIds = [...(excludesCurrent ? current : []), ...earlier]
  return { kind: 'reassign', rule, keepOwner: rule.keepOwnerIfEligible, excludedOwnerIds }
}
