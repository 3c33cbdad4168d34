import { endClocks } from '../commit/write-clocks.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { done } from './redecide-lead.ts'

/** The clock that a follow-up ends. */
const TOUCH_CLOCK = 'first_touch'

/** Records a follow-up. The first one ends the clock. */
export function touchLead(
  batch: Batch,
  lead: StoredLead,
  ask: { readonly by: string; readonly channel: string | null },
): CommandResult {
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: lead.leadId } }
  if (lead.ownerId === null) return { kind: 'failed', code: 'not_assigned', details: { lead: lead.leadId } }
  const isFirst = lead.touchedAtMs === null
  const clocks = endClocks(batch, lead, { reason: 'met', only: TOUCH_CLOCK })
  batch.tell({
    kind: 'lead.touched',
    leadId: lead.leadId,
    ownerId: lead.ownerId,
    body: { by: ask.by, channel: ask.channel, is_first: isFirst },
  })
  const touched = { ...lead, version: batch.version, touchedAtMs: lead.touchedAtMs ?? batch.nowMs, clocks }
  return done(batch, touched, isFirst ? null : { stayed: 'touched' })
}
