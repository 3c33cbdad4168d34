import { endClocks } from '../commit/write-clocks.ts'
import { viewOf } from '../commit/write-lead.ts'
import { ownedLead } from '../decide/owned-lead.ts'
import { type Batch, noteFreed } from '../desk/batch.ts'
import type { CommandResult, LeadState } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { done } from './redecide-lead.ts'

/** How and why a lead ends. */
export type CloseAsk = {
  readonly as: 'converted' | 'disqualified' | 'withdrawn'
  readonly reason: string | null
  readonly by: string
}

/** Ends a lead: whoever has it has one open lead fewer, and nothing runs for it any more. */
export function closeLead(batch: Batch, lead: StoredLead, ask: CloseAsk): CommandResult {
  if (isClosed(lead)) {
    if (lead.state === ask.as) return done(batch, lead, { stayed: 'closed' })
    return { kind: 'failed', code: 'lead_closed', details: { lead: lead.leadId } }
  }
  for (const held of lead.assignments) {
    if (held.toMs !== null) continue
    batch.memory.state.close(ownedLead(held))
    batch.endedAssignments.push({ leadId: lead.leadId, role: held.role, reason: ask.as })
    noteFreed(batch, held)
  }
  return done(batch, ended(batch, lead, ask), null)
}

/** Takes a lead back that an import brought; one that somebody has followed up since it was found stays theirs. */
export function withdrawLead(batch: Batch, lead: StoredLead, { reason, by }: Omit<CloseAsk, 'as'>): CommandResult {
  if (lead.touchedAtMs === null || isClosed(lead)) return closeLead(batch, lead, { as: 'withdrawn', reason, by })
  return { kind: 'done', lead: viewOf(lead), decision: null, isNew: false, stayed: 'touched' }
}

/** Writes what the end of a lead means beside its assignments. */
export function ended(batch: Batch, lead: StoredLead, ask: CloseAsk): StoredLead {
  endClocks(batch, lead, { reason: 'closed' })
  if (lead.hold !== null) batch.liftedHolds.push(lead.leadId)
  tellEnd(batch, lead, ask)
  const state: LeadState = ask.as
  return { ...lead, version: batch.version, state, closedAtMs: batch.nowMs, clocks: [], hold: null }
}

function tellEnd(batch: Batch, { leadId, ownerId }: StoredLead, { as, reason, by }: CloseAsk): void {
  if (as === 'withdrawn') {
    const body = { previous_owner_id: ownerId, reason: reason ?? '', by }
    batch.tell({ kind: 'lead.withdrawn', leadId, ownerId, body })
    return
  }
  batch.tell({ kind: 'lead.closed', leadId, ownerId, body: { as, reason, by } })
}
