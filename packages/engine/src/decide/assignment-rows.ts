import { LEAD_UNITS, type LedgerRow } from '../balance/pool-snapshot.ts'
import type { RoleDecision } from '../trace/decision.ts'
import type { World } from './world.ts'

/** What the assignments of a decision write to the pools' ledgers: one whole lead a role. */
export function assignmentRows(decided: {
  readonly roles: readonly RoleDecision[]
  readonly world: World
  readonly input: { readonly nowMs: number; readonly lead: { readonly id: string } }
}): readonly LedgerRow[] {
  const rows: LedgerRow[] = []
  for (const { outcome } of decided.roles) {
    if (outcome.kind !== 'assigned') continue
    const row = {
      ownerId: outcome.ownerId,
      atMs: decided.input.nowMs,
      amount: LEAD_UNITS,
      leadId: decided.input.lead.id,
      reason: null,
    }
    if (outcome.poolId !== null) {
      // A kept owner already has this lead in the ledger.
      if (outcome.by !== 'kept') rows.push({ ...row, poolId: outcome.poolId, kind: 'lead' })
      continue
    }
    if (outcome.by !== 'bound') continue
    for (const poolId of decided.world.poolsCountingBound(outcome.ownerId))
      rows.push({ ...row, poolId, kind: 'bound_lead' })
  }
  return rows
}
