import { RoutingError } from '@rightful/contract'
import { checkPolicy, type Roster } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { readPolicy } from '../policies/read.ts'
import type { RosterChange } from './roster-records.ts'

const itemsAtMost = 100

/**
 * Refuses an edit after which the active policy would name somebody or something that is not there: its leads would wait for
 * nobody. Throws `roster_invalid` with each place of the policy. Only an edit that ends an owner or a pool is asked.
 */
export async function keepPolicySound(
  db: Queryable,
  desk: { readonly workspaceId: string; readonly policyVersion: number },
  { changes, roster }: { readonly changes: readonly RosterChange[]; readonly roster: Roster },
): Promise<void> {
  if (!changes.some(({ kind, body }) => body === null && (kind === 'pool' || kind === 'owner'))) return
  const { policy } = await readPolicy(db, desk.workspaceId, desk.policyVersion)
  const errors = checkPolicy(policy, { roster }).problems.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const items = errors.slice(0, itemsAtMost).map(({ place: { file, line, column }, message }) => ({
    where: `policy version ${desk.policyVersion}, ${file}:${line}:${column}`,
    what: message,
    mend: 'Activate a policy that does not name it first.',
  }))
  throw new RoutingError('roster_invalid', {}, { items })
}
