import { MAIN_ROLE } from '@rightful/engine'
import { endClocks } from '../commit/write-clocks.ts'
import { countMove } from '../decide/lead-history.ts'
import { mainAssignment, ownedLead } from '../decide/owned-lead.ts'
import { type Batch, noteFreed } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { ended } from './close-lead.ts'
import { done, redecide, settleAttempt } from './redecide-lead.ts'

/** Why the owner gives the lead back, and whether somebody else is to have it. */
export type RejectAsk = { readonly reason: string; readonly reassign: boolean; readonly by: string }

/** The owner gives the lead back and is credited for it; somebody else gets it, or it is closed as none. */
export function rejectLead(batch: Batch, lead: StoredLead, ask: RejectAsk): CommandResult {
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: lead.leadId } }
  const held = mainAssignment(lead)
  if (held === null) return { kind: 'failed', code: 'not_assigned', details: { lead: lead.leadId } }
  const { ownerId } = held
  // It is decided before the credit is entered, so that the decision stands on the state of the version before.
  const attempt = ask.reassign ? redecide(batch, lead, { cause: 'rejected', excluded: [ownerId] }) : null
  const of = { ...ownedLead(held), leadId: lead.leadId, atMs: batch.nowMs }
  batch.memory.state.reject(of, ask.reason)
  noteFreed(batch, held)
  batch.endedAssignments.push({ leadId: lead.leadId, role: MAIN_ROLE, reason: 'rejected' })
  const { reason, by } = ask
  batch.tell({ kind: 'lead.rejected', leadId: lead.leadId, ownerId, body: { previous_owner_id: ownerId, reason, by } })
  if (attempt === null) return closeRejected(batch, lead, ask)
  const without = { ...lead, ownerId: null, poolId: null, moves: countMove(lead, 'rejected') }
  if (attempt.kind === 'failed') {
    // It is parked, and nobody has it then in any role.
    endOtherRoles(batch, lead)
    const clocks = endClocks(batch, lead, { reason: 'reassigned' })
    return settleAttempt(batch, { lead: { ...without, clocks }, attempt, cause: 'rejected' })
  }
  const assignments = lead.assignments.map((of) => (of === held ? { ...of, toMs: batch.nowMs } : of))
  return settleAttempt(batch, { lead: { ...without, assignments }, attempt, cause: 'rejected' })
}

function closeRejected(batch: Batch, lead: StoredLead, { reason, by }: RejectAsk): CommandResult {
  endOtherRoles(batch, lead)
  return done(batch, ended(batch, lead, { as: 'disqualified', reason, by }), null)
}

function endOtherRoles(batch: Batch, lead: StoredLead): void {
  for (const held of lead.assignments) {
    if (held.toMs !== null || held.role === MAIN_ROLE) continue
    batch.memory.state.close(ownedLead(held))
    batch.endedAssignments.push({ leadId: lead.leadId, role: held.role, reason: 'rejected' })
    noteFreed(batch, held)
  }
}
