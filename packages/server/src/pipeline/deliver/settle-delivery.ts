import type { Queryable } from '../../platform/db/queryable.ts'
import { ownerEvents } from './owner-events.ts'
import type { ClaimedRow } from './claim-queries.ts'
import { type Address, repeatNewest, settleClaim, type Settlement } from './queries.ts'

/** A delivery that was claimed, as far as settling it needs to know. */
export type Settled = Address & Pick<ClaimedRow, 'version' | 'position' | 'generation' | 'leadId' | 'kind'>

/**
 * Notes what came of a delivery. False: the claim had run out and somebody else had taken it over; then what was sent may have arrived
 * after something newer about the same lead's owner, which is sent again.
 */
export async function settleDelivery(db: Queryable, row: Settled, settlement: Settlement): Promise<boolean> {
  if (await settleClaim(db, row, settlement)) return true
  const { leadId } = row
  if (leadId !== null && ownerEvents.includes(row.kind)) await repeatNewest(db, { ...row, leadId })
  return false
}
