import { writeHold } from '../commit/write-outcome.ts'
import { viewOf } from '../commit/write-lead.ts'
import type { DecisionAttempt } from '../decide/attempt-decision.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { redecide, settleAttempt } from './redecide-lead.ts'

/** Tries a lead that waits, or was parked, once more. One that waits on as before leaves no new decision, only a further try. */
export function retryLead(batch: Batch, lead: StoredLead): CommandResult {
  const { leadId } = lead
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: leadId } }
  if (lead.hold === null) return { kind: 'failed', code: 'not_waiting', details: { lead: leadId } }
  const attempt = redecide(batch, lead, { cause: 'retry', excluded: rejectedBy(lead) })
  if (attempt.kind === 'decided' && waitsOn(lead, attempt)) {
    writeHold(batch, lead, attempt.decided)
    return { kind: 'done', lead: viewOf(lead), decision: null, isNew: false, stayed: 'waiting' }
  }
  return settleAttempt(batch, { lead, attempt, cause: 'retry' })
}

/** Whoever gave the lead back as none does not get it again just because it waited. */
function rejectedBy({ assignments }: StoredLead): readonly string[] {
  return [...new Set(assignments.flatMap(({ endReason, ownerId }) => (endReason === 'rejected' ? [ownerId] : [])))]
}

function waitsOn({ hold }: StoredLead, { decided }: DecisionAttempt & { kind: 'decided' }): boolean {
  const { outcome } = decided.decision
  return outcome.kind === 'held' && outcome.queue === hold?.queue && outcome.reason === hold.reason
}
