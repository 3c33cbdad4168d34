import { RoutingError } from '@rightful/contract'
import { ownersWithin } from '../../control/people/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Caller } from '../../platform/http/caller.ts'
import type { Reach, RouteAccess } from '../../platform/http/route.ts'
import { findLeadOfDecision, hasLeadWithin } from './queries.ts'

/** Reading leads, and what was decided of them. */
export const leadReading = {
  scope: 'leads:read',
  narrower: { team: 'leads:read:team', own: 'leads:read:own' },
} as const satisfies RouteAccess

/** Who asks, and how far their grant reaches. */
export type Asker = { readonly caller: Caller; readonly reach: Reach }

/** Throws `lead_not_found`, as for a lead that is not there, unless the caller reaches it now. */
export async function requireLeadWithin(db: Queryable, { caller, reach }: Asker, leadId: string): Promise<void> {
  const within = await ownersWithin(db, caller, reach)
  if (within === null || (await hasLeadWithin(db, caller.workspaceId, { leadId, within }))) return
  throw new RoutingError('lead_not_found')
}

/** The same for a decision: who reaches its lead reaches all that was decided of it. Throws `decision_not_found` with `details`. */
export async function requireDecisionWithin(
  db: Queryable,
  { caller, reach }: Asker,
  { decisionId, details = {} }: { readonly decisionId: string; readonly details?: Readonly<Record<string, string>> },
): Promise<void> {
  const { workspaceId } = caller
  const within = await ownersWithin(db, caller, reach)
  if (within === null) return
  const leadId = await findLeadOfDecision(db, workspaceId, decisionId)
  if (leadId !== null && (await hasLeadWithin(db, workspaceId, { leadId, within }))) return
  throw new RoutingError('decision_not_found', details)
}
