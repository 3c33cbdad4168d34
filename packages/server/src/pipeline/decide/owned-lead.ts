import { MAIN_ROLE, type OwnedLead } from '@rightful/engine'
import type { StoredAssignment, StoredLead } from '../desk/stored-lead.ts'

/** An assignment as the state counts it: where caps count a segment, with the values by which it was counted when it began. */
export function ownedLead({ ownerId, poolId, values }: StoredAssignment): OwnedLead {
  return values === undefined ? { ownerId, poolId } : { ownerId, poolId, values }
}

/** The assignment of the lead's main role; `null`: nobody has it. */
export function mainAssignment({ assignments }: StoredLead): StoredAssignment | null {
  return assignments.find(({ role, toMs }) => role === MAIN_ROLE && toMs === null) ?? null
}
