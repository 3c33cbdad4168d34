import { type LeadHistory, MAIN_ROLE, type ReassignmentCause } from '@rightful/engine'
import type { StoredLead } from '../desk/stored-lead.ts'

/** What happened to a stored lead so far, as deciding it again reads it. `excluded` must not be chosen. */
export function leadHistory(lead: StoredLead, excluded: readonly string[] = []): LeadHistory {
  const main = lead.assignments.filter(({ role }) => role === MAIN_ROLE)
  const earlier = main.filter(({ ownerId, toMs }) => toMs !== null && ownerId !== lead.ownerId)
  const previous = [...new Set(earlier.toReversed().map(({ ownerId }) => ownerId))]
  const roles = lead.assignments.filter(({ role, toMs }) => role !== MAIN_ROLE && toMs === null)
  return {
    receivedAtMs: lead.receivedAtMs,
    currentOwnerId: lead.ownerId,
    previousOwnerIds: previous,
    excludedOwnerIds: excluded,
    reassignedCount: Object.values(lead.moves).reduce((sum, count) => sum + count, 0),
    reassignedBy: lead.moves,
    roleOwnerIds: Object.fromEntries(roles.map(({ role, ownerId }) => [role, ownerId])),
    isTouched: lead.touchedAtMs !== null,
  }
}

/** One more move for a cause. */
export function countMove(lead: StoredLead, cause: ReassignmentCause | 'rejected' | 'by_hand'): StoredLead['moves'] {
  return { ...lead.moves, [cause]: (lead.moves[cause] ?? 0) + 1 }
}
