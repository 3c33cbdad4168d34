import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { isClosed, redecide, settleAttempt } from './redecide-lead.ts'

/** Tries a lead that waits, or was parked, once more. */
export function retryLead(batch: Batch, lead: StoredLead): CommandResult {
  const { leadId } = lead
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: leadId } }
  if (lead.hold === null) return { kind: 'failed', code: 'not_waiting', details: { lead: leadId } }
  return settleAttempt(batch, { lead, attempt: redecide(batch, lead, { cause: 'retry' }), cause: 'retry' })
}
