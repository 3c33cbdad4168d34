import { grantsScope, isRoleName, RoutingError, scopesOfRoles } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { findMissingApprovals, listApprovals, type MissingApproval } from './review-queries.ts'

/** Which change. */
type OfChange = { readonly workspaceId: string; readonly changeId: string }

/** Approvals that a change needs and does not have. Only people count who may approve by now, whatever they might when they did. */
export async function missingApprovals(db: Queryable, of: OfChange): Promise<readonly MissingApproval[]> {
  const approvals = await listApprovals(db, of.workspaceId, of.changeId)
  const eligible = approvals.filter(({ roles }) => mayApprove(roles)).map(({ userId }) => userId)
  return findMissingApprovals(db, of, eligible)
}

/** Throws `approvals_missing` with each rule that is not fulfilled. */
export async function requireApprovals(db: Queryable, of: OfChange): Promise<void> {
  const missing = await missingApprovals(db, of)
  if (missing.length === 0) return
  throw new RoutingError('approvals_missing', {}, { items: missing.map(itemOf) })
}

function mayApprove(roles: string): boolean {
  return grantsScope(scopesOfRoles(roles.split(' ').filter(isRoleName)), 'policies:approve')
}

function itemOf({ part, groupId, group, needed, given }: MissingApproval): {
  readonly where: string
  readonly what: string
  readonly mend: string
} {
  const who =
    groupId === null ? 'somebody who did not write it' : `the group ${group ?? `${groupId}, which is no more`}`
  return {
    where: `review/${part}`,
    what: `has ${given} of ${needed} approvals of ${who}`,
    mend: group === null && groupId !== null ? 'Change the rules of review.' : 'Ask for them.',
  }
}
