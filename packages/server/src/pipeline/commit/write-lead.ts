import { sealGiven, sensitiveNames } from '../../control/privacy/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Batch } from '../desk/batch.ts'
import type { LeadView } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { holdTable, leadTable, personTable } from './tables.ts'

/** Writes the lead's row as it stands at the end of a command: once a batch for each lead. */
export function writeLead(batch: Batch, lead: StoredLead): void {
  batch.rows.add(leadTable, {
    lead_id: lead.leadId,
    version: lead.version,
    state: lead.state,
    priority: lead.priority,
    lane: lead.lane,
    import_id: lead.importId,
    owner_id: lead.ownerId,
    pool_id: lead.poolId,
    route_id: lead.routeId,
    account_id: lead.accountId,
    decision_id: lead.decisionId,
    received_at: lead.receivedAtMs,
    assigned_at: lead.assignedAtMs,
    touched_at: lead.touchedAtMs,
    closed_at: lead.closedAtMs,
    moves: JSON.stringify(lead.moves),
    attributes: JSON.stringify(lead.attributes),
  })
}

/** Writes what was given for a lead, sealed and apart from everything else. Returns the seed that it is sealed by. */
export function writePerson(batch: Batch, lead: Pick<StoredLead, 'leadId' | 'seed' | 'given'>): string {
  const { leadId, seed, given } = lead
  const { keys, policy } = batch.memory
  const sealed = sealGiven(keys, { leadId, seed, given: given ?? {} }, sensitiveNames(policy))
  batch.rows.add(personTable, { lead_id: leadId, ...sealed })
  return sealed.seed
}

/** A failed lead is tried again after so long, twice as long each time, at most an hour. */
const PARK_RETRY_MS = 60_000
const PARK_RETRY_MAX_MS = 3_600_000

/** Parks a lead that could not be decided: stored, shown with its error, tried again. Returns it as it stands then. */
export function parkLead(batch: Batch, lead: StoredLead, error: string): StoredLead {
  // Tries while it waited for somebody are no failures.
  const failedBefore = lead.hold?.reason === 'error' ? lead.hold.attempts : 0
  const attempts = failedBefore + 1
  const retryMs = batch.nowMs + Math.min(PARK_RETRY_MAX_MS, PARK_RETRY_MS * 2 ** (attempts - 1))
  const hold = {
    queue: 'parked',
    reason: 'error' as const,
    sinceMs: lead.receivedAtMs,
    heldMs: batch.nowMs,
    retryMs,
    attempts,
  }
  batch.rows.add(holdTable, {
    lead_id: lead.leadId,
    version: batch.version,
    queue: hold.queue,
    reason: hold.reason,
    priority: lead.priority,
    since: hold.sinceMs,
    held_at: batch.nowMs,
    retry_at: retryMs,
    pool_ids: [],
    attempts,
    error,
  })
  const body = { attempts, retry_at: isoTime(retryMs) }
  batch.tell({ kind: 'lead.parked', leadId: lead.leadId, ownerId: null, body })
  return { ...lead, version: batch.version, state: 'parked', hold }
}

/** What a caller sees of a stored lead. */
export function viewOf(lead: StoredLead): LeadView {
  const { leadId, version, state, priority, ownerId, poolId, routeId, accountId, decisionId } = lead
  const { receivedAtMs, assignedAtMs, touchedAtMs, closedAtMs } = lead
  const times = { receivedAtMs, assignedAtMs, touchedAtMs, closedAtMs }
  return { leadId, version, state, priority, ownerId, poolId, routeId, accountId, decisionId, ...times }
}
