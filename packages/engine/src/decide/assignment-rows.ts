import { LEAD_UNITS, type LedgerRow } from '../balance/pool-snapshot.ts'
import type { RoleDecision } from '../trace/decision.ts'
import type { World } from './world.ts'

/** What the assignments of a decision write to the pools' ledgers: one whole lead a role. */
export function assignmentRows(decided: {
  readonly roles: readonly RoleDecision[]
  readonly world: World
  readonly input: { readonly nowMs: number; readonly lead: { readonly id: string } }
}): readonly LedgerRow[] {
  const { roles } = decided
  // Nearly every lead has one role.
  return roles.length === 1 ? rowsOf(roles[0], decided) : roles.flatMap((role) => rowsOf(role, decided))
}

type Decided = Parameters<typeof assignmentRows>[0]

function rowsOf({ outcome }: RoleDecision, { world, input }: Decided): readonly LedgerRow[] {
  if (outcome.kind !== 'assigned') return noRows
  const { ownerId, poolId, by } = outcome
  // A kept owner already has this lead in the ledger.
  if (poolId !== null) return by === 'kept' ? noRows : [leadRow(poolId, ownerId, { kind: 'lead', input })]
  if (by !== 'bound') return noRows
  return world.poolsCountingBound(ownerId).map((counting) => leadRow(counting, ownerId, { kind: 'bound_lead', input }))
}

const noRows: readonly LedgerRow[] = []

function leadRow(
  poolId: string,
  ownerId: string,
  { kind, input }: { readonly kind: 'lead' | 'bound_lead'; readonly input: Decided['input'] },
): LedgerRow {
  return { poolId, ownerId, atMs: input.nowMs, amount: LEAD_UNITS, kind, leadId: input.lead.id, reason: null }
}
