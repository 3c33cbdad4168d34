import { planReassignment, type ReassignmentEvent } from '@rightful/engine'
import { countMove, leadHistory } from '../decide/lead-history.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { done, isClosed, mainAssignment, redecide, settleAttempt } from './redecide-lead.ts'

/** Something happened to a lead that somebody owns: by the policy's rules it moves, or stays and the answer says why. */
export function reassignLead(batch: Batch, lead: StoredLead, event: ReassignmentEvent): CommandResult {
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: lead.leadId } }
  const held = mainAssignment(lead)
  if (held === null) return { kind: 'failed', code: 'not_assigned', details: { lead: lead.leadId } }
  return moveByRules(batch, { lead: { ...lead, version: batch.version }, assignedAtMs: held.fromMs }, event)
}

/** The same for a lead whose row is to be written whatever comes of it. */
export function moveByRules(
  batch: Batch,
  { lead, assignedAtMs }: { readonly lead: StoredLead; readonly assignedAtMs: number },
  event: ReassignmentEvent,
): CommandResult {
  const history = leadHistory(lead)
  const policy = batch.memory.policy.policy.policy
  const plan = planReassignment(policy, event, { history, assignedAtMs, nowMs: batch.nowMs })
  if (plan.kind === 'stay') return done(batch, lead, { stayed: plan.because })
  const { excludedOwnerIds: excluded, keepOwner, cause } = plan
  const attempt = redecide(batch, lead, { cause, excluded, keepOwner })
  if (attempt.kind === 'decided') {
    const { outcome } = attempt.decided.decision
    const isKept = outcome.kind === 'assigned' && outcome.by === 'kept'
    // Nobody is worse than somebody slow: a breach alone never takes a lead from its owner into a queue.
    if (event.kind === 'breached' && outcome.kind === 'held') return done(batch, lead, { stayed: 'nobody_else' })
    const moves = isKept ? lead.moves : countMove(lead, cause)
    return settleAttempt(batch, { lead: { ...lead, moves }, attempt, cause })
  }
  return settleAttempt(batch, { lead, attempt, cause })
}
